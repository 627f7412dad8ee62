// Expressions and queries: which relations, functions, sequences and types they name.
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/lexer.h"
#include "base/text.h"
#include "sql/analysis.h"
#include "sql/builtin_names.h"
#include "sql/functions.h"

namespace deed::sql {

namespace {

// Deeper trees would need more stack than is sure to be there; the text is then undecided.
constexpr int kDeepestTree = 3000;

// Names that WITH gives to queries; they hide relations.
struct Scope {
  const Scope* outer = nullptr;
  std::set<std::string, std::less<>> names{};

  bool holds(std::string_view name) const { return names.contains(name) || (outer != nullptr && outer->holds(name)); }
};

// SELECT ... FOR UPDATE [OF names]: which relations of FROM it locks.
struct Locks {
  bool all = false;
  std::set<std::string, std::less<>> names{};

  bool cover(std::string_view name) const { return all || names.contains(name); }
};

struct Context {
  const Scope* scope;
  const Locks* locks = nullptr;
};

class Walker {
 public:
  explicit Walker(Analysis& analysis) : analysis_(analysis) {}

  void visit(const Node& node, const Context& context) {
    if (++depth_ > kDeepestTree) {
      analysis_.undecided("an expression nests too deeply to be analysed");
    } else if (node.IsArray()) {
      for (const Node& element : node.GetArray()) {
        visit(element, context);
      }
    } else if (node.IsObject()) {
      message(node, context);
    }
    --depth_;
  }

  void query(QueryKind kind, const Node& node) {
    const Scope none;
    kind == QueryKind::select ? select(node, {&none}) : modify(node, {&none});
  }

 private:
  // A message is known by its members where its field has a fixed type, by its name where the field is a Node.
  void message(const Node& node, const Context& context) {
    if (member(node, "relname") != nullptr) {
      range(node, context);
    } else if (member(node, "funcname") != nullptr) {
      function(node, context);
    } else if (member(node, "names") != nullptr) {
      type(node);
    } else {
      collation(node, "collname");
      collation(node, "collation");
      for (const auto& [name, value] : node.GetObject()) {
        field({name.GetString(), name.GetStringLength()}, value, context);
      }
    }
  }

  void field(std::string_view name, const Node& value, const Context& context) {
    if (name == "SelectStmt") {
      select(value, context);
    } else if (name == "InsertStmt" || name == "UpdateStmt" || name == "DeleteStmt" || name == "MergeStmt") {
      modify(value, context);
    } else if (name == "TypeCast") {
      cast(value, context);
    } else if (name == "A_Expr" || name == "SubLink" || name == "SortBy") {
      // BETWEEN and its kin have a word for a name.
      if (!text(value, "kind").ends_with("BETWEEN") && !text(value, "kind").ends_with("BETWEEN_SYM")) {
        use_operator(analysis_, names(value, name == "A_Expr" ? "name" : name == "SubLink" ? "operName" : "useOp"));
      }
      visit(value, context);
    } else if (name == "pktable") {
      analysis_.use(range_name(value), Access::reference);
    } else {
      visit(value, context);
    }
  }

  void range(const Node& node, const Context& context) {
    const WrittenName name = range_name(node);
    if (name.schema.empty() && context.scope->holds(name.name)) {
      return;
    }
    const bool system = name.schema.empty() ? is_builtin_relation(name.name) : is_system_schema(name.schema);
    const Node* alias = member(node, "alias");
    const std::string_view called = alias != nullptr ? text(*alias, "aliasname") : std::string_view(name.name);
    const bool locked = context.locks != nullptr && context.locks->cover(called);
    if (!system) {
      analysis_.use(name, locked ? Access::write : Access::read);
    }
  }

  void type(const Node& node) {
    std::vector<std::string> parts = names(node, "names");
    if (flag(node, "pct_type") && parts.size() > 1) {
      parts.pop_back();
      analysis_.use(name_of(ObjectKind::relation, parts), Access::read);
      return;
    }
    const WrittenName name = name_of(ObjectKind::relation, parts);
    const bool system = name.schema.empty() ? is_builtin_type(name.name) : is_system_schema(name.schema);
    if (!system) {
      analysis_.use(name, analysis_.evaluation == Evaluation::now ? Access::read : Access::reference, NameForm::type);
    }
  }

  void collation(const Node& node, const char* key) {
    const WrittenName name = name_of(ObjectKind::collation, names(node, key));
    const bool system = name.schema.empty() ? is_builtin_collation(name.name) : is_system_schema(name.schema);
    if (!system) {
      analysis_.use(name, analysis_.evaluation == Evaluation::now ? Access::read : Access::reference);
    }
  }

