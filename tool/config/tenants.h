#pragma once

#include <string>

#include "config/service_config.h"
#include "config/toml.h"
#include "config/values.h"

namespace deed::config {

// Readers of the keys of [tenants]. Like all readers they throw Error(config) at the value's place.
void read_tenant_schemas(const Given& given, ServiceConfig& service);
void read_tenant_pattern(const Given& given, ServiceConfig& service);
void read_tenant_parallel(const Given& given, ServiceConfig& service);

// What [tenants] means for the rest of the configuration, once all of the file is read. Throws Error(config) where a key is missing, and
// for keys that cannot mean anything with tenants.
void settle_tenants(const TomlTable& file, const TomlEntry& table, ServiceConfig& service);

// Why no tenant can have a schema of that name; "" where one can.
std::string unfit_tenant(const TenantsConfig& tenants, const std::string& schema);

// The configuration as it is for one tenant.
ServiceConfig for_tenant(const ServiceConfig& service, const std::string& schema);

}  // namespace deed::config
