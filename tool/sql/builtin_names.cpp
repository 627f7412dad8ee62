#include "sql/builtin_names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.h"
#include "sql/builtin.h"

namespace deed::sql {

namespace {

using Names = std::unordered_set<std::string_view>;

Names names_in(std::string_view list) {
  Names names;
  for (const std::string_view line : split_lines(list)) {
    for (const std::string_view name : split(line, ' ')) {
      names.insert(name);
    }
  }
  return names;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

bool is_builtin_function(std::string_view name) {
  static const Names names = names_in(builtin::functions);
  return names.contains(name);
}

bool is_builtin_type(std::string_view name) {
  // serial and its kin are words of the grammar's analysis, not types of the catalogue.
  static const Names names = [] {
    Names all = names_in(builtin::types);
    all.insert({"serial", "serial2", "serial4", "serial8", "smallserial", "bigserial"});
    return all;
  }();
  return names.contains(name) || (name.starts_with('_') && names.contains(name.substr(1)));
}

bool is_builtin_relation(std::string_view name) {
  static const Names names = names_in(builtin::relations);
  return names.contains(name);
}

bool is_builtin_operator(std::string_view name) {
  static const Names names = names_in(builtin::operators);
  return names.contains(name);
}

bool is_builtin_collation(std::string_view name) {
  constexpr std::array names =
      std::to_array<std::string_view>({"default", "C", "POSIX", "ucs_basic", "unicode", "pg_c_utf8", "pg_unicode_fast"});
  const std::size_t territory = name.find('_');
  const bool locale =
      (territory == 2 || territory == 3) && name.size() >= territory + 3 && is_upper(name[territory + 1]) && is_upper(name[territory + 2]);
  return locale || name.starts_with("C.") || name.ends_with("-x-icu") || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace deed::sql
