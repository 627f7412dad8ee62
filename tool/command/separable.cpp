#include "command/separable.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/word_list.h"
#include "command/name_words.h"
#include "sql/builtin_names.h"

namespace deed::command {

namespace {

constexpr auto kRoutines =
    std::to_array<std::string_view>({"create function", "create procedure", "alter function", "alter procedure", "alter routine"});

constexpr auto kOthers = std::to_array<std::string_view>({"create table",
                                                          "alter table",
                                                          "create index",
                                                          "alter index",
                                                          "create view",
                                                          "alter view",
                                                          "create materialized view",
                                                          "alter materialized view",
                                                          "create sequence",
                                                          "alter sequence",
                                                          "create type",
                                                          "alter type",
                                                          "create domain",
                                                          "alter domain",
                                                          "create trigger",
                                                          "create rule",
                                                          "create policy",
                                                          "alter policy",
                                                          "create statistics",
                                                          "alter statistics",
                                                          "comment",
                                                          "grant",
                                                          "revoke"});

// Which evaluate expressions while they run, if only to see whether they are constant.
constexpr auto kEvaluating = std::to_array<std::string_view>(
    {"create table", "alter table", "create index", "create materialized view", "create domain", "alter domain", "create statistics"});

bool is_routine(const Statement& statement) { return is_one_of(statement.kind, kRoutines); }

// Of what others could mean where they write the same name, or not even that.
bool is_own_name(const NameChange& change) {
  const std::string& name = change.object.name;
  switch (change.object.kind) {
    case ObjectKind::relation: return !sql::is_builtin_type(name) && !sql::is_builtin_relation(name);
    case ObjectKind::function: return !sql::is_builtin_function(name) && !sql::is_builtin_type(name);
    case ObjectKind::statistics: return true;
    default: return false;
  }
}

bool is_plain_making(const NameChange& change) {
  const bool makes = change.kind == ChangeKind::create || change.kind == ChangeKind::attach;
  return makes && !change.temporary && is_own_name(change) && !word_of(change.object.name).empty();
}

// A range type makes functions and a multirange; IN SCHEMA means all that is there by then; queries as texts name what they like.
bool says_more(const PlayedText& statement) {
  const auto has = [&](std::string_view word) {
    const std::vector<std::string> words = words_in(statement.text);
    return std::binary_search(words.begin(), words.end(), word);
  };
  const std::string& kind = statement.analysed->kind;
  return (kind == "create type" && has("range")) || ((kind == "grant" || kind == "revoke") && has("in")) ||
         to_lower(statement.text).find("_to_xml") != std::string::npos;
}

}  // namespace

Separability separability(const PlayedText& statement) {
  const Statement& analysed = *statement.analysed;
  const bool routine = is_routine(analysed);
  if ((!routine && !is_one_of(analysed.kind, kOthers)) || analysed.refused || (analysed.undecided && !routine) ||
      hides_words(statement.text) || says_more(statement)) {
    return Separability::unknown;
  }
  // Whether a new label can be used in the same transaction depends on where that begins.
  if (analysed.autocommit && analysed.autocommit->action == AutocommitAction::add_enum_value) {
    return Separability::unknown;
  }
  std::size_t of_schemas = 0;
  std::size_t of_others = 0;
  for (const ObjectUse& use : analysed.uses) {
    if (use.access != Access::alter || !use.inside.empty()) {
      continue;
    }
    const ObjectKind kind = use.object.kind;
    if (kind != ObjectKind::schema && kind != ObjectKind::relation && kind != ObjectKind::function && kind != ObjectKind::statistics) {
      return Separability::unknown;
    }
    ++(kind == ObjectKind::schema ? of_schemas : of_others);
  }
  if (!std::all_of(analysed.changes.begin(), analysed.changes.end(), is_plain_making)) {
    return Separability::unknown;
  }
  of_others += analysed.changes.size();
  if (of_schemas > 0) {
    return of_others == 0 ? Separability::common : Separability::unknown;
  }
  return of_others > 0 ? Separability::named : Separability::unknown;
}

bool runs_what_is_hidden(const std::vector<PlayedText>& statements) {
  // What runs others' texts when it is used.
  std::vector<const PlayedText*> callers;
  std::set<std::string> hidden;
  for (const PlayedText& statement : statements) {
    if (!is_routine(*statement.analysed) && statement.analysed->kind != "create view") {
      continue;
    }
    callers.push_back(&statement);
    for (const NameChange& change : statement.analysed->changes) {
      if (statement.analysed->undecided) {
        hidden.insert(word_of(change.object.name));
      }
    }
  }
  if (hidden.empty()) {
    return false;
  }
  const auto mentions_hidden = [&](const PlayedText& statement) {
    const std::vector<std::string> words = words_in(statement.text);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return hidden.contains(word); });
  };
  // One that calls such a function is one itself.
  for (std::size_t before = 0; before != hidden.size();) {
    before = hidden.size();
    for (const PlayedText* caller : callers) {
      if (mentions_hidden(*caller)) {
        for (const NameChange& change : caller->analysed->changes) {
          hidden.insert(word_of(change.object.name));
        }
      }
    }
  }
  return std::any_of(statements.begin(), statements.end(), [&](const PlayedText& statement) {
    return is_one_of(statement.analysed->kind, kEvaluating) && mentions_hidden(statement);
  });
}

}  // namespace deed::command
