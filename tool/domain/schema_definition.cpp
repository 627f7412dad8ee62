#include "domain/schema_definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "domain/canonical_text.h"

namespace deed {

namespace {

constexpr std::string_view kColumn = "column ";

}  // namespace

std::string to_string(const Address& address) {
  return address.part.empty() ? to_string(address.object) : fmt::format("{} on {}", address.part, to_string(address.object));
}

ObjectName without_arguments(const ObjectName& object) {
  const bool has_arguments = object.kind == ObjectKind::function || object.kind == ObjectKind::operator_;
  const std::size_t open = has_arguments                            ? object.name.find('(')
                           : object.kind == ObjectKind::text_search ? object.name.rfind('(')
                                                                    : std::string::npos;
  return open == std::string::npos ? object : ObjectName{object.kind, object.schema, object.name.substr(0, open)};
}

Address column_address(const ObjectName& relation, const std::string& column) { return {relation, std::string(kColumn) + column}; }

std::string column_of(const Address& address) { return address.part.starts_with(kColumn) ? address.part.substr(kColumn.size()) : ""; }

bool same(const Definition& a, const Definition& b) { return a.kind == b.kind && same_text(a.compared, b.compared); }

bool is_forgotten_with_type(const Definition& definition) {
  return definition.kind == "setting" &&
         (definition.address.part.starts_with("storage of column ") || definition.address.part.starts_with("compression of column "));
}

bool can_alter(const Definition& from, const Definition& to) {
  return from.kind == to.kind && !to.alter.empty() && from.mould.size() <= to.mould.size() &&
         std::equal(from.mould.begin(), from.mould.end(), to.mould.begin());
}

}  // namespace deed