  void function(const Node& node, const Context& context) {
    const bool looked_through = call(analysis_, node);
    if (!looked_through) {
      if (const Node* arguments = member(node, "args")) {
        visit(*arguments, context);
      }
    }
    for (const char* part : {"agg_order", "agg_filter", "over"}) {
      if (const Node* value = member(node, part)) {
        visit(*value, context);
      }
    }
  }

  // 'name'::regclass names a relation by a string.
  void cast(const Node& node, const Context& context) {
    const Node* argument = member(node, "arg");
    const Node* to = member(node, "typeName");
    const std::optional<std::string> constant = argument == nullptr ? std::nullopt : constant_string(*argument);
    const std::vector<std::string> type_name = to == nullptr ? std::vector<std::string>{} : names(*to, "names");
    if (constant && !type_name.empty() && type_name.back() == "regclass" && member(*to, "arrayBounds") == nullptr) {
      if (const std::optional<WrittenName> name = relation_in_string(*constant)) {
        analysis_.use(*name, analysis_.evaluation == Evaluation::now ? Access::read : Access::reference);
      }
      return;
    }
    visit(node, context);
  }

  // The names of WITH become visible one after the other, or all at once with RECURSIVE.
  void with(const Node& statement, Scope& scope, const Context& context) {
    const Node* clause = member(statement, "withClause");
    if (clause == nullptr) {
      return;
    }
    const std::vector<const Node*> expressions = list(*clause, "ctes");
    if (flag(*clause, "recursive")) {
      for (const Node* wrapped : expressions) {
        scope.names.emplace(text(*unwrapped(*wrapped, "CommonTableExpr"), "ctename"));
      }
    }
    for (const Node* wrapped : expressions) {
      const Node& expression = *unwrapped(*wrapped, "CommonTableExpr");
      visit(*member(expression, "ctequery"), {&scope, context.locks});
      scope.names.emplace(text(expression, "ctename"));
    }
  }

  Locks locks_of(const Node& select) const {
    Locks locks;
    for (const Node* wrapped : list(select, "lockingClause")) {
      const Node& clause = *unwrapped(*wrapped, "LockingClause");
      const std::vector<const Node*> relations = list(clause, "lockedRels");
      locks.all = locks.all || relations.empty();
      for (const Node* relation : relations) {
        locks.names.emplace(text(*unwrapped(*relation, "RangeVar"), "relname"));
      }
    }
    return locks;
  }

  void select(const Node& node, const Context& outer) {
    if (++depth_ > kDeepestTree) {
      analysis_.undecided("a query nests too deeply to be analysed");
    } else {
      clauses(node, outer);
    }
    --depth_;
  }

  void clauses(const Node& node, const Context& outer) {
    Scope scope{outer.scope};
    with(node, scope, {outer.scope, nullptr});
    Locks locks = locks_of(node);
    // FOR UPDATE of an outer query reaches into the subqueries of its FROM.
    locks.all = locks.all || (outer.locks != nullptr && outer.locks->all);
    for (const auto& [name, value] : node.GetObject()) {
      const std::string_view key(name.GetString(), name.GetStringLength());
      if (key == "larg" || key == "rarg") {
        select(value, {&scope, nullptr});
      } else if (key == "intoClause") {
        into(value);
      } else if (key == "fromClause") {
        visit(value, {&scope, &locks});
      } else if (key != "withClause" && key != "lockingClause") {
        visit(value, {&scope, nullptr});
      }
    }
  }

  void into(const Node& clause) {
    if (const Node* relation = member(clause, "rel")) {
      analysis_.change({.kind = ChangeKind::create, .object = range_name(*relation), .temporary = is_temporary(*relation)});
    }
  }

  void modify(const Node& node, const Context& outer) {
    Scope scope{outer.scope};
    with(node, scope, {outer.scope, nullptr});
    for (const auto& [name, value] : node.GetObject()) {
      const std::string_view key(name.GetString(), name.GetStringLength());
      if (key == "relation") {
        analysis_.use(range_name(value), Access::write);
      } else if (key != "withClause") {
        visit(value, {&scope, nullptr});
      }
    }
  }

  Analysis& analysis_;
  int depth_ = 0;
};

}  // namespace

void walk(Analysis& analysis, const Node& node) {
  const Scope none;
  Walker(analysis).visit(node, {&none});
}

void walk_query(Analysis& analysis, QueryKind kind, const Node& node) { Walker(analysis).query(kind, node); }

void walk_stored(Analysis& analysis, const Node& node) {
  const Evaluation before = std::exchange(analysis.evaluation, Evaluation::stored);
  walk(analysis, node);
  analysis.evaluation = before;
}

}  // namespace deed::sql
