#include "catalog/lookup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "catalog/counted_catalogues.h"
#include "catalog/queries.h"

namespace deed::catalog {

namespace {

using postgres::Connection;
using postgres::Result;

// pg_identify_object()'s words for kinds, where they are not deed's own with blanks.
ObjectKind kind_of(std::string_view type) {
  if (type == "statistics object") {
    return ObjectKind::statistics;
  }
  if (type.starts_with("text search")) {
    return ObjectKind::text_search;
  }
  return object_kind(replace_all(type == "server" ? "foreign_server" : std::string(type), " ", "_")).value_or(ObjectKind::relation);
}

// A name as pg_identify_object() writes it, in double quotes where it needs them; an identity of several words stays as it is.
std::string plain_name(std::string_view written) {
  Lexer lexer(written);
  const bool quoted = lexer.next().kind == TokenKind::quoted_identifier && lexer.next().kind == TokenKind::end;
  return quoted ? unquote_identifier(written) : std::string(written);
}

ObjectFacts facts_of(const Result& result, std::size_t row) {
  ObjectFacts facts{.address = {result.oid(row, 0), result.oid(row, 1)}};
  const ObjectKind kind = kind_of(result.text(row, 2));
  // Relations are told by the catalogue itself: their quotes are their own.
  const bool raw = facts.address.class_oid == kPgClass;
  const auto name = [&](int column) { return raw ? std::string(result.text(row, column)) : plain_name(result.text(row, column)); };
  facts.name = {kind, has_schema(kind) ? name(3) : "", name(4)};
  facts.answers_oid = result.oid(row, 7);
  facts.answers = facts.answers_oid == 0
                      ? facts.name
                      : ObjectName{ObjectKind::relation, std::string(result.text(row, 5)), std::string(result.text(row, 6))};
  facts.description = result.text(row, 8);
  facts.is_index = result.text(row, 9) == "1";
  facts.extension = result.text(row, 10);
  facts.temporary = result.text(row, 11) == "1";
  const std::vector<std::string> schemas = result.array(row, 12);
  const std::vector<std::string> names = result.array(row, 13);
  for (std::size_t i = 0; i < std::min(schemas.size(), names.size()); ++i) {
    facts.parents.push_back({ObjectKind::relation, schemas[i], names[i]});
  }
  return facts;
}

// What object_parts.sql says of an object; names where they are not pg_identify_object()'s.
struct Belonging {
  CatalogAddress told_by{};
  std::uint32_t relation = 0;
  std::uint32_t type = 0;
  std::optional<std::string> schema{};
  std::optional<std::string> name{};
};

// Catalogues whose objects object_parts.sql knows more of. Most steps touch none of them, and to plan it takes longer than to run it.
constexpr std::array<std::uint32_t, 16> kHaveParts{826,  1255, 1418, 2602, 2603, 2604, 2605, 2616,
                                                   2617, 2618, 2620, 2753, 3256, 3381, 6106, 6237};

std::optional<std::string> text_or_nothing(const Result& result, std::size_t row, int column) {
  return result.is_null(row, column) ? std::nullopt : std::optional<std::string>(result.text(row, column));
}

std::vector<postgres::Request> asking_belongings(const std::vector<CatalogAddress>& addresses) {
  std::vector<std::uint32_t> classes;
  std::vector<std::uint32_t> objects;
  for (const CatalogAddress& address : addresses) {
    if (std::find(kHaveParts.begin(), kHaveParts.end(), address.class_oid) != kHaveParts.end()) {
      classes.push_back(address.class_oid);
      objects.push_back(address.object_oid);
    }
  }
  if (classes.empty()) {
    return {};
  }
  return {{std::string(queries::object_parts), {oid_array(classes), oid_array(objects)}}};
}

using Belongings = std::map<CatalogAddress, Belonging>;

Belongings belongings(const std::vector<Result>& answers) {
  Belongings parts;
  for (const Result& rows : answers) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      parts[{rows.oid(row, 0), rows.oid(row, 1)}] = {.told_by = {rows.oid(row, 2), rows.oid(row, 3)},
                                                     .relation = rows.oid(row, 4),
                                                     .type = rows.oid(row, 5),
                                                     .schema = text_or_nothing(rows, row, 6),
                                                     .name = text_or_nothing(rows, row, 7)};
    }
  }
  return parts;
}

