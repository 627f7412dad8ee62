#include "command/model_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "base/word_list.h"
#include "command/model_directives.h"
#include "command/named_roles.h"
#include "ownership/messages.h"
#include "scratch/player.h"
#include "sql/analyse.h"
#include "sql/syntax_error.h"

namespace deed::command {

namespace {

constexpr std::string_view kPrintHint =
    "The program has to print statements, each with its semicolon, and nothing else: logs go to stderr.";

// Kinds that make up a model. What one of them may say and deed does not compare (a trigger, a storage option) is found when it was played.
constexpr std::array kModelKinds = std::to_array<std::string_view>(
    {"create table", "create index", "create sequence", "alter sequence", "alter table", "alter index", "create type", "alter type",
     "create schema", "comment", "create function", "alter function", "create procedure", "alter procedure", "create aggregate",
     "create view", "alter view", "create materialized view", "alter materialized view", "create domain", "alter domain", "create trigger",
     "create rule", "create policy", "alter policy", "create statistics", "alter statistics", "grant", "revoke", "alter default privileges",
     "create extension", "create collation", "create operator", "create text search dictionary", "alter text search dictionary",
     "create text search configuration", "alter text search configuration", "create publication", "alter publication",
     // As `pg_dump --clean` begins: what counts is what stands in the end.
     "drop table", "drop index", "drop sequence", "drop type", "drop schema", "drop function", "drop procedure", "drop aggregate",
     "drop view", "drop materialized view", "drop domain", "drop trigger", "drop rule", "drop policy", "drop statistics", "drop collation",
     "drop operator", "drop extension", "drop text search dictionary", "drop text search configuration", "drop publication"});

// pg_dump's preamble and epilogue. Roles are the server's, and not one database's.
constexpr std::array kRoleKinds = std::to_array<std::string_view>({"alter role", "create role", "drop role", "grant role"});
constexpr std::array kSkippedKinds = std::to_array<std::string_view>({"set", "reset"});

// Of DO as well, as nothing makes a role only where there is none.
bool is_of_roles(const Statement& statement) {
  const auto of_roles = [](const std::string& kind) { return is_one_of(kind, kRoleKinds); };
  return of_roles(statement.kind) || (statement.kind == "do" && !statement.undecided &&
                                      std::any_of(statement.inner_kinds.begin(), statement.inner_kinds.end(), of_roles) &&
                                      std::all_of(statement.inner_kinds.begin(), statement.inner_kinds.end(),
                                                  [&](const std::string& kind) { return kind == "select" || of_roles(kind); }));
}

// Of a byte of a statement that begins at the location.
Location place_in_text(const std::string& text, const Location& location, std::size_t offset) {
  const Position inside = position_at(text, offset);
  return {location.file, location.line + inside.line - 1, inside.line == 1 ? location.column + inside.column - 1 : inside.column};
}

Error malformed(const Location& location, std::string what, std::string hint) {
  return Error(ErrorKind::config, {.what = std::move(what), .where = to_string(location), .hint = std::move(hint)});
}

class ModelText {
 public:
  ModelText(std::string text, const std::string& shown, TextOrigin origin, const SearchPath& path, Model& model)
      : text_(std::move(text)), shown_(shown), origin_(origin), path_(path), model_(model) {}

  void read() {
    blank_out_meta_commands();
    ModelDirectives directives(text_, shown_);
    PositionCounter positions(text_);
    std::size_t behind = 0;
    for (const StatementSpan& span : split_statements(text_)) {
      const Position position = positions.at(span.begin);
      if (const auto made = add(SourceStatement{text_.substr(span.begin, span.end - span.begin), position})) {
        const std::vector<DeclaredRename> renames = model_.statements.back().statement.kind == "create table"
                                                        ? directives.renames(*made, behind, span.begin, span.end)
                                                        : directives.value_renames(*made, span.begin, span.end);
        model_.renames.insert(model_.renames.end(), renames.begin(), renames.end());
      }
      behind = span.end;
    }
    directives.require_all_met();
  }

