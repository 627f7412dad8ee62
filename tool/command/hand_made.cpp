#include "command/hand_made.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "sql/analyse.h"

namespace deed::command {

namespace {

// A part of a table that is dropped.
struct Dropped {
  ObjectName table;
  std::string kind;
  std::string name;
};

class Drops {
 public:
  explicit Drops(const Schema& actual) : actual_(actual) {}

  std::optional<Dropped> operator()(const DropColumn& action) const {
    const Table* table = actual_.find_table(action.name.table);
    const bool is_there = table != nullptr && find_part(table->columns, action.name.column) != nullptr;
    return is_there ? std::optional(Dropped{action.name.table, "column", action.name.column}) : std::nullopt;
  }
  std::optional<Dropped> operator()(const DropConstraint& action) const {
    const Table* table = actual_.find_table(action.table);
    const bool is_there = table != nullptr && find_part(table->constraints, action.name) != nullptr;
    return is_there ? std::optional(Dropped{action.table, "constraint", action.name}) : std::nullopt;
  }
  std::optional<Dropped> operator()(const DropIndex& action) const {
    for (const auto& [name, table] : actual_.tables) {
      if (name.schema == action.index.schema && find_part(table.indexes, action.index.name) != nullptr) {
        return Dropped{name, "index", action.index.name};
      }
    }
    return std::nullopt;
  }
  template <typename Other>
  std::optional<Dropped> operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  const Schema& actual_;
};

// A name that PostgreSQL makes up need not stand in a text.
bool may_be_made_up(const Dropped& dropped) {
  constexpr std::array endings = std::to_array<std::string_view>({"_pkey", "_key", "_fkey", "_check", "_idx", "_excl", "_not_null"});
  std::string_view name = dropped.name;
  name = name.substr(0, name.find_last_not_of("0123456789") + 1);
  return dropped.kind != "column" &&
         std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::set<std::string> words_of(const std::string& statement) {
  std::set<std::string> words;
  Lexer lexer(statement);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    words.insert(token.kind == TokenKind::quoted_identifier ? unquote_identifier(token.text) : to_lower(token.text));
  }
  return words;
}

// Says IF EXISTS where autogenerate has a form for it; whether it does.
bool made_tolerant(Action& action) {
  if (auto* constraint = std::get_if<DropConstraint>(&action)) {
    constraint->if_exists = true;
    return true;
  }
  if (auto* column = std::get_if<DropColumn>(&action)) {
    column->if_exists = true;
    return true;
  }
  return false;
}

// Every name and word that stands in an upgrade; nothing where a text does not tell all that it makes.
std::optional<std::set<std::string>> words_of(const Service& service) {
  std::set<std::string> words;
  for (const Revision& revision : service.graph.revisions()) {
    for (const Step& step : revision.upgrade) {
      for (const SourceStatement* statement : statements_of(step)) {
        std::set<std::string> here = words_of(statement->text);
        // An earlier DROP made nothing.
        if (!here.contains("drop") || here.contains("add")) {
          words.merge(here);
        }
        const bool may_hide = words.contains("execute") || words.contains("do");
        if (may_hide && sql::analyse(*statement).undecided) {
          return std::nullopt;
        }
      }
    }
  }
  return words;
}

}  // namespace

void mark_hand_made(const Service& service, const Schema& actual, std::vector<OperationStep>& upgrade, std::vector<std::string>& warnings) {
  std::optional<std::set<std::string>> words;
  for (OperationStep& step : upgrade) {
    for (Operation& operation : step.operations) {
      const std::optional<Dropped> dropped = std::visit(Drops(actual), operation.action);
      if (!dropped || may_be_made_up(*dropped)) {
        continue;
      }
      if (!words && !(words = words_of(service))) {
        return;
      }
      if (words->contains(dropped->name)) {
        continue;
      }
      const bool tolerant = made_tolerant(operation.action);
      operation.hazards.emplace_back(fmt::format("No revision names it: a database that the revisions made does not have it{}.",
                                                 tolerant ? "" : ", and this fails there"));
      warnings.push_back(fmt::format(
          "The {} {} of {} would be dropped, and no revision names it: made by hand, it is best undone by hand, as a database that the "
          "revisions make does not have it",
          dropped->kind, quote_identifier(dropped->name), to_string(dropped->table)));
    }
  }
}

}  // namespace deed::command
