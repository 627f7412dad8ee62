#include "autogenerate/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/lexer.h"
#include "base/text.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

// "(a, lower(b))" of an index's definition.
std::string index_list(const Index& index) {
  const std::size_t open = index.definition.find('(');
  if (open == std::string::npos) {
    return "()";
  }
  int depth = 0;
  Lexer lexer(index.definition, open);
  Token token = lexer.next();
  for (; token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    if (depth == 0) {
      break;
    }
  }
  return index.definition.substr(open, token.end() - open);
}

std::string list(const std::vector<std::string>& names) { return fmt::format("({})", join(names, ", ")); }

std::string_view word(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::primary_key: return "primary key";
    case ConstraintKind::unique: return "unique constraint";
    case ConstraintKind::foreign_key: return "foreign key";
    case ConstraintKind::check: break;
  }
  return "check constraint";
}

std::string_view word(CommentedKind kind) {
  switch (kind) {
    case CommentedKind::schema: return "schema";
    case CommentedKind::type: return "type";
    case CommentedKind::sequence: return "sequence";
    case CommentedKind::table: return "table";
    case CommentedKind::column: return "column";
    case CommentedKind::constraint: return "constraint";
    case CommentedKind::index: break;
  }
  return "index";
}

class Description {
 public:
  Description(const Changes& changes, std::string home) : changes_(changes), home_(std::move(home)) {}

  std::vector<std::string> lines(const std::vector<Rename>& renames) {
    std::for_each(renames.begin(), renames.end(), [&](const Rename& one) { renamed(one); });
    whole("schema", changes_.schemas, [](const std::string& schema) { return schema; });
    whole("enum", changes_.enums, [&](const Enum& type) { return shown(type.name); });
    std::for_each(changes_.enums.begin(), changes_.enums.end(), [&](const auto& change) { labels(change); });
    std::for_each(changes_.sequences.begin(), changes_.sequences.end(), [&](const auto& change) { sequence(change); });
    tables();
    std::for_each(changes_.links.begin(), changes_.links.end(), [&](const LinkChange& change) { link(change); });
    parts(changes_.columns, [&](const auto& change) { column(change); });
    parts(changes_.constraints, [&](const auto& change) { constraint(change); });
    parts(changes_.indexes, [&](const auto& change) { index(change); });
    for (const CommentChange& change : changes_.comments) {
      comment(change);
    }
    definitions();
    return std::move(lines_);
  }

 private:
  template <typename... Values>
  void say(fmt::format_string<Values...> text, Values&&... values) {
    lines_.push_back(fmt::format(text, std::forward<Values>(values)...));
  }

  std::string shown(const ObjectName& name) const {
    return name.schema.empty() || name.schema == home_ ? name.name : fmt::format("{}.{}", name.schema, name.name);
  }
  std::string shown(const ObjectName& table, const std::string& part) const { return fmt::format("{}.{}", shown(table), part); }

  void renamed(const Rename& one) {
    switch (one.kind) {
      case RenamedKind::table: say("renamed table '{}' to '{}'", shown(one.object), one.to); break;
      case RenamedKind::column: say("renamed column '{}' to '{}'", shown(one.object, one.part), one.to); break;
      case RenamedKind::constraint: say("renamed constraint '{}' on '{}' to '{}'", one.part, shown(one.object), one.to); break;
      case RenamedKind::index: say("renamed index '{}' to '{}'", shown(one.object), one.to); break;
      case RenamedKind::enum_value: say("renamed value '{}' of enum '{}' to '{}'", one.part, shown(one.object), one.to); break;
      case RenamedKind::sequence: say("renamed sequence '{}' to '{}'", shown(one.object), one.to); break;
    }
  }

  template <typename Object, typename Name>
  void whole(std::string_view what, const std::vector<Change<Object>>& changes, const Name& name) {
    for (const Change<Object>& change : changes) {
      if (!change.from || !change.to) {
        say("{} {} '{}'", change.to ? "added" : "removed", what, name(change.to ? *change.to : *change.from));
      }
    }
  }

