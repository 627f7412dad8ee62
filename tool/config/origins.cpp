#include "config/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "base/files.h"
#include "base/text.h"

namespace deed::config {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 7> kTold{"service", "host", "hostaddr", "port", "dbname", "user", "password"};

std::string variable(const Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

// libpq's rule: a password file that others may read is not read.
std::string password_file_origin(const Parameters& parameters, const Environment& environment) {
  std::string file = value_of(parameters, "passfile");
  if (file.empty()) {
    file = variable(environment, "PGPASSFILE");
  }
  if (file.empty() && !variable(environment, "HOME").empty()) {
    file = variable(environment, "HOME") + "/.pgpass";
  }
  if (file.empty() || file_kind(file) != FileKind::regular) {
    return "";
  }
  std::error_code error;
  const fs::perms others = fs::status(file, error).permissions() & (fs::perms::group_all | fs::perms::others_all);
  const std::string shown = one_line(file);
  return others == fs::perms::none ? fmt::format("{}, if a line of it fits", shown)
                                   : fmt::format("not from {}, which others may read: chmod 600", shown);
}

}  // namespace

Origins origins_of(const Parameters& parameters, const std::string& place) {
  Origins origins;
  for (const std::string_view keyword : kTold) {
    if (has(parameters, keyword)) {
      origins.emplace_back(keyword, place);
    }
  }
  return origins;
}

void add_libpq_origins(Origins& origins, const Parameters& parameters, const Environment& environment) {
  for (const Keyword& keyword : keywords()) {
    const bool told = std::find(kTold.begin(), kTold.end(), keyword.name) != kTold.end();
    if (told && !has(parameters, keyword.name) && !variable(environment, std::string(keyword.variable)).empty()) {
      origins.emplace_back(keyword.name, "PG* in the environment");
    }
  }
  if (!has(parameters, "password") && variable(environment, "PGPASSWORD").empty()) {
    if (std::string place = password_file_origin(parameters, environment); !place.empty()) {
      origins.emplace_back("password", std::move(place));
    }
  }
}

}  // namespace deed::config
