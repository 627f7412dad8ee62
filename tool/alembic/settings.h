#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deed::alembic {

// A key of alembic.ini, or of [tool.alembic] in pyproject.toml.
struct Setting {
  std::string section;
  // In lower case, as Python's ConfigParser has keys.
  std::string key;
  std::string value;
  // "alembic.ini:12"
  std::string where{};
};

// A value as Alembic would see it, or why the text does not tell.
struct Looked {
  std::string value{};
  std::string where{};
  // Empty where the value is known.
  std::string why{};
};

// What Alembic's configuration file says.
struct Settings {
  // As messages and comments show it.
  std::string file;
  // What %(here)s stands for, as a path from the new service's directory.
  std::string here;
  std::vector<Setting> settings{};

  // With %(name)s put in. Nothing where the file does not have the key.
  std::optional<Looked> find(std::string_view section, std::string_view key) const;
};

inline constexpr std::string_view kSection = "alembic";

// The settings of an ini file: comments, continued lines, `key = value` and `key: value`, whatever its line ends.
std::vector<Setting> parse_ini(std::string_view text, const std::string& shown);

}  // namespace deed::alembic
