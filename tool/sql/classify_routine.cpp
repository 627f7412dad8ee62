// Functions, procedures, DO and CALL; what their bodies do.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/lexer.h"
#include "base/text.h"
#include "sql/classifiers.h"
#include "sql/functions.h"
#include "sql/named_objects.h"

namespace deed::sql {

namespace {

struct Routine {
  std::string language = "sql";
  std::optional<std::string> body{};
  // BEGIN ATOMIC: the body is part of the parse tree.
  const Node* atomic = nullptr;
  // SET search_path of the function's own.
  std::optional<SearchPath> path{};
  bool unknown_path = false;
};

// The language and body among the options of CREATE FUNCTION and DO.
Routine routine_of(const std::vector<const Node*>& options, std::string default_language) {
  Routine routine{.language = std::move(default_language)};
  for (const Node* wrapped : options) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const Node* argument = member(option, "arg");
    if (argument == nullptr) {
      continue;
    }
    const Node* set = unwrapped(*argument, "VariableSetStmt");
    if (set != nullptr && to_lower(text(*set, "name")) == "search_path") {
      routine.path = constant_search_path(*set);
      routine.unknown_path = !routine.path;
    } else if (text(option, "defname") == "language") {
      routine.language = to_lower(text(*unwrapped(*argument, "String"), "sval"));
    } else if (text(option, "defname") == "as") {
      const Node* parts = unwrapped(*argument, "List");
      const std::vector<std::string> strings = parts != nullptr ? names(*parts, "items") : names({argument});
      routine.body = strings.empty() ? std::nullopt : std::optional(strings.front());
    }
  }
  return routine;
}

bool is_statement(std::string_view query) {
  constexpr std::array words = std::to_array<std::string_view>(
      {"select", "insert",     "update",    "delete",   "merge",      "with",    "values",   "table",   "create",  "alter",
       "drop",   "truncate",   "grant",     "revoke",   "comment",    "call",    "lock",     "copy",    "set",     "reset",
       "show",   "explain",    "prepare",   "execute",  "deallocate", "analyze", "vacuum",   "cluster", "reindex", "refresh",
       "do",     "notify",     "listen",    "security", "discard",    "import",  "reassign", "declare", "fetch",   "close",
       "load",   "checkpoint", "savepoint", "release",  "rollback",   "commit",  "begin",    "start"});
  Lexer lexer(query);
  Token token = lexer.next();
  // (SELECT ...) is one, (a = b) is not.
  while (token.is_blank() || token.text == "(") {
    token = lexer.next();
  }
  const std::string word = to_lower(token.text);
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The right side of an assignment `target := expression`, or the whole text.
std::string_view assigned(std::string_view query) {
  Lexer lexer(query);
  int depth = 0;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    if (depth == 0 && (token.text == ":" || token.text == "=")) {
      const std::size_t skip = token.text == ":" && query.substr(token.begin, 2) == ":=" ? 2 : 1;
      return query.substr(token.begin + skip);
    }
  }
  return query;
}

// Reads what libpg_query makes of a PL/pgSQL body.
class PlpgsqlBody {
 public:
  PlpgsqlBody(Analysis& analysis, std::string inside, bool runs) : analysis_(analysis), inside_(std::move(inside)), runs_(runs) {}

  void visit(const Node& node) {
    if (node.IsArray()) {
      for (const Node& element : node.GetArray()) {
        visit(element);
      }
    } else if (node.IsObject()) {
      for (const auto& [name, value] : node.GetObject()) {
        field({name.GetString(), name.GetStringLength()}, value);
      }
    }
  }

 private:
  void field(std::string_view name, const Node& value) {
    if (name == "PLpgSQL_expr") {
      expression(std::string(text(value, "query")));
    } else if (name == "PLpgSQL_stmt_assign") {
      const Node* inner = unwrapped(*member(value, "expr"), "PLpgSQL_expr");
      expression(std::string(assigned(text(*inner, "query"))));
    } else if (name == "PLpgSQL_stmt_dynexecute" || name == "PLpgSQL_stmt_dynfors") {
      dynamic(value, "query");
      visit_others(value, "query");
    } else if (name == "dynquery") {
      dynamic_text(value);
    } else if (name == "PLpgSQL_stmt_commit" || name == "PLpgSQL_stmt_rollback") {
      if (!runs_) {
        // A procedure that is only made; PostgreSQL refuses to CALL it within a transaction.
        return;
      }
      analysis_.refuse(name == "PLpgSQL_stmt_commit" ? "commit" : "rollback",
                       "The step's transaction is deed's: nothing inside may end it.");
    } else {
      visit(value);
    }
  }

  void visit_others(const Node& node, std::string_view handled) {
    for (const auto& [name, value] : node.GetObject()) {
      if (std::string_view(name.GetString(), name.GetStringLength()) != handled) {
        field({name.GetString(), name.GetStringLength()}, value);
      }
    }
  }

  void expression(const std::string& query) { classify_text(analysis_, is_statement(query) ? query : "SELECT " + query, inside_, runs_); }

  void dynamic(const Node& statement, const char* name) {
    if (const Node* query = member(statement, name)) {
      dynamic_text(*query);
    }
  }

  // EXECUTE of a constant is as good as the statement; of anything else, only the server knows.
  void dynamic_text(const Node& query) {
    const Node* expression_node = unwrapped(query, "PLpgSQL_expr");
    if (expression_node == nullptr) {
      return;
    }
    const std::string source(text(*expression_node, "query"));
    const ParseTree tree("SELECT " + source);
    const std::optional<std::string> constant = tree.statements().empty() ? std::nullopt : constant_of(*tree.statements().front().node);
    if (constant) {
      classify_text(analysis_, *constant, "EXECUTE in " + inside_, runs_);
      return;
    }
    if (const std::optional<std::string> example = role_statement(tree)) {
      classify_text(analysis_, *example, "EXECUTE in " + inside_, runs_);
      return;
    }
    expression(source);
    analysis_.undecided(fmt::format("EXECUTE in {} runs text that is put together at run time", inside_));
  }

