#pragma once

#include "config/key_tables.h"

namespace deed::config {

// The readers of keys with a form of their own. Like all readers they throw Error(config) at the value's place.

void read_service_name(const Given& given, ServiceConfig& service);
std::vector<std::string> read_model_files(const Given& given);
std::vector<std::string> read_command(const Given& given);
std::vector<std::string> read_allow_kinds(const Given& given);
void read_ignore(const Given& given, ServiceConfig& service);
void read_owns(const Given& given, ServiceConfig& service);
void read_shares(const Given& given, ServiceConfig& service);
std::vector<std::string> read_owners(const Given& given);
void read_share_object(const Given& given, ShareReading& reading);
void read_share_with(const Given& given, ShareReading& reading);
void read_share_allow(const Given& given, ShareReading& reading);

}  // namespace deed::config