 private:
  // pg_dump writes lines such as `\restrict`; a model from psql's hand has others. They say nothing about objects.
  void blank_out_meta_commands() {
    PositionCounter positions(text_);
    std::string text = text_;
    Lexer lexer(text_);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      const bool starts_line = token.begin == 0 || text_[token.begin - 1] == '\n';
      if (token.kind == TokenKind::unterminated) {
        const Position position = positions.at(token.begin);
        throw malformed({shown_, position.line, position.column}, "A literal, quoted name or comment begins here and never ends.",
                        origin_ == TextOrigin::program ? std::string(kPrintHint) : "Close it.");
      }
      if (token.kind == TokenKind::backslash && starts_line) {
        const std::size_t end = std::min(text_.find('\n', token.begin), text_.size());
        require_meta_command(std::string_view(text_).substr(token.begin, end - token.begin), positions.at(token.begin));
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(token.begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        lexer = Lexer(text_, end);
        ++model_.skipped["backslash line"];
      }
    }
    text_ = std::move(text);
  }

  // What a program prints has to be meant: pg_dump's own lines are, anything else may be noise.
  void require_meta_command(std::string_view line, const Position& position) const {
    if (origin_ == TextOrigin::program && !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ")) {
      throw malformed({shown_, position.line, position.column}, fmt::format("This is no SQL: {}", one_line(line)), std::string(kPrintHint));
    }
  }

  // Returns the table or type that the statement makes, if it makes one.
  std::optional<ObjectName> add(const SourceStatement& source) {
    const Location location{shown_, source.position.line, source.position.column};
    require_short_names(source.text, location);
    Statement statement = sql::analyse(source);
    if (is_skipped(statement)) {
      ++model_.skipped[is_owner_change(statement)   ? "OWNER TO"
                       : statement.kind == "select" ? "set_config()"
                       : statement.kind == "do"     ? "DO about roles"
                       : is_of_deed(statement)      ? "about schema deed"
                                                    : ownership::upper(statement.kind)];
      return std::nullopt;
    }
    if (statement.kind == "unparsed") {
      const std::size_t character = sql::syntax_error_position(statement.text);
      throw malformed(scratch::place_of({statement.text, location}, character),
                      fmt::format("The model has a statement that cannot be read: {}.", *statement.undecided),
                      origin_ == TextOrigin::program ? std::string(kPrintHint) : "Correct it.");
    }
    if (statement.kind == "alter default privileges" && statement.refused) {
      throw refused(location, "an ALTER DEFAULT PRIVILEGES without IN SCHEMA", *statement.refused);
    }
    if (statement.kind == "copy" || statement.kind == "insert") {
      throw malformed(location, fmt::format("The model has {}, which is about rows.", with_article(ownership::upper(statement.kind))),
                      "A model says what there is, and not what is in it: pg_dump -s leaves rows out; what services need belongs in a "
                      "revision written by hand.");
    }
    if (statement.kind == "do") {
      require_known_block(statement, location);
    } else if (statement.refused && !is_model_kind(statement.kind)) {
      throw refused(location, with_article(ownership::upper(statement.kind)), *statement.refused);
    } else if (!is_model_kind(statement.kind)) {
      throw not_compared(location, named(statement));
    }
    if (is_for_current_user(statement)) {
      throw malformed(location, "The model has a policy for CURRENT_USER, which is somebody else in each session.", "Name the role.");
    }
    std::optional<ObjectName> made = created(statement);
    model_.statements.push_back({std::move(statement), location, {}});
    return made;
  }

  // PostgreSQL would cut it with no more than a notice, and two names that begin alike would be one.
  static void require_short_names(const std::string& text, const Location& location) {
    Lexer lexer(text);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      const bool quoted = token.kind == TokenKind::quoted_identifier;
      if (!quoted && token.kind != TokenKind::word) {
        continue;
      }
      const std::string name = quoted ? unquote_identifier(token.text) : std::string(token.text);
      if (name.size() > kLongestIdentifier) {
        throw malformed(place_in_text(text, location, token.begin),
                        fmt::format("A name of {} bytes, which PostgreSQL would cut: {}.", name.size(), one_line(name)),
                        fmt::format("Names have at most {} bytes.", kLongestIdentifier));
      }
    }
  }

