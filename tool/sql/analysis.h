#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "domain/statement.h"
#include "sql/parse_tree.h"

namespace deed::sql {

// Whether an expression runs with the statement (SELECT, DML) or is kept in a definition (a default, a check, a view).
enum class Evaluation { now, stored };

// One statement while it is read. Everything that the classifiers find goes through here.
class Analysis {
 public:
  explicit Analysis(Statement& statement) : statement_(statement) {}

  void use(WrittenName object, Access access, NameForm form = NameForm::object);
  // Only of the statement itself and of bodies that run with it (DO).
  void change(NameChange change);
  void undecided(std::string why);
  void refuse(std::string kind, std::string why);
  // The statement's kind, set by the outermost statement only.
  void kind(std::string kind);
  // What kind() was told last, also inside a body.
  const std::string& current_kind() const { return current_kind_; }
  void search_path(SearchPath path);
  void autocommit(AutocommitTarget target);
  // What the statement makes without a schema it makes in this one, which it makes too.
  void made_in(const std::string& schema);

  Evaluation evaluation = Evaluation::now;
  // The text of the statement that is being classified: PL/pgSQL bodies are read from the whole of it.
  std::string source{};
  // SET search_path of the function whose body is being read: its names mean something else than those around it.
  std::optional<SearchPath> body_path{};

  // A text inside the statement: a function's body, a string for EXECUTE. `runs` says whether its statements run with this one.
  class Inside {
   public:
    Inside(Analysis& analysis, std::string name, bool runs);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Analysis& analysis_;
    std::string name_;
    bool runs_;
  };
  // Whether what is being read runs with the statement; the body of CREATE FUNCTION does not.
  bool runs() const { return runs_; }
  // Bodies within bodies, so far.
  int depth() const { return depth_; }

 private:
  // A name by the search path of the function's own.
  void resolve_in_body(WrittenName& object);

  Statement& statement_;
  std::set<std::tuple<WrittenName, Access, std::string>> seen_;
  std::string inside_;
  std::string current_kind_;
  bool runs_ = true;
  int depth_ = 0;
};

// A statement by its wrapped node: {"DropStmt": {...}}.
void classify(Analysis& analysis, const Node& wrapped);
// SQL text inside a statement, as if it were one; text that cannot be parsed is undecided.
void classify_text(Analysis& analysis, const std::string& sql, std::string inside, bool runs);

enum class QueryKind { select, modify };
// The content of a SelectStmt, or of an INSERT, UPDATE, DELETE or MERGE node.
void walk_query(Analysis& analysis, QueryKind kind, const Node& node);
// Any expression, query or list of them: every relation, function, sequence and type it names.
void walk(Analysis& analysis, const Node& node);
// The same, with expressions kept in a definition.
void walk_stored(Analysis& analysis, const Node& node);

// The name in a RangeVar.
WrittenName range_name(const Node& range);
bool is_temporary(const Node& range);
// A qualified name in parts: the last is the name, the one before it the schema.
WrittenName name_of(ObjectKind kind, const std::vector<std::string>& parts);

}  // namespace deed::sql
