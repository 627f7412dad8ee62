#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/privileges.h"
#include "autogenerate/rename.h"
#include "autogenerate/rename_row_type.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

std::string unquoted(const Token& token) {
  if (token.kind != TokenKind::quoted_identifier) {
    return std::string(token.text);
  }
  return unquote_identifier(token.text);
}

// Replaces the column in a canonical text. In those a column's name stands alone, while functions are followed by a parenthesis,
// and types and fields are preceded by a colon or a dot.
std::string with_column_renamed(const std::string& text, const std::string& from, const std::string& to) {
  std::string result;
  Lexer lexer(text);
  Token token = lexer.next();
  char before = ' ';
  while (token.kind != TokenKind::end) {
    const Token following = lexer.next();
    const bool is_name = token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
    const bool is_column = is_name && before != ':' && before != '.' && following.text != "(" && unquoted(token) == from;
    result += is_column ? quote_identifier(to) : std::string(token.text);
    before = token.text.back();
    token = following;
  }
  return result;
}

void replace_name(std::string& name, const std::string& from, const std::string& to) { name = name == from ? to : name; }

void replace_name(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::replace(names.begin(), names.end(), from, to);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Key, typename Value>
void rekey(std::map<Key, Value>& map, const Key& from, const Key& to) {
  if (auto node = map.extract(from)) {
    node.key() = to;
    map.insert(std::move(node));
  }
}

// Gives the comments that `matches` finds another target.
template <typename Matches, typename Retarget>
void move_comments(Schema& schema, const Matches& matches, const Retarget& retarget) {
  std::vector<CommentTarget> found;
  for (const auto& [target, text] : schema.comments) {
    if (matches(target)) {
      found.push_back(target);
    }
  }
  for (const CommentTarget& target : found) {
    CommentTarget renamed = target;
    retarget(renamed);
    rekey(schema.comments, target, renamed);
  }
}

template <typename Function>
void for_each_reference(Schema& schema, const ObjectName& table, const Function& function) {
  for (auto& [name, other] : schema.tables) {
    for (Constraint& constraint : other.constraints) {
      if (constraint.reference && constraint.reference->table == table) {
        function(*constraint.reference);
      }
    }
  }
}

// PostgreSQL prints a name as it is now: in canonical texts it stands for nothing else, outside of literals.
std::string with_name_replaced(const std::string& text, const std::string& from, const std::string& to) {
  std::string result;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    const bool is_name = token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
    result += is_name && unquoted(token) == from ? quote_identifier(to) : std::string(token.text);
  }
  return result;
}

// As a privilege names it: SELECT (amount).
std::string granted(const std::string& column) { return " (" + quote_identifier(column) + ")"; }

// A privilege on columns is known by the column too; a table or a role may be called the same.
void rename_granted(Definition& definition, const std::string& from, const std::string& to) {
  for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared, &definition.mould.front()}) {
    *text = replace_all(*text, granted(from), granted(to));
  }
}

// A role or a column may be called like the table or sequence.
void rename_grantable(Definition& definition, const ObjectName& object, const std::string& to) {
  for (const auto& [before, after] : spellings(object, to)) {
    for (const std::string_view kind : {"TABLE", "SEQUENCE"}) {
      for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared}) {
        *text = replace_all(*text, fmt::format(" ON {} {} ", kind, before), fmt::format(" ON {} {} ", kind, after));
      }
    }
  }
}

// nextval('s'::regclass): PostgreSQL prints the sequence as it is called now.
std::string with_sequence_renamed(std::string text, const ObjectName& sequence, const std::string& to) {
  for (const auto& [before, after] : spellings(sequence, to)) {
    text = replace_all(text, quote_literal(before) + "::regclass", quote_literal(after) + "::regclass");
  }
  return text;
}

