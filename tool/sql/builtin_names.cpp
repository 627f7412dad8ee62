#include "sql/builtin_names.h"

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

}  // namespace deed::sql
