#include "catalog/dependents.h"

#include "catalog/queries.h"

namespace deed::catalog {

std::vector<Dependent> dependents_of(postgres::Connection& connection, const std::vector<Address>& addresses) {
  std::vector<std::string> kinds;
  std::vector<std::string> schemas;
  std::vector<std::string> names;
  std::vector<std::string> parts;
  for (const Address& address : addresses) {
    kinds.emplace_back(word(address.object.kind));
    schemas.push_back(address.object.schema);
    names.push_back(address.object.name);
    parts.push_back(address.part);
  }
  const postgres::Result rows = connection.execute(queries::dependents, {postgres::format_array(kinds), postgres::format_array(schemas),
                                                                         postgres::format_array(names), postgres::format_array(parts)});
  std::vector<Dependent> found;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName object{*object_kind(rows.text(row, 1)), std::string(rows.text(row, 2)), std::string(rows.text(row, 3))};
    found.push_back({object, std::string(rows.text(row, 4)), addresses[static_cast<std::size_t>(rows.number(row, 0)) - 1]});
  }
  return found;
}

}  // namespace deed::catalog