  void tables() {
    const auto other_half = [&](const Change<Table>& one) {
      return std::any_of(changes_.tables.begin(), changes_.tables.end(), [&](const Change<Table>& other) {
        return one.from ? other.to && other.to->name == one.from->name : other.from && other.from->name == one.to->name;
      });
    };
    for (const Change<Table>& change : changes_.tables) {
      if (!other_half(change)) {
        say("{} table '{}'", change.to ? "added" : "removed", shown(change.to ? change.to->name : change.from->name));
      } else if (change.from) {
        say("other partitioning of table '{}'", shown(change.from->name));
      }
    }
    for (const Change<Table>& change : changes_.tables) {
      for (const Index& index : change.to && !other_half(change) ? change.to->indexes : std::vector<Index>{}) {
        if (index.part_of.empty()) {
          say("added index '{}' on '{}'", index.name, index_list(index));
        }
      }
    }
  }

  void link(const LinkChange& change) {
    if (change.kind == LinkKind::rebound) {
      say("other bound of partition '{}'", shown(change.table));
    } else if (change.bound) {
      say("{} partition '{}' {} '{}'", change.kind == LinkKind::attach ? "attached" : "detached", shown(change.table),
          change.kind == LinkKind::attach ? "to" : "from", shown(change.parent));
    } else {
      say("{} parent '{}' {} '{}'", change.kind == LinkKind::attach ? "added" : "removed", shown(change.parent),
          change.kind == LinkKind::attach ? "to" : "from", shown(change.table));
    }
  }

  // What is dropped and made again under its name is one change: with both sides.
  template <typename Part, typename Tell>
  void parts(const std::vector<PartChange<Part>>& changes, const Tell& tell) {
    const auto other_half = [&](const PartChange<Part>& one, bool made) -> const PartChange<Part>* {
      const std::string& name = one.from ? one.from->name : one.to->name;
      const auto found = std::find_if(changes.begin(), changes.end(), [&](const PartChange<Part>& other) {
        const std::optional<Part>& half = made ? other.to : other.from;
        return other.table == one.table && (made || !other.by) && half && !(made ? other.from : other.to) && half->name == name;
      });
      return found == changes.end() ? nullptr : &*found;
    };
    for (const PartChange<Part>& change : changes) {
      if (change.by) {
        continue;
      }
      const PartChange<Part>* other = change.from && change.to ? nullptr : other_half(change, change.from.has_value());
      if (other == nullptr) {
        tell(change);
      } else if (change.from) {
        tell(PartChange<Part>{change.table, change.from, other->to});
      }
    }
  }

  void labels(const Change<Enum>& change) {
    if (!change.from || !change.to) {
      return;
    }
    const std::size_t before = lines_.size();
    const auto differing = [&](const Enum& of, const Enum& other, std::string_view done, std::string_view where) {
      for (const std::string& label : of.labels) {
        if (std::find(other.labels.begin(), other.labels.end(), label) == other.labels.end()) {
          say("{} value '{}' {} enum '{}'", done, label, where, shown(of.name));
        }
      }
    };
    differing(*change.to, *change.from, "added", "to");
    differing(*change.from, *change.to, "removed", "from");
    if (lines_.size() == before) {
      say("another order of values in enum '{}'", shown(change.to->name));
    }
  }

  // Made or dropped with its column.
  bool goes_with_column(const Sequence& sequence, bool made) const {
    const auto is_same = [&](const auto& change, const auto& name) {
      return made ? change.to && !change.from && name(*change.to) : change.from && !change.to && name(*change.from);
    };
    return sequence.owner && (std::any_of(changes_.tables.begin(), changes_.tables.end(),
                                          [&](const Change<Table>& change) {
                                            return is_same(change, [&](const Table& table) { return table.name == sequence.owner->table; });
                                          }) ||
                              std::any_of(changes_.columns.begin(), changes_.columns.end(), [&](const PartChange<Column>& change) {
                                return change.table == sequence.owner->table &&
                                       is_same(change, [&](const Column& column) { return column.name == sequence.owner->column; });
                              }));
  }

  void sequence(const Change<Sequence>& change) {
    if (change.from && change.to) {
      if (change.from->options != change.to->options) {
        say("change of sequence '{}'", shown(change.to->name));
      }
      if (change.from->owner != change.to->owner) {
        say("change of owner of sequence '{}'", shown(change.to->name));
      }
    } else if (!goes_with_column(change.to ? *change.to : *change.from, change.to.has_value())) {
      say("{} sequence '{}'", change.to ? "added" : "removed", shown(change.to ? change.to->name : change.from->name));
    }
  }

