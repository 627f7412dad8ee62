#include "command/said_privileges.h"

#include <algorithm>
#include <set>

#include "autogenerate/privileges.h"
#include "base/lexer.h"
#include "base/text.h"
#include "sql/analyse.h"

namespace deed::command {

namespace {

bool is_of_privileges(const Statement& statement) {
  return says(statement, "grant") || says(statement, "revoke") || says(statement, "alter default privileges");
}

std::vector<std::string> words_of(const Statement& statement) {
  std::vector<std::string> words;
  Lexer lexer(statement.text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (!token.is_blank()) {
      words.push_back(to_lower(token.text));
    }
  }
  return words;
}

// GRANT SELECT (a) ON t, and not ON FUNCTION f (int).
bool is_of_columns(const Statement& statement) {
  const std::vector<std::string> words = words_of(statement);
  const auto first = std::find_if(words.begin(), words.end(), [](const std::string& word) { return word == "on" || word == "("; });
  return first != words.end() && *first == "(";
}

bool drops_column(const Statement& statement) {
  if (statement.kind != "alter table") {
    return false;
  }
  const std::vector<std::string> words = words_of(statement);
  const std::vector<std::string> drop{"drop", "column"};
  return std::search(words.begin(), words.end(), drop.begin(), drop.end()) != words.end();
}

// What a revision has taken away so far, with its privileges.
class TakenAway {
 public:
  explicit TakenAway(const SearchPath& path) : path_(path) {}

  void read(const Statement& statement) {
    for (const NameChange& change : statement.changes) {
      if (change.kind == ChangeKind::drop || change.kind == ChangeKind::rename) {
        gone_.insert(created_name(change.object, path_));
      }
    }
    if (drops_column(statement)) {
      for (const ObjectUse& use : statement.uses) {
        without_column_.insert(created_name(use.object, path_));
      }
    }
  }

  bool only_gives_back(const Statement& statement) const {
    const bool of_columns = is_of_columns(statement);
    return !statement.uses.empty() && std::all_of(statement.uses.begin(), statement.uses.end(), [&](const ObjectUse& use) {
      const ObjectName name = created_name(use.object, path_);
      return gone_.contains(name) || (of_columns && without_column_.contains(name));
    });
  }

 private:
  const SearchPath& path_;
  std::set<ObjectName> gone_{};
  std::set<ObjectName> without_column_{};
};

}  // namespace

bool says_privileges(const std::vector<ParsedStep>& steps, const SearchPath& path) {
  TakenAway before(path);
  for (const ParsedStep& step : steps) {
    for (const Statement* statement : statements_of(step)) {
      const bool one = statement->kind == "grant" || statement->kind == "revoke";
      if (is_of_privileges(*statement) && !(one && before.only_gives_back(*statement))) {
        return true;
      }
      before.read(*statement);
    }
  }
  return false;
}

bool says_privileges(const Service& service) {
  const std::vector<Revision>& revisions = service.graph.revisions();
  return std::any_of(revisions.begin(), revisions.end(), [&](const Revision& revision) {
    std::vector<ParsedStep> steps;
    for (const Step& step : revision.upgrade) {
      steps.push_back(sql::analyse(step));
    }
    return says_privileges(steps, service.config->database.schemas);
  });
}

bool says_privileges(const Model& model) {
  return std::any_of(model.statements.begin(), model.statements.end(),
                     [](const ModelStatement& entry) { return is_of_privileges(entry.statement); });
}

void tell_unsaid_privileges(Invocation& invocation, const Service& service, const Schema& actual) {
  const bool granted = std::any_of(actual.definitions.begin(), actual.definitions.end(),
                                   [](const auto& entry) { return autogenerate::is_privilege(entry.second); });
  if (granted && service.config->autogenerate.privileges == config::PrivilegePolicy::where_said && says_privileges(service)) {
    invocation.log.warning({.source = "deed.autogenerate",
                            .event = Event::not_compared,
                            .message = "Revisions grant or revoke, and the model says nothing of privileges: they are not compared. "
                                       "[autogenerate] privileges = \"all\" takes back what the model does not grant, \"none\" leaves "
                                       "them to others",
                            .service = service.name()});
  }
}

}  // namespace deed::command