  static const Node* value_of(const Node& wrapped) {
    const Node* select = unwrapped(wrapped, "SelectStmt");
    const std::vector<const Node*> targets = select == nullptr ? std::vector<const Node*>{} : list(*select, "targetList");
    const Node* target = targets.size() == 1 ? unwrapped(*targets.front(), "ResTarget") : nullptr;
    return target == nullptr ? nullptr : member(*target, "val");
  }

  static std::optional<std::string> constant_of(const Node& wrapped) {
    const Node* value = value_of(wrapped);
    return value == nullptr ? std::nullopt : constant_string(*value);
  }

  // format('GRANT owner TO %I', current_user): whoever it is, it is about roles. Returns it with names of no meaning.
  static std::optional<std::string> role_statement(const ParseTree& tree) {
    const Node* value = tree.statements().empty() ? nullptr : value_of(*tree.statements().front().node);
    const Node* call = value == nullptr ? nullptr : unwrapped(*value, "FuncCall");
    if (call == nullptr || names(*call, "funcname").back() != "format" || list(*call, "args").empty()) {
      return std::nullopt;
    }
    const std::optional<std::string> frame = constant_string(*list(*call, "args").front());
    // %I and %L are quoted: nothing that is put there can be more than a name or a literal.
    const std::string example = replace_all(replace_all(frame.value_or("%s"), "%I", "\"%I\""), "%L", "''");
    const ParseTree statements(example);
    constexpr std::array kinds = std::to_array<const char*>({"AlterRoleStmt", "CreateRoleStmt", "DropRoleStmt", "GrantRoleStmt"});
    const bool of_roles = std::all_of(statements.statements().begin(), statements.statements().end(), [&](const ParseTree::Parsed& parsed) {
      return std::any_of(kinds.begin(), kinds.end(), [&](const char* kind) { return unwrapped(*parsed.node, kind) != nullptr; });
    });
    const bool plain = replace_all(example, "\"%I\"", "").find('%') == std::string::npos;
    return plain && of_roles && !statements.statements().empty() ? std::optional(example) : std::nullopt;
  }

  Analysis& analysis_;
  std::string inside_;
  bool runs_;
};

void read_plpgsql(Analysis& analysis, const std::string& inside, bool runs) {
  const PlpgsqlTree tree(analysis.source);
  if (!tree.error().empty()) {
    analysis.undecided(fmt::format("the PL/pgSQL of {} cannot be analysed: {}", inside, tree.error()));
    return;
  }
  PlpgsqlBody(analysis, inside, runs).visit(tree.functions());
}

void read_body(Analysis& analysis, const Routine& routine, const std::string& inside, bool runs) {
  if (!routine.body && routine.atomic == nullptr) {
    // The server refuses it. libpg_query ends the program when it is asked for the PL/pgSQL of nothing.
    analysis.undecided(fmt::format("{} is missing", inside));
  } else if (routine.language == "plpgsql" && routine.body) {
    read_plpgsql(analysis, inside, runs);
  } else if (routine.language == "sql" && routine.atomic != nullptr) {
    const Analysis::Inside scope(analysis, inside, runs);
    walk(analysis, *routine.atomic);
  } else if (routine.language == "sql") {
    classify_text(analysis, routine.body.value_or(""), inside, runs);
  } else {
    analysis.undecided(fmt::format("{} is written in {}, which deed does not read", inside, routine.language));
  }
}

void create_function(Analysis& analysis, const Node& statement) {
  const bool is_procedure = flag(statement, "is_procedure");
  analysis.kind(is_procedure ? "create procedure" : "create function");
  const WrittenName name = name_of(ObjectKind::function, names(statement, "funcname"));
  analysis.change({.kind = ChangeKind::create,
                   .object = name,
                   .may_exist = flag(statement, "replace"),
                   .signature = signature_of(list(statement, "parameters"))});
  for (const char* part : {"parameters", "returnType"}) {
    if (const Node* node = member(statement, part)) {
      walk_stored(analysis, *node);
    }
  }
  Routine routine = routine_of(list(statement, "options"), "sql");
  routine.atomic = member(statement, "sql_body");
  if (routine.unknown_path) {
    analysis.undecided("what names in the function mean is up to a search_path that only the server knows");
  }
  analysis.body_path = routine.path;
  read_body(analysis, routine, fmt::format("the body of {}", to_string(WrittenName{ObjectKind::relation, name.schema, name.name})), false);
  analysis.body_path.reset();
}

void alter_function(Analysis& analysis, const Node& statement) {
  analysis.kind("alter " + object_word(text(statement, "objtype")));
  analysis.use(name_of(ObjectKind::function, names(*member(statement, "func"), "objname")), Access::alter);
}

void do_block(Analysis& analysis, const Node& statement) {
  read_body(analysis, routine_of(list(statement, "args"), "plpgsql"), "DO", true);
}

void call_procedure(Analysis& analysis, const Node& statement) {
  if (const Node* procedure = member(statement, "funccall")) {
    walk(analysis, *procedure);
  }
}

}  // namespace

Classifiers routine_classifiers() {
  return {
      {"CreateFunctionStmt", {"create function", create_function}},
      {"AlterFunctionStmt", {"alter function", alter_function}},
      {"DoStmt", {"do", do_block}},
      {"CallStmt", {"call", call_procedure}},
  };
}

}  // namespace deed::sql
