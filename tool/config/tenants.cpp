#include "config/tenants.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "config/sections.h"
#include "config/sql_names.h"

namespace deed::config {

namespace {

constexpr std::int64_t kMostParallel = 64;

TenantsConfig& tenants_of(ServiceConfig& service) { return service.tenants ? *service.tenants : service.tenants.emplace(); }

void refuse_missing(const TomlTable& file, const TomlEntry& table) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> needed{
      {{"tenants.schemas", "Add schemas = [\"tenant_a\", ...], or a query that tells them."},
       {"tenants.pattern", "Add pattern = \"tenant_*\": by this one name the service owns the schemas of all tenants, also of new ones."}}};
  for (const auto& [key, hint] : needed) {
    if (find_value(file, key) == nullptr) {
      throw Error(ErrorKind::config,
                  {.what = fmt::format("`{}` is missing.", key), .where = to_string(table.key_location), .hint = std::string(hint)});
    }
  }
}

void refuse_meaningless(const TomlTable& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> meaningless{
      {{"ownership.owns", "A service with tenants owns the schemas of `tenants.pattern`, and nothing else."},
       {"ownership.share", "A service with tenants shares nothing: a share would be one for each tenant."}}};
  for (const auto& [key, why] : meaningless) {
    if (const TomlValue* value = find_value(file, key); value != nullptr) {
      refuse({key, *value}, std::string(why), "Leave it out; what several services use belongs to a service without tenants.");
    }
  }
}

}  // namespace

void read_tenant_schemas(const Given& given, ServiceConfig& service) {
  TenantsConfig& tenants = tenants_of(service);
  if (std::holds_alternative<std::string>(given.value.data)) {
    tenants.query = read_setting(given);
    return;
  }
  if (!std::holds_alternative<TomlArray>(given.value.data)) {
    refuse_type(given, "an array of strings, or a query");
  }
  for (const TomlValue& element : read_array(given)) {
    const Given part{given.key, element};
    Setting schema{read_name(part), element.location};
    const auto same =
        std::find_if(tenants.schemas.begin(), tenants.schemas.end(), [&](const Setting& s) { return s.value == schema.value; });
    if (same != tenants.schemas.end()) {
      refuse(part, fmt::format("'{}' is named twice, first at {}.", schema.value, to_string(same->location)), "Leave one of them out.");
    }
    tenants.schemas.push_back(std::move(schema));
  }
  if (tenants.schemas.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), "Name a schema, or write a query that tells them.");
  }
}

void read_tenant_pattern(const Given& given, ServiceConfig& service) {
  const std::string text = read_text(given);
  const ParsedPattern parsed = read_object_pattern(text, "");
  if (!parsed.pattern || parsed.pattern->kind || !parsed.pattern->schema.text.empty() || !parsed.pattern->name.glob) {
    refuse(given, fmt::format("'{}' is no pattern of schemas' names.", one_line(text)),
           "Write letters, digits and _, and a *: \"tenant_*\".");
  }
  const NamePart& pattern = parsed.pattern->name;
  if (pattern.text.find_first_not_of('*') == std::string::npos) {
    refuse(given, "All schemas there are cannot be the tenants'.", "Let the tenants' schemas have a name in common: \"tenant_*\".");
  }
  tenants_of(service).pattern = {pattern, given.value.location};
  service.database.schemas.insert(service.database.schemas.begin(), pattern.text);
}

void read_tenant_parallel(const Given& given, ServiceConfig& service) {
  const std::int64_t count = read_integer(given);
  if (count < 1 || count > kMostParallel) {
    refuse(given, fmt::format("{} tenants cannot be at work at the same time.", count), fmt::format("1 to {}.", kMostParallel));
  }
  tenants_of(service).parallel = static_cast<std::size_t>(count);
}

void settle_tenants(const TomlTable& file, const TomlEntry& table, ServiceConfig& service) {
  refuse_missing(file, table);
  refuse_meaningless(file);
  if (const TomlValue* value = find_value(file, "version_table"); value != nullptr && service.version_table.value.schema != kDeedSchema) {
    refuse({"version_table", *value}, "With tenants the version table is in each tenant's schema.", "Write its name without a schema.");
  }
  TenantsConfig& tenants = *service.tenants;
  for (const Setting& schema : tenants.schemas) {
    if (const std::string why = unfit_tenant(tenants, schema.value); !why.empty()) {
      throw Error(
          ErrorKind::config,
          {.what = why, .where = to_string(schema.location), .hint = "A tenant has a schema of its own, which `tenants.pattern` matches."});
    }
  }
  const NamePart& pattern = tenants.pattern.value;
  service.version_table.value.schema = pattern.text;
  service.ownership.owns.push_back({everything_in(pattern), tenants.pattern.location});
}

std::string unfit_tenant(const TenantsConfig& tenants, const std::string& schema) {
  if (schema == kDeedSchema || is_system_schema(schema)) {
    return fmt::format("'{}' is no tenant's schema: it is {} own.", schema, schema == kDeedSchema ? "deed's" : "PostgreSQL's");
  }
  return tenants.pattern.value.matches(schema)
             ? ""
             : fmt::format("`tenants.pattern` (\"{}\") does not match schema '{}'.", tenants.pattern.value.text, one_line(schema));
}

ServiceConfig for_tenant(const ServiceConfig& service, const std::string& schema) {
  ServiceConfig config = service;
  const std::string& any = service.tenants->pattern.value.text;
  config.tenant = schema;
  config.version_table.value.schema = schema;
  config.database.schemas.front() = schema;
  config.ownership.owns.front().value = everything_in({schema, false});
  for (Placed<ObjectPattern>& ignored : config.autogenerate.ignore) {
    if (ignored.value.schema == NamePart{any, false}) {
      ignored.value.schema.text = schema;
    }
  }
  return config;
}

}  // namespace deed::config
