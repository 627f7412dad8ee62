#include "config/model_ddl.h"

#include <fmt/format.h>

#include <utility>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::config {

namespace {

std::string quoted(const WrittenName& name) { return quote_qualified(name.schema, name.name); }

std::string quoted_list(const std::vector<Setting>& names) {
  std::vector<std::string> parts;
  for (const Setting& name : names) {
    parts.push_back(quote_identifier(name.value));
  }
  return join(parts, ", ");
}

// A statement while it is written. What is written belongs to the entry that was begun last.
class StatementText {
 public:
  StatementText(std::string kind, const Location& location) : entry_(location), made_{.kind = std::move(kind), .location = location} {
    begin(location);
  }

  StatementText& begin(const Location& entry) {
    entry_ = entry;
    made_.pieces.push_back({made_.text.size(), entry});
    return *this;
  }

  StatementText& add(std::string_view text) {
    made_.text += text;
    return *this;
  }

  // A value with a place of its own.
  StatementText& add(std::string_view text, const Location& location) {
    made_.pieces.push_back({made_.text.size(), location});
    made_.text += text;
    made_.pieces.push_back({made_.text.size(), entry_});
    return *this;
  }

  StatementText& add(const SqlValue& value) {
    made_.values.push_back(value);
    return add(value.text, value.location);
  }

  StatementText& in_parentheses(const SqlValue& value) { return add("(").add(value).add(")"); }

  MadeStatement take() { return std::move(made_); }