void rename(ObjectFacts& facts, const Belonging& part) {
  if (part.schema && has_schema(facts.name.kind)) {
    facts.name.schema = *part.schema;
  }
  if (part.name) {
    facts.name.name = *part.name;
  }
  if (facts.answers_oid == 0) {
    facts.answers = facts.name;
  }
}

postgres::Request asking_objects(const std::vector<CatalogAddress>& addresses, const Belongings& parts) {
  std::array<std::vector<std::uint32_t>, 6> columns;
  for (const CatalogAddress& address : addresses) {
    const auto found = parts.find(address);
    // A relation belongs to itself; other objects stand for themselves.
    const Belonging part = found != parts.end()
                               ? found->second
                               : Belonging{.told_by = address, .relation = address.class_oid == kPgClass ? address.object_oid : 0};
    const std::array values{address.class_oid,       address.object_oid, part.told_by.class_oid,
                            part.told_by.object_oid, part.relation,      part.type};
    for (std::size_t i = 0; i < values.size(); ++i) {
      columns[i].push_back(values[i]);
    }
  }
  postgres::Request request{.sql = std::string(queries::resolve_objects)};
  std::ranges::transform(columns, std::back_inserter(request.values), [](const auto& column) { return oid_array(column); });
  return request;
}

std::vector<ObjectFacts> facts_from(const Result& result, const Belongings& parts) {
  std::vector<ObjectFacts> facts;
  for (std::size_t row = 0; row < result.size(); ++row) {
    facts.push_back(facts_of(result, row));
    if (const auto part = parts.find(facts.back().address); part != parts.end()) {
      rename(facts.back(), part->second);
    }
  }
  return facts;
}

// What to_regclass or to_regtype makes of a name; 0 where there is nothing of that name.
std::uint32_t find_oid(Connection& session, const char* function, const WrittenName& name) {
  const Result result = session.execute(fmt::format("SELECT pg_catalog.{}($1)::pg_catalog.oid::pg_catalog.text", function),
                                        {quote_qualified(name.schema, name.name)});
  return result.is_null(0, 0) ? 0 : result.oid(0, 0);
}

std::optional<ObjectFacts> find(Connection& session, Connection& observer, const char* function, std::uint32_t catalogue,
                                const WrittenName& name) {
  const std::uint32_t found = find_oid(session, function, name);
  std::vector<ObjectFacts> facts = found == 0 ? std::vector<ObjectFacts>{} : resolve_objects(observer, {{catalogue, found}});
  return facts.empty() ? std::nullopt : std::optional(std::move(facts.front()));
}

}  // namespace

std::string_view fingerprints_sql() { return queries::fingerprints; }

std::string_view written_rows_sql() { return queries::written_rows; }

std::string_view written_secrets_sql() { return queries::written_secrets; }

std::string_view mappings_sql() { return queries::mappings; }

std::string_view own_callables_sql() { return queries::own_callables; }

std::string_view running_code_sql() { return queries::running_code; }

std::string_view partitions_below_sql() { return queries::partitions_below; }

std::vector<ObjectFacts> resolve_objects(Connection& connection, const std::vector<CatalogAddress>& addresses) {
  const std::vector<postgres::Request> of_parts = asking_belongings(addresses);
  const Belongings parts = of_parts.empty() ? Belongings{} : belongings(connection.execute_together(of_parts));
  const postgres::Request question = asking_objects(addresses, parts);
  return facts_from(connection.execute_uninterrupted(question.sql, question.values), parts);
}

