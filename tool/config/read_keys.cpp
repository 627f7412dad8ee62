#include "config/read_keys.h"

#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "config/sections.h"
#include "config/sql_names.h"
#include "config/tenants.h"

namespace deed::config {

namespace {

Error excluded(std::string_view one, const TomlValue& at, std::string_view other, const TomlValue& other_at) {
  return Error(ErrorKind::config, {.what = fmt::format("`{}` and `{}` exclude each other.", one, other),
                                   .where = to_string(other_at.location),
                                   .hint = "Keep one of them.",
                                   .details = {fmt::format("`{}` stands at {}", one, to_string(at.location))}});
}

// Three ways to say where the database is, of which a file says one.
void refuse_two_connections(const TomlTable& file) {
  constexpr std::array<std::string_view, 7> names{"database.url",  "database.url_file", "database.host",         "database.port",
                                                  "database.name", "database.user",     "database.password_file"};
  constexpr std::array<int, 7> ways{0, 1, 2, 2, 2, 2, 2};
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      const TomlValue* one = find_value(file, names[i]);
      const TomlValue* other = find_value(file, names[j]);
      if (ways[i] != ways[j] && one != nullptr && other != nullptr) {
        throw excluded(names[i], *one, names[j], *other);
      }
    }
  }
}

void settle_models(const TomlTable& file, ModelsConfig& models) {
  const TomlValue* files = find_value(file, "models.files");
  const TomlValue* command = find_value(file, "models.command");
  if (files != nullptr && command != nullptr) {
    throw excluded("models.files", *files, "models.command", *command);
  }
  if (command != nullptr) {
    models.files.clear();
  }
}

ServiceConfig read_service(const TomlTable& file) {
  ServiceConfig service;
  refuse_two_connections(file);
  read_section(file, "", service_keys(), service);
  if (find_value(file, "version_table") == nullptr) {
    const Given name{"service", *find_value(file, "service")};
    service.version_table = {default_version_table(name), name.value.location};
  }
  settle_models(file, service.models);
  if (const TomlEntry* table = file.find("tenants"); table != nullptr) {
    settle_tenants(file, *table, service);
  }
  return service;
}

}  // namespace

FileConfig read_keys(const TomlTable& file, const std::string& shown) {
  refuse_unknown_keys(file, "");
  FileConfig config;
  read_section(file, "", workspace_keys(), config.workspace);
  if (const TomlEntry* table = file.find("workspace"); table != nullptr && !config.workspace) {
    throw Error(ErrorKind::config, {.what = "[workspace] does not say where its services are.",
                                    .where = to_string(table->key_location),
                                    .hint = "Add services = [\"services/*\"]."});
  }
  if (file.find("service") != nullptr) {
    config.service = read_service(file);
    return config;
  }
  for (const TomlEntry& entry : file.entries) {
    if (entry.key != "workspace") {
      throw Error(ErrorKind::config, {.what = fmt::format("`{}` belongs to a service, but this file names none.", entry.key),
                                      .where = to_string(entry.key_location),
                                      .hint = "Add service = \"...\" as the first line, or move this to a service's deed.toml."});
    }
  }
  if (!config.workspace) {
    throw Error(ErrorKind::config, {.what = "The file describes neither a service nor a workspace.",
                                    .where = shown,
                                    .hint = "Add service = \"...\", or [workspace] with services = [\"services/*\"]."});
  }
  return config;
}

}  // namespace deed::config
