#include "catalog/live_database.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "catalog/lookup.h"
#include "catalog/queries.h"

namespace deed::catalog {

namespace {

using Row = std::vector<std::string>;

ObjectName relation(const std::string& schema, const std::string& name) { return {ObjectKind::relation, schema, name}; }

}  // namespace

LiveDatabase read_live_database(postgres::Connection& connection) {
  LiveDatabase live;
  for (const Row& row : connection.texts(std::string(queries::list_objects))) {
    live.objects.push_back({{*object_kind(row[0]), row[3], row[4]}, row[1]});
  }
  const auto order = [](const LiveObject& object) { return std::tie(object.name, object.what); };
  std::sort(live.objects.begin(), live.objects.end(), [&](const LiveObject& a, const LiveObject& b) { return order(a) < order(b); });
  // The signatures of a function are one object to deed.
  const auto same = [](const LiveObject& a, const LiveObject& b) { return a.name == b.name; };
  live.objects.erase(std::unique(live.objects.begin(), live.objects.end(), same), live.objects.end());
  for (const Row& row : connection.texts(std::string(queries::belonging))) {
    live.belongs_to[{*object_kind(row[0]), row[1], row[2]}].push_back(relation(row[3], row[4]));
  }
  for (const Row& row : connection.texts(std::string(queries::alembic_histories))) {
    live.histories.insert(relation(row[0], row[1]));
  }
  return live;
}

std::set<ObjectName> needed_types(postgres::Connection& connection, const std::set<ObjectName>& objects) {
  std::set<ObjectName> types;
  for (const Row& row : connection.texts(std::string(queries::needed_types), in_triples({objects.begin(), objects.end()}))) {
    types.insert(relation(row[0], row[1]));
  }
  return types;
}

std::set<ObjectName> standing_names(postgres::Connection& connection, const std::vector<ObjectName>& names) {
  std::set<ObjectName> standing;
  for (const Row& row : connection.texts(std::string(queries::standing_names), in_triples(names))) {
    standing.insert({*object_kind(row[0]), row[1], row[2]});
  }
  return standing;
}

std::vector<LiveForeignKey> keys_between(postgres::Connection& connection, const std::vector<ObjectName>& tables) {
  std::vector<std::string> schemas;
  std::vector<std::string> names;
  for (const ObjectName& table : tables) {
    schemas.push_back(table.schema);
    names.push_back(table.name);
  }
  std::vector<LiveForeignKey> keys;
  for (const Row& row :
       connection.texts(std::string(queries::keys_between), {postgres::format_array(schemas), postgres::format_array(names)})) {
    keys.push_back({row[0], relation(row[1], row[2]), relation(row[3], row[4])});
  }
  return keys;
}

std::vector<AlterableObject> alterable_objects(postgres::Connection& connection) {
  std::vector<AlterableObject> objects;
  for (const Row& row : connection.texts(std::string(queries::alterable_objects))) {
    objects.push_back({{{*object_kind(row[0]), row[1], row[2]}, to_lower(row[3])}, row[3], row[4], row[5]});
  }
  return objects;
}

}  // namespace deed::catalog
