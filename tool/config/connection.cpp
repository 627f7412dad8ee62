#include "config/connection.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "config/connection_string.h"

namespace deed::config {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kUrlVariable = "DATABASE_URL";
constexpr std::string_view kUrlFileVariable = "DATABASE_URL_FILE";

// A value after "${NAME}" was looked up.
struct Resolved {
  std::string value;
  // For messages: "`database.host` at deed.toml:7:8".
  std::string place;
  // What a relative path is relative to.
  fs::path directory;
};

// The name in "${NAME}"; nothing for a value that is written out.
std::optional<std::string> variable_in(const std::string& text) {
  return text.starts_with("${") ? std::optional(text.substr(2, text.size() - 3)) : std::nullopt;
}

// A secret file as an editor or `kubectl create secret` leaves it: the newline at its end does not belong to it.
std::string without_last_newline(std::string text) {
  if (text.ends_with('\n')) {
    text.pop_back();
  }
  if (text.ends_with('\r')) {
    text.pop_back();
  }
  return text;
}

class Resolver {
 public:
  Resolver(const ServiceConfig& service, const Environment& environment)
      : service_(service), environment_(environment), variables_(service, environment) {}

  ConnectionSource database() const {
    const DatabaseConfig& database = service_.database;
    if (database.url_file) {
      return completed(from_file(resolve("database.url_file", *database.url_file)));
    }
    if (database.host || database.port || database.name || database.user || database.password_file) {
      return completed(from_parts());
    }
    if (database.url && variable_in(database.url->value) != kUrlVariable) {
      return completed(from_text(resolve("database.url", *database.url)));
    }
    return completed(from_default());
  }

  Parameters scratch(const Setting& url) const { return completed(from_text(resolve("scratch.url", url))).parameters; }

 private:
  // DATABASE_URL, DATABASE_URL_FILE, or what libpq finds by itself.
  ConnectionSource from_default() const {
    std::optional<Variable> url = variables_.find(std::string(kUrlVariable));
    std::optional<Variable> file = variables_.find(std::string(kUrlFileVariable));
    // The nearer one counts: a Job's DATABASE_URL_FILE before a developer's .env.
    if (url && file && (url->value.empty() || file->layer < url->layer)) {
      url.reset();
    } else if (url && file && (file->value.empty() || url->layer < file->layer)) {
      file.reset();
    }
    if (url && file) {
      throw Error(ErrorKind::config, {.what = fmt::format("{} and {} are both set.", kUrlVariable, kUrlFileVariable),
                                      .where = fmt::format("{} and {}", url->place, file->place),
                                      .hint = "Unset one of them."});
    }
    if (url) {
      return from_text(from_variable(std::string(kUrlVariable), *url));
    }
    if (file) {
      return from_file(from_variable(std::string(kUrlFileVariable), *file));
    }
    for (const char* name : {"PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE"}) {
      if (variables_.has_value(name)) {
        return {};
      }
    }
    throw Error(ErrorKind::config,
                {.what = fmt::format("Nothing says where the database of service '{}' is.", service_.name),
                 .where = service_.file.shown,
                 .hint = fmt::format("Set {} or {}; or write host, name, user under [database]; or set PGHOST, PGDATABASE or PGSERVICE.",
                                     kUrlVariable, kUrlFileVariable),
                 .details = {fmt::format("looked for {} in {}", kUrlVariable, variables_.places())}});
  }

  static ConnectionSource from_text(const Resolved& url) { return parsed(url.value, url.place); }

  static ConnectionSource from_file(const Resolved& file) {
    return parsed(checked_text(read_secret(file), file.place, ErrorKind::config), fmt::format("the file of {}", file.place));
  }

  static ConnectionSource parsed(const std::string& text, const std::string& place) {
    Parameters parameters = parse_connection_string(text, place);
    Origins origins = origins_of(parameters, place);
    return {std::move(parameters), std::move(origins)};
  }

  ConnectionSource from_parts() const {
    const DatabaseConfig& database = service_.database;
    const bool has_host =
        database.host || variables_.has_value("PGHOST") || variables_.has_value("PGHOSTADDR") || variables_.has_value("PGSERVICE");
    if (const std::optional<Variable> url = variables_.find(std::string(kUrlVariable)); url && !url->value.empty() && !has_host) {
      throw Error(ErrorKind::config, {.what = fmt::format("[database] has parts of a connection but no host, and {} is set.", kUrlVariable),
                                      .where = fmt::format("{} and {}", service_.file.shown, url->place),
                                      .hint = fmt::format("Add `host`, or leave the parts out and let {} say it all.", kUrlVariable)});
    }
    ConnectionSource source;
    const auto add = [&](std::string_view keyword, std::string_view key, const std::optional<Setting>& setting) {
      if (setting) {
        const Resolved resolved = resolve(key, *setting);
        source.parameters.emplace_back(keyword, part(keyword, resolved));
        source.origins.emplace_back(keyword, resolved.place);
      }
    };
    add("host", "database.host", database.host);
    add("port", "database.port", database.port);
    add("dbname", "database.name", database.name);
    add("user", "database.user", database.user);
    if (database.password_file) {
      const Resolved file = resolve("database.password_file", *database.password_file);
      source.parameters.emplace_back("password", password(file));
      source.origins.emplace_back("password", fmt::format("the file of {}", file.place));
    }
    return source;
  }