// Says definitions that `touches` finds in the new name; `moved` gives an address its new form.
template <typename Touches, typename Moved>
void rename_in_definitions(Schema& schema, const Rename& rename, const Touches& touches, const Moved& moved) {
  const std::string& from = rename.kind == RenamedKind::table ? rename.object.name : rename.part;
  std::map<Address, Definition> renamed;
  for (auto& [address, definition] : schema.definitions) {
    const bool touched = touches(address) || (definition.owner && touches(*definition.owner)) ||
                         std::any_of(definition.uses.begin(), definition.uses.end(), touches);
    if (touched && is_privilege(definition) && rename.kind == RenamedKind::column) {
      rename_granted(definition, from, rename.to);
    } else if (touched && is_privilege(definition)) {
      rename_grantable(definition, rename.object, rename.to);
    } else if (touched && rename.kind == RenamedKind::sequence) {
      for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared}) {
        *text = with_sequence_renamed(*text, rename.object, rename.to);
      }
    } else if (touched) {
      for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared}) {
        *text = with_name_replaced(*text, from, rename.to);
      }
      // The columns of a view keep their names, which then differ from those of the table: it has to be said again.
      const bool shows = definition.kind == "view" || definition.kind == "materialized view";
      definition.compared += shows && rename.kind == RenamedKind::column ? " " : "";
    }
    if (touched) {
      definition.owner = definition.owner ? std::optional(moved(*definition.owner)) : std::nullopt;
      std::transform(definition.uses.begin(), definition.uses.end(), definition.uses.begin(), moved);
      definition.address = moved(address);
    }
    Address key = definition.address;
    renamed.emplace(std::move(key), std::move(definition));
  }
  schema.definitions = std::move(renamed);
}

void rename_object_in_definitions(Schema& schema, const Rename& rename, const ObjectName& to) {
  rename_in_definitions(
      schema, rename, [&](const Address& address) { return address.object == rename.object; },
      [&](Address address) {
        address.object = address.object == rename.object ? to : address.object;
        return address;
      });
}

void rename_table(Schema& schema, const Rename& rename) {
  ObjectName to = rename.object;
  to.name = rename.to;
  rename_row_type(schema, rename);
  rekey(schema.tables, rename.object, to);
  schema.tables[to].name = to;
  for (auto& [name, sequence] : schema.sequences) {
    if (sequence.owner && sequence.owner->table == rename.object) {
      sequence.owner->table = to;
    }
  }
  for_each_reference(schema, rename.object, [&](Reference& reference) { reference.table = to; });
  for (auto& [name, table] : schema.tables) {
    std::replace(table.parents.begin(), table.parents.end(), rename.object, to);
  }
  const auto of_table = [&](const CommentTarget& target) {
    const bool table_or_part =
        target.kind == CommentedKind::table || target.kind == CommentedKind::column || target.kind == CommentedKind::constraint;
    return table_or_part && target.object == rename.object;
  };
  move_comments(schema, of_table, [&](CommentTarget& target) { target.object = to; });
  rename_object_in_definitions(schema, rename, to);
}

void rename_column_in_parts(Table& table, const std::string& from, const std::string& to) {
  for (Column& column : table.columns) {
    replace_name(column.name, from, to);
    replace_name(column.base_columns, from, to);
    if (column.generated != Generation::none) {
      column.expression = with_column_renamed(column.expression, from, to);
    }
  }
  for (Constraint& constraint : table.constraints) {
    constraint.has_old_names =
        constraint.has_old_names || (constraint.is_key() && (contains(constraint.columns, from) || contains(constraint.included, from)));
    replace_name(constraint.columns, from, to);
    replace_name(constraint.included, from, to);
    constraint.check = with_column_renamed(constraint.check, from, to);
    if (constraint.reference) {
      replace_name(constraint.reference->set_columns, from, to);
    }
  }
  if (table.partitioning) {
    replace_name(table.partitioning->columns, from, to);
    table.partitioning->key = with_column_renamed(table.partitioning->key, from, to);
  }
  if (table.bound) {
    table.bound->check = with_column_renamed(table.bound->check, from, to);
  }
  for (Index& index : table.indexes) {
    index.has_old_names = index.has_old_names || contains(index.columns, from);
    replace_name(index.columns, from, to);
    index.definition = with_column_renamed(index.definition, from, to);
  }
}

// Partitions and children that have something from the table.
std::vector<ObjectName> children_of(const Schema& schema, const ObjectName& parent) {
  std::vector<ObjectName> children;
  for (const auto& [name, table] : schema.tables) {
    if (std::find(table.parents.begin(), table.parents.end(), parent) != table.parents.end()) {
      children.push_back(name);
    }
  }
  return children;
}

