#include <fmt/format.h>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "catalog/definition_queries.h"
#include "catalog/queries.h"
#include "catalog/read_parts.h"

namespace deed::catalog {

namespace {

using postgres::Result;

constexpr std::string_view kNone = "0";

Definition definition_of(const Result& rows, std::size_t row) {
  const auto text = [&](int column) { return std::string(rows.text(row, column)); };
  const ObjectName object{*object_kind(rows.text(row, 3)), text(4), text(5)};
  Definition definition{.address = {object, text(6)},
                        .kind = text(2),
                        .create = text(7),
                        .drop = text(8),
                        .alter = text(9),
                        .mould = rows.array(row, 10),
                        .compared = rows.is_null(row, 11) ? text(7) : text(11)};
  if (!rows.is_null(row, 12)) {
    // What is published is a piece of the publication.
    definition.owner = definition.kind.starts_with("published ") ? Address{{ObjectKind::publication, "", text(12)}}
                                                                 : Address{{ObjectKind::relation, text(4), text(12)}, text(13)};
  } else if (!definition.address.part.empty()) {
    definition.owner = Address{object, text(13)};
  }
  definition.made_with_owner = rows.boolean(row, 14);
  return definition;
}

// What PostgreSQL prints for an argument without a name that BEGIN ATOMIC refers to, where other arguments or columns of the result have
// one.
constexpr const char* kUnprintable = "body that PostgreSQL cannot print until each argument has a name";

bool has_nameless_word(std::string_view statement) {
  Lexer lexer(statement);
  Token token = lexer.next();
  while (token.kind != TokenKind::end && !(token.kind == TokenKind::quoted_identifier && token.text == "\"\"")) {
    token = lexer.next();
  }
  return token.kind != TokenKind::end;
}

// How COMMENT ON names what a definition makes: as DROP does, but for a domain's constraint.
std::string commented(const Definition& definition) {
  constexpr std::string_view drop = "DROP ";
  const bool of_table = definition.kind == "exclusion constraint";
  const std::string_view alter = of_table ? "ALTER TABLE " : "ALTER DOMAIN ";
  constexpr std::string_view constraint = " DROP CONSTRAINT ";
  if (definition.drop.starts_with(drop)) {
    return definition.drop.substr(drop.size());
  }
  const std::size_t name = definition.drop.find(constraint);
  return fmt::format("CONSTRAINT {} ON {}{}", definition.drop.substr(name + constraint.size()), of_table ? "" : "DOMAIN ",
                     definition.drop.substr(alter.size(), name - alter.size()));
}

// On all of it, or on a column of it.
Definition comment_on(const Definition& definition, const std::string& column, std::string_view text) {
  const std::string whole = commented(definition);
  // Behind "VIEW", "MATERIALIZED VIEW", "TYPE".
  const std::size_t name = definition.kind == "materialized view" ? definition.kind.size() + 1 : whole.find(' ') + 1;
  const std::string object = column.empty() ? whole : fmt::format("COLUMN {}.{}", whole.substr(name), quote_identifier(column));
  const std::string& part = definition.address.part;
  Definition comment{.address = {definition.address.object,
                                 "comment" + (column.empty() ? "" : " on column " + column) + (part.empty() ? "" : " on " + part)},
                     .kind = "comment",
                     .create = fmt::format("COMMENT ON {} IS {}", object, quote_literal(text)),
                     .drop = fmt::format("COMMENT ON {} IS NULL", object)};
  comment.alter = comment.create;
  comment.compared = comment.create;
  comment.owner =
      definition.kind == "composite type" && !column.empty() ? column_address(definition.address.object, column) : definition.address;
  return comment;
}

}  // namespace

std::vector<std::string> PartReader::oids_of(const std::vector<std::string_view>& kinds) const {
  std::vector<std::string> oids;
  for (const std::string_view kind : kinds) {
    const auto found = selection_.defined.find(kind);
    if (found != selection_.defined.end()) {
      oids.insert(oids.end(), found->second.begin(), found->second.end());
    }
  }
  return oids;
}

void PartReader::take_definitions(const Result& rows, Schema& schema) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Definition definition = definition_of(rows, row);
    if (definition.kind == "default in effect") {
      schema.default_grants.insert({definition.address.object.name, definition.mould[2], definition.mould[0], definition.mould[1]});
      continue;
    }
    if (definition.kind == "function" && has_nameless_word(definition.create)) {
      uncovered_.push_back({without_arguments(definition.address.object), kUnprintable, UncoveredKind::structure});
    }
    if (rows.text(row, 1) != kNone) {
      definition_classes_.emplace_back(rows.text(row, 0));
      definition_oids_.emplace_back(rows.text(row, 1));
      by_oid_[fmt::format("{}:{}", rows.text(row, 0), rows.text(row, 1))] = definition.address;
    }
    Address address = definition.address;
    schema.definitions.emplace(std::move(address), std::move(definition));
  }
}

void PartReader::read_definitions(Schema& schema) {
  for (const DefinitionQuery& query : definition_queries()) {
    std::vector<std::optional<std::string>> parameters;
    bool any = false;
    for (const std::vector<std::string_view>& kinds : query.parameters) {
      const std::vector<std::string> oids = oids_of(kinds);
      any = any || !oids.empty();
      parameters.push_back(postgres::format_array(oids));
    }
    if (any) {
      take_definitions(source_.execute(query.text, parameters), schema);
    }
  }
  const std::vector<std::string> views = oids_of({"view", "materialized view"});
  if (!tables_.empty() || !views.empty()) {
    take_definitions(source_.execute(queries::read_table_pieces, {table_oids_, postgres::format_array(views)}), schema);
  }
  read_definition_comments(schema);
  take_definitions(source_.execute(queries::read_privileges,
                                   {table_oids_, postgres::format_array(selection_.sequences),
                                    postgres::format_array(selection_.granting_schemas), postgres::format_array(selection_.enums),
                                    postgres::format_array(definition_classes_), postgres::format_array(definition_oids_)}),
                   schema);
  // By name only: whose a sequence is, its column says.
  std::erase_if(schema.definitions, [&](const auto& entry) { return others_sequences_.contains(entry.first.object); });
}

void PartReader::read_definition_comments(Schema& schema) {
  if (definition_oids_.empty()) {
    return;
  }
  const Result rows = source_.execute(queries::read_definition_comments,
                                      {postgres::format_array(definition_classes_), postgres::format_array(definition_oids_)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Address& address = by_oid_[fmt::format("{}:{}", rows.text(row, 0), rows.text(row, 1))];
    Definition comment = comment_on(schema.definitions[address], std::string(rows.text(row, 2)), rows.text(row, 3));
    Address key = comment.address;
    schema.definitions.emplace(std::move(key), std::move(comment));
  }
}

}  // namespace deed::catalog