 private:
  Location entry_;
  MadeStatement made_;
};

std::string sequence_words(const SequenceEntryOptions& options) {
  std::string text;
  const auto add = [&](std::string_view words, const std::optional<std::int64_t>& number) {
    if (number) {
      text += fmt::format(" {} {}", words, *number);
    }
  };
  text += options.type.empty() ? "" : " AS " + options.type;
  add("INCREMENT BY", options.increment);
  add("MINVALUE", options.minimum);
  add("MAXVALUE", options.maximum);
  add("START WITH", options.start);
  add("CACHE", options.cache);
  text += options.cycle ? " CYCLE" : "";
  return text;
}

std::string included(const std::vector<Setting>& columns) {
  return columns.empty() ? "" : fmt::format(" INCLUDE ({})", quoted_list(columns));
}

std::string with(const std::string& storage) { return storage.empty() ? "" : fmt::format(" WITH ({})", storage); }

std::string_view words(Deferral deferral) {
  switch (deferral) {
    case Deferral::none: return "";
    case Deferral::deferrable: return " DEFERRABLE";
    case Deferral::deferred: break;
  }
  return " DEFERRABLE INITIALLY DEFERRED";
}

std::string named(const std::optional<Setting>& name) { return name ? fmt::format("CONSTRAINT {} ", quote_identifier(name->value)) : ""; }

void write_identity(const ColumnEntry& column, StatementText& text) {
  text.add(fmt::format(" GENERATED {} AS IDENTITY", column.identity->value ? "ALWAYS" : "BY DEFAULT"), column.identity->location);
  if (column.sequence) {
    std::string options = column.sequence->name ? " SEQUENCE NAME " + quoted(*column.sequence->name) : "";
    options += sequence_words(column.sequence->options);
    text.add(options.empty() ? "" : fmt::format(" ({})", trim(options)), column.sequence->location);
  }
}

void write_column(const ColumnEntry& column, StatementText& text) {
  text.begin(column.location).add(quote_identifier(column.name.value) + " ").add(column.type);
  if (column.collation) {
    text.add(" COLLATE " + column.collation->value, column.collation->location);
  }
  if (column.expression) {
    text.add(" DEFAULT ").in_parentheses(*column.expression);
  }
  if (column.generated) {
    text.add(" GENERATED ALWAYS AS ").in_parentheses(*column.generated).add(" STORED");
  }
  if (column.identity) {
    write_identity(column, text);
  }
  if (column.null && !column.null->value) {
    text.add(" NOT NULL");
  }
}

// All but a foreign key.
void write_constraint(const ConstraintEntry& constraint, StatementText& text) {
  text.begin(constraint.location).add(named(constraint.name));
  if (constraint.kind == ConstraintKind::check) {
    text.add("CHECK ").in_parentheses(constraint.expression).add(constraint.no_inherit ? " NO INHERIT" : "");
    return;
  }
  text.add(constraint.kind == ConstraintKind::primary_key ? "PRIMARY KEY" : "UNIQUE");
  text.add(constraint.nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
  text.add(fmt::format(" ({})", quoted_list(constraint.columns)));
  text.add(included(constraint.included)).add(with(constraint.storage)).add(words(constraint.deferral));
}

MadeStatement create_table(const TableEntry& table) {
  StatementText text("create table", table.location);
  text.add(fmt::format("CREATE TABLE {} (", quoted(table.name.value)));
  std::string_view separator = "\n    ";
  for (const ColumnEntry& column : table.columns) {
    text.add(std::exchange(separator, ",\n    "));
    write_column(column, text);
  }
  for (const ConstraintEntry& constraint : table.constraints) {
    if (constraint.kind != ConstraintKind::foreign_key) {
      text.add(std::exchange(separator, ",\n    "));
      write_constraint(constraint, text);
    }
  }
  text.begin(table.location).add("\n)");
  return text.take();
}

MadeStatement add_foreign_key(const TableEntry& table, const ConstraintEntry& key) {
  StatementText text("alter table", key.location);
  text.add(fmt::format("ALTER TABLE {} ADD {}FOREIGN KEY ({}) REFERENCES ", quoted(table.name.value), named(key.name),
                       quoted_list(key.columns)));
  text.add(quoted(key.references.value), key.references.location);
  if (!key.referenced_columns.empty()) {
    text.add(fmt::format(" ({})", quoted_list(key.referenced_columns)));
  }
  text.add(key.match.empty() ? "" : " MATCH " + key.match);
  text.add(key.on_update.empty() ? "" : " ON UPDATE " + key.on_update);
  text.add(key.on_delete.empty() ? "" : " ON DELETE " + key.on_delete);
  if (!key.on_delete_columns.empty()) {
    text.add(fmt::format(" ({})", quoted_list(key.on_delete_columns)));
  }
  text.add(words(key.deferral));
  return text.take();
}

MadeStatement create_index(const TableEntry& table, const IndexEntry& index) {
  StatementText text("create index", index.location);
  text.add(fmt::format("CREATE {}INDEX {}ON {}", index.unique ? "UNIQUE " : "", index.name ? quote_identifier(index.name->value) + " " : "",
                       quoted(table.name.value)));
  text.add(index.method.empty() ? "" : " USING " + quote_identifier(index.method)).add(" (");
  std::string_view separator;
  for (const SqlValue& term : index.terms) {
    text.add(std::exchange(separator, ", ")).add(term);
  }
  text.add(")").add(included(index.included)).add(index.nulls_not_distinct ? " NULLS NOT DISTINCT" : "").add(with(index.storage));
  if (index.where) {
    text.add(" WHERE ").in_parentheses(*index.where);
  }
  return text.take();
}

MadeStatement simple(std::string kind, std::string_view sql, const Location& location) {
  return StatementText(std::move(kind), location).add(sql).take();
}

// Collects the statements of one file.
class Writer {
 public:
  TomlModel run(const ModelEntries& model) {
    for (const SchemaEntry& schema : model.schemas) {
      const std::string name = quote_identifier(schema.name.value);
      made_.early.push_back(simple("create schema", "CREATE SCHEMA " + name, schema.location));
      comment("SCHEMA " + name, schema.comment);
    }
    for (const EnumEntry& type : model.enums) {
      add(type);
    }
    for (const SequenceEntry& sequence : model.sequences) {
      add(sequence);
    }
    for (const TableEntry& table : model.tables) {
      add(table);
    }
    return std::move(made_);
  }

 private:
  void comment(const std::string& target, const std::optional<Setting>& text) {
    if (text) {
      made_.late.push_back(simple("comment", fmt::format("COMMENT ON {} IS {}", target, quote_literal(text->value)), text->location));
    }
  }

  void add(const EnumEntry& type) {
    std::vector<std::string> labels;
    for (const Setting& value : type.values) {
      labels.push_back(quote_literal(value.value));
    }
    made_.early.push_back(
        simple("create type", fmt::format("CREATE TYPE {} AS ENUM ({})", quoted(type.name.value), join(labels, ", ")), type.location));
    comment("TYPE " + quoted(type.name.value), type.comment);
  }

  void add(const SequenceEntry& sequence) {
    const std::string name = quoted(sequence.name.value);
    made_.early.push_back(simple("create sequence", "CREATE SEQUENCE " + name + sequence_words(sequence.options), sequence.location));
    if (sequence.owned_by) {
      std::vector<std::string> parts;
      for (const std::string& part : sequence.owned_by->value) {
        parts.push_back(quote_identifier(part));
      }
      made_.late.push_back(
          simple("alter sequence", fmt::format("ALTER SEQUENCE {} OWNED BY {}", name, join(parts, ".")), sequence.owned_by->location));
    }
    comment("SEQUENCE " + name, sequence.comment);
  }

  void add(const TableEntry& table) {
    const std::string name = quoted(table.name.value);
    made_.tables.push_back(create_table(table));
    comment("TABLE " + name, table.comment);
    for (const ColumnEntry& column : table.columns) {
      comment(fmt::format("COLUMN {}.{}", name, quote_identifier(column.name.value)), column.comment);
    }
    for (const IndexEntry& index : table.indexes) {
      made_.tables.push_back(create_index(table, index));
      if (index.name) {
        comment("INDEX " + quote_qualified(table.name.value.schema, index.name->value), index.comment);
      }
    }
    for (const ConstraintEntry& constraint : table.constraints) {
      if (constraint.kind == ConstraintKind::foreign_key) {
        made_.late.push_back(add_foreign_key(table, constraint));
      }
      if (constraint.name) {
        comment(fmt::format("CONSTRAINT {} ON {}", quote_identifier(constraint.name->value), name), constraint.comment);
      }
    }
  }

  TomlModel made_;
};

}  // namespace

TomlModel made_statements(const ModelEntries& model) { return Writer().run(model); }

}  // namespace deed::config