void rename_column(Schema& schema, const Rename& rename) {
  rename_column_in_parts(schema.tables[rename.object], rename.part, rename.to);
  for_each_reference(schema, rename.object, [&](Reference& reference) { replace_name(reference.columns, rename.part, rename.to); });
  for (auto& [name, sequence] : schema.sequences) {
    if (sequence.owner == ColumnName{rename.object, rename.part}) {
      sequence.owner->column = rename.to;
    }
  }
  rekey(schema.comments, {CommentedKind::column, rename.object, rename.part}, {CommentedKind::column, rename.object, rename.to});
  const std::string whose = "column " + rename.part;
  const std::string given = granted(rename.part) + " of ";
  const auto is_of_column = [&](const Address& address) {
    return address.object == rename.object && (address.part.ends_with(whose) || address.part.find(given) != std::string::npos);
  };
  rename_in_definitions(schema, rename, is_of_column, [&](Address address) {
    if (is_of_column(address) && address.part.ends_with(whose)) {
      address.part.replace(address.part.size() - rename.part.size(), std::string::npos, rename.to);
    } else if (is_of_column(address)) {
      address.part = replace_all(address.part, given, granted(rename.to) + " of ");
    }
    return address;
  });
  for (const ObjectName& child : children_of(schema, rename.object)) {
    rename_column(schema, {RenamedKind::column, child, rename.part, rename.to});
  }
}

// Parts of partitions know theirs by its name.
template <typename Part>
void rename_whole(Schema& schema, const ObjectName& table, std::vector<Part> Table::*parts, const std::string& from,
                  const std::string& to) {
  for (const ObjectName& child : children_of(schema, table)) {
    for (Part& part : schema.tables[child].*parts) {
      replace_name(part.part_of, from, to);
    }
  }
}

// The index of a key has the constraint's name; foreign keys know their key by it.
void rename_index_name(Schema& schema, const ObjectName& table, const std::string& from, const std::string& to) {
  for_each_reference(schema, table, [&](Reference& reference) { replace_name(reference.key, from, to); });
  const ObjectName old_name{table.kind, table.schema, from};
  rekey(schema.comments, {CommentedKind::index, old_name}, {CommentedKind::index, {table.kind, table.schema, to}});
}

void rename_constraint(Schema& schema, const Rename& rename) {
  Table& table = schema.tables[rename.object];
  const Constraint* check = find_part(table.constraints, rename.part);
  bool is_inherited = check != nullptr && check->kind == ConstraintKind::check && !check->check.ends_with(" NO INHERIT");
  for (Constraint& constraint : table.constraints) {
    replace_name(constraint.name, rename.part, rename.to);
  }
  for (Column& column : table.columns) {
    is_inherited = is_inherited || column.not_null_name == rename.part;
    replace_name(column.not_null_name, rename.part, rename.to);
  }
  rename_whole(schema, rename.object, &Table::constraints, rename.part, rename.to);
  for (const ObjectName& child : is_inherited ? children_of(schema, rename.object) : std::vector<ObjectName>{}) {
    rename_constraint(schema, {RenamedKind::constraint, child, rename.part, rename.to});
  }
  rekey(schema.comments, {CommentedKind::constraint, rename.object, rename.part}, {CommentedKind::constraint, rename.object, rename.to});
  rename_index_name(schema, rename.object, rename.part, rename.to);
}

void rename_index(Schema& schema, const Rename& rename) {
  for (auto& [name, table] : schema.tables) {
    if (name.schema != rename.object.schema || find_part(table.indexes, rename.object.name) == nullptr) {
      continue;
    }
    for (Index& index : table.indexes) {
      replace_name(index.name, rename.object.name, rename.to);
    }
    rename_index_name(schema, name, rename.object.name, rename.to);
    rename_whole(schema, name, &Table::indexes, rename.object.name, rename.to);
  }
}