  static std::string part(std::string_view keyword, const Resolved& resolved) {
    if (is_misplaced_url(keyword, resolved.value)) {
      throw Error(
          ErrorKind::config,
          {.what = "A part of a connection is a URL.", .where = resolved.place, .hint = "Give it as `database.url`, without parts."});
    }
    if (keyword == "port" && !is_port_list(resolved.value)) {
      throw Error(ErrorKind::config, {.what = "This is not a port.", .where = resolved.place, .hint = "Ports are 1 to 65535."});
    }
    return resolved.value;
  }

  static std::string password(const Resolved& file) {
    std::string password = read_secret(file);
    if (password.find('\0') != std::string::npos) {
      throw Error(ErrorKind::config, {.what = "The password file contains a NUL byte.", .where = file.place, .hint = "Check the path."});
    }
    return password;
  }

  static std::string read_secret(const Resolved& file) {
    const fs::path path = file.directory / file.value;
    // Who put the secret itself where the name of its file belongs must not find it in the log.
    const std::string shown = file.value.starts_with('/') ? fmt::format("'{}' ", one_line(file.value)) : "that is named here ";
    if (file_kind(path) == FileKind::missing) {
      throw Error(ErrorKind::config, {.what = fmt::format("The file {}does not exist.", shown),
                                      .where = file.place,
                                      .hint = "Correct the path, or put the file there (in Kubernetes: mount the secret)."});
    }
    std::string content = without_last_newline(read_file(path, ErrorKind::config));
    if (content.empty()) {
      throw Error(ErrorKind::config, {.what = fmt::format("The file {}is empty.", shown), .where = file.place, .hint = "Fill it."});
    }
    return content;
  }

  Resolved resolve(std::string_view key, const Setting& setting) const {
    const std::string place = fmt::format("`{}` at {}", key, to_string(setting.location));
    const std::optional<std::string> name = variable_in(setting.value);
    if (!name) {
      return {setting.value, place, service_.directory};
    }
    const std::optional<Variable> variable = variables_.find(*name);
    if (!variable) {
      throw Error(ErrorKind::config, {.what = fmt::format("The variable {} is not set.", *name),
                                      .where = place,
                                      .hint = fmt::format("Set {} in the environment or in an .env file.", *name),
                                      .details = {fmt::format("looked for it in {}", variables_.places())}});
    }
    return from_variable(*name, *variable);
  }

  static Resolved from_variable(const std::string& name, const Variable& variable) {
    if (trim(variable.value).empty()) {
      throw Error(
          ErrorKind::config,
          {.what = fmt::format("The variable {} is empty.", name), .where = variable.place, .hint = "Give it a value, or unset it."});
    }
    return {variable.value, fmt::format("{} in {}", name, variable.place), variable.directory.value_or(fs::path())};
  }

  // Adds PG* of `.env` files; those of the process libpq reads by itself.
  ConnectionSource completed(ConnectionSource source) const {
    Parameters& parameters = source.parameters;
    for (const Keyword& keyword : keywords()) {
      const std::string name(keyword.variable);
      if (!name.empty() && !has(parameters, keyword.name) && only_in_file(name)) {
        const Resolved variable = from_variable(name, *variables_.find(name));
        const Origins origins = origins_of({{std::string(keyword.name), variable.value}}, variable.place);
        source.origins.insert(source.origins.end(), origins.begin(), origins.end());
        parameters.emplace_back(keyword.name, variable.value);
      }
    }
    add_libpq_origins(source.origins, parameters, environment_);
    refuse_misplaced_urls(parameters);
    require_service_file(parameters);
    return source;
  }

  bool only_in_file(const std::string& name) const { return !environment_.contains(name) && variables_.has_value(name); }

  // Those of the process too, although libpq reads them: it would repeat them.
  void refuse_misplaced_urls(const Parameters& parameters) const {
    for (const Keyword& keyword : keywords()) {
      const std::optional<Variable> variable = variables_.find(std::string(keyword.variable));
      const bool used = variable && (!has(parameters, keyword.name) || value_of(parameters, keyword.name) == variable->value);
      if (used && is_misplaced_url(keyword.name, variable->value)) {
        throw Error(ErrorKind::config, {.what = fmt::format("{} is a URL.", keyword.variable),
                                        .where = variable->place,
                                        .hint = fmt::format("Set {} to it instead.", kUrlVariable)});
      }
    }
  }

  void require_service_file(const Parameters& parameters) const {
    if (!has(parameters, "service") && !variables_.has_value("PGSERVICE")) {
      return;
    }
    for (const char* name : {"PGSERVICEFILE", "PGSYSCONFDIR"}) {
      if (only_in_file(name)) {
        throw Error(ErrorKind::config, {.what = fmt::format("libpq takes {} from the process's environment only.", name),
                                        .where = variables_.find(name)->place,
                                        .hint = fmt::format("Export {} before deed is called.", name)});
      }
    }
  }

  const ServiceConfig& service_;
  const Environment& environment_;
  Variables variables_;
};

}  // namespace

ConnectionSource connection_source(const ServiceConfig& service, const Environment& environment) {
  return Resolver(service, environment).database();
}

std::optional<Parameters> scratch_parameters(const ServiceConfig& service, const Environment& environment) {
  if (!service.scratch.url) {
    return std::nullopt;
  }
  return Resolver(service, environment).scratch(*service.scratch.url);
}

}  // namespace deed::config
