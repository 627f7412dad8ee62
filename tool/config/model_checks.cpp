#include "config/model_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::config {

namespace {

[[noreturn]] void refuse_at(const Location& location, std::string what, std::string hint) {
  throw Error(ErrorKind::config, {.what = std::move(what), .where = to_string(location), .hint = std::move(hint)});
}

// Names that may stand once.
template <typename Name>
class Once {
 public:
  void add(const Name& name, const std::string& shown, const Location& location) {
    const auto [first, added] = first_.emplace(name, location);
    if (!added) {
      refuse_at(location, fmt::format("{} stands at {} already.", shown, to_string(first->second)), "Rename one of them, or remove it.");
    }
  }

 private:
  std::map<Name, Location> first_;
};

class TableCheck {
 public:
  explicit TableCheck(const TableEntry& table) : table_(table) {
    Once<std::string> names;
    for (const ColumnEntry& column : table.columns) {
      names.add(column.name.value, fmt::format("Column '{}'", one_line(column.name.value)), column.name.location);
      columns_.push_back(column.name.value);
    }
  }

  void run() const {
    for (const ColumnEntry& column : table_.columns) {
      check_column(column);
    }
    Once<std::string> names;
    for (const ConstraintEntry& constraint : table_.constraints) {
      check_name(constraint.name, constraint.comment, names);
      require_columns(constraint.columns);
      require_columns(constraint.included);
      require_columns(constraint.on_delete_columns);
      check_foreign_key(constraint);
      if (constraint.kind == ConstraintKind::primary_key) {
        check_primary_key(constraint);
      }
    }
    for (const IndexEntry& index : table_.indexes) {
      check_name(index.name, index.comment, names);
      require_columns(index.included);
    }
  }

 private:
  static void check_column(const ColumnEntry& column) {
    struct Source {
      std::string_view key;
      const Location* location;
    };
    std::vector<Source> sources;
    const auto add = [&](std::string_view key, const auto& value) {
      if (value) {
        sources.push_back({key, &value->location});
      }
    };
    add("default", column.expression);
    add("identity", column.identity);
    add("generated", column.generated);
    if (sources.size() > 1) {
      refuse_at(*sources[1].location,
                fmt::format("Column '{}' has both `{}` and `{}`.", one_line(column.name.value), sources[0].key, sources[1].key),
                "A column's value comes from one of them.");
    }
    if (column.sequence && !column.identity) {
      refuse_at(column.sequence->location, fmt::format("Column '{}' is no identity column.", one_line(column.name.value)),
                "Add `identity`, or describe a [[sequence]] of its own.");
    }
    if (column.identity && column.null && column.null->value) {
      refuse_at(column.null->location, "An identity column is never NULL.", "Remove `null`.");
    }
  }

  static void check_name(const std::optional<Setting>& name, const std::optional<Setting>& comment, Once<std::string>& names) {
    if (name) {
      names.add(name->value, fmt::format("'{}'", one_line(name->value)), name->location);
    } else if (comment) {
      refuse_at(comment->location, "Only what has a `name` can have a comment.", "Give it a name.");
    }
  }

  void require_columns(const std::vector<Setting>& names) const {
    for (const Setting& name : names) {
      if (std::find(columns_.begin(), columns_.end(), name.value) == columns_.end()) {
        refuse_at(
            name.location,
            fmt::format("{} has no column '{}'.{}", to_string(table_.name.value), one_line(name.value), did_you_mean(name.value, columns_)),
            columns_.empty() ? "Add a [[table.column]]." : fmt::format("It has: {}.", one_line(join(columns_, ", "))));
      }
    }
  }

  static void check_foreign_key(const ConstraintEntry& key) {
    if (!key.on_delete_columns.empty() && !key.on_delete.starts_with("SET")) {
      refuse_at(key.on_delete_columns.front().location, "Only \"set null\" and \"set default\" set columns.",
                "Write on_delete = \"set null\", or remove `on_delete_columns`.");
    }
    if (!key.referenced_columns.empty() && key.referenced_columns.size() != key.columns.size()) {
      refuse_at(key.referenced_columns.front().location,
                fmt::format("{} refer to {}.", count_of(key.columns.size(), "column"), key.referenced_columns.size()),
                "Name as many columns as there are in `columns`.");
    }
  }

  void check_primary_key(const ConstraintEntry& key) const {
    for (const ColumnEntry& column : table_.columns) {
      const bool in_key =
          std::any_of(key.columns.begin(), key.columns.end(), [&](const Setting& s) { return s.value == column.name.value; });
      if (in_key && column.null && column.null->value) {
        refuse_at(column.null->location, "A column of the primary key is never NULL.", "Remove `null`.");
      }
    }
  }

  const TableEntry& table_;
  std::vector<std::string> columns_;
};

void check_enum(const EnumEntry& type) {
  Once<std::string> values;
  for (const Setting& value : type.values) {
    values.add(value.value, fmt::format("Value '{}'", one_line(value.value)), value.location);
    if (value.value.size() > kLongestIdentifier) {
      refuse_at(
          value.location,
          fmt::format("'{}' has {} bytes; an enum's value has at most {}.", one_line(value.value), value.value.size(), kLongestIdentifier),
          "Shorten it.");
    }
  }
}

}  // namespace

void check_model_entries(const ModelEntries& model, const SearchPath& path) {
  Once<std::string> schemas;
  for (const SchemaEntry& schema : model.schemas) {
    schemas.add(schema.name.value, fmt::format("Schema '{}'", one_line(schema.name.value)), schema.name.location);
  }
  // Tables, sequences and types share one name space.
  Once<ObjectName> names;
  const auto add = [&](const Placed<WrittenName>& name) {
    const ObjectName object = created_name(name.value, path);
    names.add(object, to_string(object), name.location);
  };
  for (const EnumEntry& type : model.enums) {
    add(type.name);
    check_enum(type);
  }
  for (const SequenceEntry& sequence : model.sequences) {
    add(sequence.name);
  }
  for (const TableEntry& table : model.tables) {
    add(table.name);
    TableCheck(table).run();
  }
}

}  // namespace deed::config