void rename_sequence(Schema& schema, const Rename& rename) {
  ObjectName to = rename.object;
  to.name = rename.to;
  rekey(schema.sequences, rename.object, to);
  if (const auto found = schema.sequences.find(to); found != schema.sequences.end()) {
    found->second.name = to;
  }
  for (auto& [name, table] : schema.tables) {
    for (Column& column : table.columns) {
      if (column.identity && name.schema == to.schema) {
        replace_name(column.identity->sequence, rename.object.name, rename.to);
      }
      std::replace(column.uses.begin(), column.uses.end(), rename.object, to);
      column.expression = with_sequence_renamed(column.expression, rename.object, rename.to);
    }
  }
  rekey(schema.comments, {CommentedKind::sequence, rename.object}, {CommentedKind::sequence, to});
  rename_object_in_definitions(schema, rename, to);
}

// PostgreSQL prints the values that it has stored as they are called now: 'a'::mood, 'a'::s.mood, '{a,b}'::mood[].
class ValueRenamer {
 public:
  explicit ValueRenamer(const Rename& rename)
      : from_(quote_literal(rename.part)), to_(quote_literal(rename.to)), value_(rename.part), new_value_(rename.to) {
    for (const std::string& type : {quote_identifier(rename.object.name), quote_qualified(rename.object.schema, rename.object.name)}) {
      casts_.push_back("::" + type);
    }
  }

  void rename(std::string& text) const {
    std::string result;
    Lexer lexer(text);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      const std::string_view behind = std::string_view(text).substr(token.begin + token.text.size());
      const bool of_type = token.kind == TokenKind::string &&
                           std::any_of(casts_.begin(), casts_.end(), [&](const std::string& cast) { return is_cast(behind, cast); });
      result += !of_type ? std::string(token.text) : token.text == from_ ? to_ : with_element_renamed(std::string(token.text));
    }
    text = std::move(result);
  }

  // The values of a partition's bound stand without their type.
  void rename_bound(Bound& bound) const {
    const std::string check = bound.check;
    rename(bound.check);
    bound.values = bound.check == check ? bound.values : replace_all(bound.values, from_, to_);
  }

 private:
  static bool is_cast(std::string_view text, const std::string& cast) {
    const auto goes_on = [](char c) { return c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
    return text.starts_with(cast) && (text.size() == cast.size() || !goes_on(text[cast.size()]));
  }

  // Of '{a,b}', where nothing needs quotes.
  std::string with_element_renamed(const std::string& literal) const {
    if (!literal.starts_with("'{") || !literal.ends_with("}'") || literal.find_first_of("\"\\") != std::string::npos) {
      return literal;
    }
    std::vector<std::string> elements;
    for (const std::string_view element : split(std::string_view(literal).substr(2, literal.size() - 4), ',')) {
      elements.emplace_back(element == value_ ? new_value_ : element);
    }
    return "'{" + join(elements, ",") + "}'";
  }

  std::string from_;
  std::string to_;
  std::string value_;
  std::string new_value_;
  std::vector<std::string> casts_;
};

void rename_enum_value(Schema& schema, const Rename& rename) {
  replace_name(schema.enums[rename.object].labels, rename.part, rename.to);
  const ValueRenamer values(rename);
  for (auto& [name, table] : schema.tables) {
    for (Column& column : table.columns) {
      values.rename(column.expression);
    }
    for (Constraint& constraint : table.constraints) {
      values.rename(constraint.check);
    }
    for (Index& index : table.indexes) {
      values.rename(index.definition);
    }
    if (table.partitioning) {
      values.rename(table.partitioning->key);
    }
    if (table.bound) {
      values.rename_bound(*table.bound);
    }
  }
  for (auto& [address, definition] : schema.definitions) {
    for (std::string* text : {&definition.create, &definition.alter, &definition.compared}) {
      values.rename(*text);
    }
  }
}

}  // namespace

void rename(Schema& schema, const Rename& rename) {
  switch (rename.kind) {
    case RenamedKind::table: rename_table(schema, rename); break;
    case RenamedKind::column: rename_column(schema, rename); break;
    case RenamedKind::constraint: rename_constraint(schema, rename); break;
    case RenamedKind::index: rename_index(schema, rename); break;
    case RenamedKind::sequence: rename_sequence(schema, rename); break;
    case RenamedKind::enum_value: rename_enum_value(schema, rename); break;
  }
}

}  // namespace deed::autogenerate