SeenByTwo resolve_by_two(Connection& first, Connection& second, const std::vector<CatalogAddress>& addresses,
                         const std::vector<postgres::Request>& further) {
  Belongings of_first;
  Belongings of_second;
  if (const std::vector<postgres::Request> of_parts = asking_belongings(addresses); !of_parts.empty()) {
    const auto [by_first, by_second] = Connection::execute_side_by_side(first, of_parts, second, of_parts);
    of_first = belongings(by_first);
    of_second = belongings(by_second);
  }
  std::vector<postgres::Request> of_both = further;
  of_both.push_back(asking_objects(addresses, of_first));
  auto [by_first, by_second] = Connection::execute_side_by_side(first, of_both, second, {asking_objects(addresses, of_second)});
  SeenByTwo seen{facts_from(by_first.back(), of_first), facts_from(by_second.back(), of_second), std::move(by_first)};
  seen.further.pop_back();
  return seen;
}

std::vector<std::string> in_triples(const std::vector<ObjectName>& names) {
  std::vector<std::string> kinds;
  std::vector<std::string> schemas;
  std::vector<std::string> plain;
  for (const ObjectName& name : names) {
    kinds.emplace_back(word(name.kind));
    schemas.push_back(name.schema);
    plain.push_back(name.name);
  }
  return {postgres::format_array(kinds), postgres::format_array(schemas), postgres::format_array(plain)};
}

postgres::Request asking_names(const std::vector<ObjectName>& names) {
  const std::vector<std::string> arrays = in_triples(names);
  return {std::string(queries::resolve_names), {arrays.begin(), arrays.end()}};
}

std::vector<ObjectFacts> resolve_named(Connection& connection, const Result& answer) {
  std::vector<CatalogAddress> addresses;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    addresses.push_back({answer.oid(row, 0), answer.oid(row, 1)});
  }
  return addresses.empty() ? std::vector<ObjectFacts>{} : resolve_objects(connection, addresses);
}

std::vector<ObjectFacts> resolve_names(Connection& connection, const std::vector<ObjectName>& names) {
  const postgres::Request question = asking_names(names);
  return resolve_named(connection, connection.execute(question.sql, question.values));
}

std::optional<ObjectFacts> find_relation(Connection& session, Connection& observer, const WrittenName& name) {
  return find(session, observer, "to_regclass", kPgClass, name);
}

std::optional<ObjectFacts> find_relation(Connection& connection, const WrittenName& name) {
  return find_relation(connection, connection, name);
}

std::optional<ObjectFacts> find_type(Connection& session, Connection& observer, const WrittenName& name) {
  return find(session, observer, "to_regtype", kPgType, name);
}

std::optional<IndexState> find_index(Connection& session, Connection& observer, const WrittenName& name) {
  const std::uint32_t found = find_oid(session, "to_regclass", name);
  const Result result = observer.execute(
      "SELECT indexrelid::text, indrelid::text, indisvalid FROM pg_catalog.pg_index WHERE indexrelid = $1::oid", {std::to_string(found)});
  if (result.empty()) {
    return std::nullopt;
  }
  return IndexState{result.oid(0, 0), result.oid(0, 1), result.boolean(0, 2)};
}

std::vector<ObjectFacts> partitions_below(Connection& connection, std::uint32_t relation_oid) {
  const Result result = connection.execute(queries::partitions_below, {std::to_string(relation_oid)});
  std::vector<CatalogAddress> addresses;
  for (std::size_t row = 0; row < result.size(); ++row) {
    addresses.push_back({kPgClass, result.oid(row, 0)});
  }
  return addresses.empty() ? std::vector<ObjectFacts>{} : resolve_objects(connection, addresses);
}