  // A DO is played as it stands, so its text has to tell what it makes: `DO $$ BEGIN CREATE TYPE ... EXCEPTION WHEN duplicate_object ...`.
  static void require_known_block(const Statement& statement, const Location& location) {
    if (statement.undecided) {
      throw malformed(location, fmt::format("The model has a DO whose text does not tell what it makes: {}.", *statement.undecided),
                      "Write the statements themselves. What only a database that is in use needs belongs in a revision.");
    }
    for (const std::string& kind : statement.inner_kinds) {
      if (!is_model_kind(kind) && kind != "select") {
        throw not_compared(location, fmt::format("{} in a DO", with_article(ownership::upper(kind))));
      }
    }
  }

  static bool is_model_kind(const std::string& kind) { return is_one_of(kind, kModelKinds); }

  static Error not_compared(const Location& location, const std::string& what) {
    return malformed(location, fmt::format("The model has {}, which deed does not compare yet.", what),
                     "Keep it in revisions written by hand. What a model may have is listed in docs/concepts.md.");
  }

  static Error refused(const Location& location, const std::string& what, const OutrightRefusal& refusal) {
    return malformed(location, fmt::format("The model has {}. {}", what, refusal.why), "Leave it out; a revision cannot have it either.");
  }

  std::string named(const Statement& statement) const {
    const std::string text = with_article(ownership::upper(statement.kind));
    return statement.changes.empty() ? text
                                     : fmt::format("{} ({})", text, to_string(created_name(statement.changes.front().object, path_)));
  }

  static bool is_skipped(const Statement& statement) {
    const bool set_config = statement.kind == "select" && statement.uses.empty() && statement.text.find("set_config") != std::string::npos;
    return set_config || is_one_of(statement.kind, kSkippedKinds) || is_of_roles(statement) || is_owner_change(statement) ||
           is_of_deed(statement);
  }

  // What pg_dump says of a database that has deed: its schema and the tables there are nobody's to declare.
  static bool is_of_deed(const Statement& statement) {
    std::vector<WrittenName> targets;
    for (const NameChange& change : statement.changes) {
      if (!change.dependent) {
        targets.push_back(change.object);
      }
    }
    for (const ObjectUse& use : statement.uses) {
      if (use.access == Access::alter) {
        targets.push_back(use.object);
      }
    }
    return !targets.empty() && std::all_of(targets.begin(), targets.end(), [](const WrittenName& name) {
      return (name.kind == ObjectKind::schema ? name.name : name.schema) == kDeedSchema;
    });
  }

  // ALTER ... OWNER TO role, as pg_dump writes one behind each object.
  static bool is_owner_change(const Statement& statement) {
    std::vector<std::string> words;
    Lexer lexer(statement.text);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      if (!token.is_blank()) {
        words.push_back(to_lower(token.text));
      }
    }
    const std::size_t count = words.size();
    return count > 4 && words[0] == "alter" && words[count - 3] == "owner" && words[count - 2] == "to";
  }

  std::optional<ObjectName> created(const Statement& statement) const {
    const auto change = std::find_if(statement.changes.begin(), statement.changes.end(),
                                     [](const NameChange& one) { return one.kind == ChangeKind::create && !one.dependent; });
    const bool is_made = (statement.kind == "create table" || statement.kind == "create type") && change != statement.changes.end();
    return is_made ? std::optional(created_name(change->object, path_)) : std::nullopt;
  }

  std::string text_;
  const std::string& shown_;
  TextOrigin origin_;
  const SearchPath& path_;
  Model& model_;
};

}  // namespace

void read_model_text(std::string text, const std::string& shown, TextOrigin origin, const SearchPath& path, Model& model) {
  ModelText(std::move(text), shown, origin, path, model).read();
}

}  // namespace deed::command
