#include "config/key_readers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"
#include "config/sections.h"
#include "config/sql_names.h"

namespace deed::config {

namespace {

bool is_service_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return std::all_of(name.begin(), name.end(), allowed) && name.size() <= kLongestIdentifier;
}

Placed<Share> read_share(const TomlValue& value, const TomlTable& table, const ServiceConfig& service) {
  refuse_unknown_keys(table, "ownership.share.");
  ShareReading reading{service};
  for (const Key<ShareReading>& key : share_keys()) {
    if (find_value(table, key.info.name.substr(std::string_view("ownership.share.").size())) == nullptr) {
      refuse({key.info.name, value}, fmt::format("This share has no `{}`.", key.info.name.substr(key.info.name.rfind('.') + 1)),
             "A share says object, with and allow.");
    }
  }
  read_section(table, "ownership.share.", share_keys(), reading);
  return {reading.share, value.location};
}

}  // namespace

void read_service_name(const Given& given, ServiceConfig& service) {
  const std::string name = read_text(given);
  if (!is_service_name(name)) {
    refuse(given, fmt::format("'{}' is not a service's name.", one_line(name)),
           fmt::format("Use letters, digits, - and _, at most {} of them.", kLongestIdentifier));
  }
  service.name = name;
  service.location = given.value.location;
}

std::vector<std::string> read_model_files(const Given& given) {
  std::vector<std::string> patterns;
  for (const TomlValue& element : read_array(given)) {
    const Given part{given.key, element};
    patterns.push_back(read_inner_path(part));
    const std::string& pattern = patterns.back();
    if (!pattern.ends_with(".sql") && !pattern.ends_with(".toml")) {
      refuse(part, fmt::format("'{}' names no model files.", one_line(pattern)), "A model is in .sql or .toml files: \"models/*.sql\".");
    }
    if (pattern.find("**") != std::string::npos) {
      refuse(part, fmt::format("'{}' has **, but a * stays within one directory.", one_line(pattern)), "Write a pattern per directory.");
    }
  }
  return patterns;
}

std::vector<std::string> read_command(const Given& given) {
  std::vector<std::string> command = read_texts(given);
  if (command.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key),
           "Write the program and its arguments: [\"python\", \"-m\", \"app.print_ddl\"].");
  }
  return command;
}

std::vector<std::string> read_allow_kinds(const Given& given) {
  std::vector<std::string> kinds = read_texts(given);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; };
    if (!std::all_of(kinds[i].begin(), kinds[i].end(), allowed)) {
      refuse({given.key, read_array(given)[i]}, fmt::format("'{}' is not a kind of statement.", one_line(kinds[i])),
             "Write it as the refusal names it, in lower case: \"create role\".");
    }
  }
  return kinds;
}

void read_ignore(const Given& given, ServiceConfig& service) {
  for (const TomlValue& element : read_array(given)) {
    service.autogenerate.ignore.push_back({read_pattern({given.key, element}, service.database.schemas.front()), element.location});
  }
}

void read_owns(const Given& given, ServiceConfig& service) {
  for (const TomlValue& element : read_array(given)) {
    service.ownership.owns.push_back({read_ownable_pattern({given.key, element}, service.database.schemas.front()), element.location});
  }
}

void read_shares(const Given& given, ServiceConfig& service) {
  const auto* array = std::get_if<TomlArray>(&given.value.data);
  std::vector<Placed<Share>>& shares = service.ownership.shares;
  if (array == nullptr) {
    refuse_type(given, "an array of tables ([[ownership.share]])");
  }
  for (const TomlValue& element : *array) {
    const auto* table = std::get_if<TomlTable>(&element.data);
    if (table == nullptr) {
      refuse_type({given.key, element}, "an array of tables ([[ownership.share]])");
    }
    Placed<Share> share = read_share(element, *table, service);
    const auto same = std::find_if(shares.begin(), shares.end(), [&](const Placed<Share>& other) {
      return other.value.object == share.value.object && other.value.with == share.value.with;
    });
    if (same != shares.end()) {
      refuse(
          {given.key, element},
          fmt::format("{} is shared with '{}' at {} already.", to_string(share.value.object), share.value.with, to_string(same->location)),
          "Name all accesses in one `allow`.");
    }
    shares.push_back(std::move(share));
  }
}

std::vector<std::string> read_owners(const Given& given) {
  const std::vector<std::string> owners = read_texts(given);
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const auto allowed = [](char c) { return c > ' ' && c < 0x7F && c != '#' && c != '\\'; };
    if (!std::all_of(owners[i].begin(), owners[i].end(), allowed) || owners[i].find('@') == std::string::npos) {
      refuse({given.key, read_array(given)[i]}, fmt::format("'{}' is nobody who could review.", one_line(owners[i])),
             "Write it as CODEOWNERS does: \"@org/team\", \"@person\" or an address.");
    }
  }
  return owners;
}

void read_share_object(const Given& given, ShareReading& reading) {
  reading.share.object = read_ownable_pattern(given, reading.service.database.schemas.front());
}

void read_share_with(const Given& given, ShareReading& reading) {
  reading.share.with = read_text(given);
  if (reading.share.with != "*" && !is_service_name(reading.share.with)) {
    refuse(given, fmt::format("'{}' is not a service's name.", one_line(reading.share.with)),
           "Name one service, or \"*\" for every service.");
  }
  if (reading.share.with == reading.service.name) {
    refuse(given, fmt::format("'{}' cannot share with itself.", reading.service.name),
           "Name the other service, or \"*\" for every service.");
  }
}

void read_share_allow(const Given& given, ShareReading& reading) {
  for (const TomlValue& element : read_array(given)) {
    reading.share.accesses.insert(read_choice<Access>(
        {given.key, element},
        {{"read", Access::read}, {"reference", Access::reference}, {"write", Access::write}, {"alter", Access::alter}}));
  }
  if (reading.share.accesses.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), "Name what is shared (read, reference, write, alter), or leave the share out.");
  }
}

}  // namespace deed::config