  void column(const PartChange<Column>& change) {
    const std::string name = shown(change.table, change.to ? change.to->name : change.from->name);
    if (!change.from || !change.to) {
      say("{} column '{}'", change.to ? "added" : "removed", name);
      return;
    }
    const Column& from = *change.from;
    const Column& to = *change.to;
    if (from.type != to.type) {
      say("type change from {} to {} on '{}'", from.type, to.type, name);
    }
    if (from.collation != to.collation) {
      say("collation change on column '{}'", name);
    }
    if (from.not_null != to.not_null) {
      say("{} on column '{}'", to.not_null ? "NOT NULL" : "NULL", name);
    }
    if (from.identity != to.identity) {
      say("identity change on column '{}'", name);
    }
    const bool computed = from.generated != Generation::none || to.generated != Generation::none;
    if (from.generated != to.generated || !same_text(from.expression, to.expression)) {
      say("{} on column '{}'", computed ? "computed value" : "server default", name);
    }
  }

  void constraint(const PartChange<Constraint>& change) {
    const Constraint& one = change.to ? *change.to : *change.from;
    const std::string table = shown(change.table);
    const std::string_view how = !change.from ? "added" : !change.to ? "removed" : "changed";
    if (one.reference) {
      say("{} foreign key {}{} on table {}", how, list(one.columns), list(one.reference->columns), table);
    } else if (one.is_key() && change.to) {
      say("{} {} '{}' on '{}'", how, word(one.kind), one.name, list(one.columns));
    } else {
      say("{} {} '{}' on '{}'", how, word(one.kind), one.name, table);
    }
  }

  void index(const PartChange<Index>& change) {
    const Index& one = change.to ? *change.to : *change.from;
    say("{} index '{}' on '{}'",
        !change.from ? "added"
        : !change.to ? "removed"
                     : "changed",
        one.name, change.to ? index_list(one) : shown(change.table));
  }

  // One line for what is made anew; none for pieces that come or go with their owner.
  void definitions() {
    std::map<Address, std::pair<const Definition*, const Definition*>> found;
    for (const Change<Definition>& change : changes_.definitions) {
      auto& [from, to] = found[change.to ? change.to->address : change.from->address];
      from = change.from ? &*change.from : from;
      to = change.to ? &*change.to : to;
    }
    for (const auto& [address, sides] : found) {
      const auto& [from, to] = sides;
      const std::string_view how = from == nullptr ? "added" : to == nullptr ? "removed" : "changed";
      const Definition& one = to == nullptr ? *from : *to;
      if (one.owner && (from == nullptr || to == nullptr) && goes_with_owner(*one.owner, to != nullptr, found)) {
        continue;
      }
      if (from != nullptr && to != nullptr && same(*from, *to)) {
        continue;
      }
      // The kind tells what a text search object is.
      const ObjectName object = address.object.kind == ObjectKind::text_search ? without_arguments(address.object) : address.object;
      address.part.empty() ? say("{} {} '{}'", how, one.kind, shown(object)) : say("{} {} on '{}'", how, address.part, shown(object));
    }
  }

  template <typename Found>
  bool goes_with_owner(const Address& owner, bool made, const Found& found) const {
    const auto definition = found.find(owner);
    const auto& [from, to] = definition == found.end() ? std::pair<const Definition*, const Definition*>{} : definition->second;
    const auto table = [&](const Change<Table>& change) {
      return (made ? change.to : change.from) && (made ? change.to : change.from)->name == owner.object;
    };
    return (made ? from == nullptr && to != nullptr : from != nullptr && to == nullptr) ||
           std::any_of(changes_.tables.begin(), changes_.tables.end(), table);
  }

  void comment(const CommentChange& change) {
    const CommentTarget& target = change.target;
    const auto of_new_table = [&](const Change<Table>& other) { return other.to && other.to->name == target.object; };
    if (std::none_of(changes_.tables.begin(), changes_.tables.end(), of_new_table)) {
      say("{} comment '{}'", word(target.kind), target.part.empty() ? shown(target.object) : shown(target.object, target.part));
    }
  }

  const Changes& changes_;
  std::string home_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> describe(const Changes& changes, const std::vector<Rename>& renames, const std::string& home) {
  return Description(changes, home).lines(renames);
}

}  // namespace deed::autogenerate