std::vector<RunningCode> running_code(Connection& connection, const std::set<std::uint32_t>& relations, CodeIn where) {
  const std::string catalogues = where == CodeIn::anything       ? "{0,1259,2604,2606,2618,2620,3256,3381,3541}"
                                 : where == CodeIn::column_types ? "{3541}"
                                                                 : "{1259,3381,3541}";
  const Result result = connection.execute(queries::running_code, {fmt::format("{{{}}}", fmt::join(relations, ",")), catalogues});
  std::vector<RunningCode> found;
  for (std::size_t row = 0; row < result.size(); ++row) {
    found.push_back({result.oid(row, 0), std::string(result.text(row, 1))});
  }
  return found;
}

std::vector<std::string> own_callables(Connection& connection, const std::vector<std::string>& names) {
  std::vector<std::string> found;
  const Result result = connection.execute(queries::own_callables, {postgres::format_array(names)});
  for (std::size_t row = 0; row < result.size(); ++row) {
    found.emplace_back(result.text(row, 0));
  }
  return found;
}

std::vector<std::string> leftover_indexes(Connection& connection, std::uint32_t table_oid) {
  const Result result = connection.execute(
      "SELECT pg_catalog.format('%I.%I', nspname, relname) FROM pg_catalog.pg_index JOIN pg_catalog.pg_class c ON c.oid = indexrelid "
      "JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE indrelid = $1::oid AND NOT indisvalid AND relname ~ "
      "'_cc(new|old)[0-9]*$'",
      {std::to_string(table_oid)});
  std::vector<std::string> names;
  for (std::size_t row = 0; row < result.size(); ++row) {
    names.emplace_back(result.text(row, 0));
  }
  return names;
}

PartitionState partition_state(Connection& connection, std::uint32_t parent_oid, std::uint32_t partition_oid) {
  const Result result =
      connection.execute("SELECT inhdetachpending FROM pg_catalog.pg_inherits WHERE inhparent = $1::oid AND inhrelid = $2::oid",
                         {std::to_string(parent_oid), std::to_string(partition_oid)});
  if (result.empty()) {
    return PartitionState::detached;
  }
  return result.boolean(0, 0) ? PartitionState::detaching : PartitionState::attached;
}

bool enum_has_label(Connection& connection, std::uint32_t type_oid, const std::string& label) {
  return !connection
              .execute("SELECT FROM pg_catalog.pg_enum WHERE enumtypid = $1::oid AND enumlabel = $2", {std::to_string(type_oid), label})
              .empty();
}

std::string kind_of_relation(Connection& connection, const ObjectName& relation) {
  const Result result = connection.execute(
      "SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' "
      "WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'f' THEN 'foreign table' ELSE 'type' END "
      "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relname = $2 "
      "UNION ALL SELECT CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END "
      "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace WHERE nspname = $1 AND typname = $2 AND typrelid = "
      "0",
      {relation.schema, relation.name});
  return result.empty() ? "" : std::string(result.text(0, 0));
}

std::optional<std::vector<std::string>> columns_of(Connection& connection, const ObjectName& relation) {
  const Result result = connection.execute(
      "SELECT (SELECT pg_catalog.array_agg(attname::text ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attnum > "
      "0 AND NOT attisdropped)::text "
      "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relname = $2 "
      "UNION ALL SELECT '{}' FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace WHERE nspname = $1 AND "
      "typname = $2 AND typrelid = 0",
      {relation.schema, relation.name});
  return result.empty() ? std::nullopt : std::optional(result.array(0, 0));
}

bool schema_exists(Connection& connection, const std::string& schema) {
  return !connection.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1", {schema}).empty();
}

std::vector<std::string> schemas_like(Connection& connection, const NamePart& pattern) {
  std::vector<std::string> schemas;
  for (const std::vector<std::string>& row : connection.texts("SELECT nspname FROM pg_catalog.pg_namespace ORDER BY nspname")) {
    if (pattern.matches(row[0]) && !is_system_schema(row[0]) && row[0] != kDeedSchema) {
      schemas.push_back(row[0]);
    }
  }
  return schemas;
}

}  // namespace deed::catalog
