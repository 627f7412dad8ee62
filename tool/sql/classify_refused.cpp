// What is refused outright, and what touches nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/classifiers.h"
#include "sql/functions.h"

namespace deed::sql {

namespace {

void harmless(Analysis&, const Node&) {}

// The reason is the same for a whole group, so it comes with the table below.
constexpr char kCluster[] = "It concerns the whole server, not only this service.";
constexpr char kDatabase[] = "It concerns the whole database, not only this service.";
constexpr char kOutside[] = "It has effects outside the transaction, which no guard can hold back.";
constexpr char kForeignData[] = "It reaches data outside this database, which no guard can see.";
constexpr char kNobody[] = "It makes or changes an object that no service can own.";

template <const char* kWhy>
void refuse(Analysis& analysis, const Node&) {
  analysis.refuse(analysis.current_kind(), kWhy);
}

void transaction(Analysis& analysis, const Node& statement) {
  constexpr std::array savepoints =
      std::to_array<std::string_view>({"TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO"});
  const std::string_view kind = text(statement, "kind");
  const std::string word = replace_all(to_lower(kind.substr(std::string_view("TRANS_STMT_").size())), "_", " ");
  analysis.kind(word);
  if (std::find(savepoints.begin(), savepoints.end(), kind) == savepoints.end()) {
    analysis.refuse(word, "The step's transaction is deed's: nothing inside may begin or end one.");
  }
}

// SET LOCAL search_path = constants is followed; the settings that deed relies on are refused, and whatever would outlast the step.
void set(Analysis& analysis, const Node& statement) {
  const std::string name = to_lower(text(statement, "name"));
  const std::string_view kind = text(statement, "kind");
  analysis.kind(kind.starts_with("VAR_RESET") ? "reset" : "set");
  // Inside a body it is known neither whether nor when it runs, and it stays in force behind it.
  if (flag(statement, "is_local") && analysis.depth() == 0) {
    std::optional<SearchPath> path = constant_search_path(statement);
    if (path && std::all_of(path->begin(), path->end(), [](const std::string& schema) { return !schema.empty() && schema != "$user"; })) {
      analysis.search_path(std::move(*path));
      return;
    }
  }
  if (kind == "VAR_RESET_ALL" || kind == "VAR_SET_MULTI" || is_guarded_setting(name)) {
    analysis.refuse("set " + (name.empty() ? "all" : name),
                    fmt::format("It changes {}, which deed relies on.", name.empty() ? "every setting" : "'" + name + "'"));
  } else if (!flag(statement, "is_local")) {
    analysis.refuse("set", "It would outlast the step, and a later run without it would end differently; write SET LOCAL.");
  }
}

void deallocate(Analysis& analysis, const Node& statement) {
  if (text(statement, "name").empty()) {
    analysis.refuse("deallocate all", "It takes deed's own prepared statements away; name one.");
  }
}

}  // namespace

Classifiers refusing_classifiers() {
  return {
      {"FetchStmt", {"fetch", harmless}},
      {"ClosePortalStmt", {"close", harmless}},
      {"ConstraintsSetStmt", {"set constraints", harmless}},
      {"VariableShowStmt", {"show", harmless}},
      {"DeallocateStmt", {"deallocate", deallocate}},
      {"TransactionStmt", {"transaction", transaction}},
      {"VariableSetStmt", {"set", set}},
      {"AlterDatabaseRefreshCollStmt", {"alter database", refuse<kDatabase>}},
      {"AlterDatabaseSetStmt", {"alter database", refuse<kDatabase>}},
      {"AlterDatabaseStmt", {"alter database", refuse<kDatabase>}},
      {"AlterRoleSetStmt", {"alter role", refuse<kCluster>}},
      {"AlterRoleStmt", {"alter role", refuse<kCluster>}},
      {"AlterSystemStmt", {"alter system", refuse<kCluster>}},
      {"AlterTableMoveAllStmt", {"alter table all in tablespace", refuse<kDatabase>}},
      {"AlterTableSpaceOptionsStmt", {"alter tablespace", refuse<kCluster>}},
      {"CheckPointStmt", {"checkpoint", refuse<kCluster>}},
      {"CreateRoleStmt", {"create role", refuse<kCluster>}},
      {"CreateTableSpaceStmt", {"create tablespace", refuse<kCluster>}},
      {"CreatedbStmt", {"create database", refuse<kCluster>}},
      {"DropOwnedStmt", {"drop owned", refuse<kDatabase>}},
      {"DropRoleStmt", {"drop role", refuse<kCluster>}},
      {"DropTableSpaceStmt", {"drop tablespace", refuse<kCluster>}},
      {"DropdbStmt", {"drop database", refuse<kCluster>}},
      {"GrantRoleStmt", {"grant role", refuse<kCluster>}},
      {"ReassignOwnedStmt", {"reassign owned", refuse<kDatabase>}},
      {"DiscardStmt", {"discard", refuse<kOutside>}},
      {"ListenStmt", {"listen", refuse<kOutside>}},
      {"LoadStmt", {"load", refuse<kOutside>}},
      {"NotifyStmt", {"notify", refuse<kOutside>}},
      {"UnlistenStmt", {"unlisten", refuse<kOutside>}},
      {"AlterFdwStmt", {"alter foreign data wrapper", refuse<kForeignData>}},
      {"AlterForeignServerStmt", {"alter server", refuse<kForeignData>}},
      {"AlterSubscriptionStmt", {"alter subscription", refuse<kForeignData>}},
      {"AlterUserMappingStmt", {"alter user mapping", refuse<kForeignData>}},
      {"CreateFdwStmt", {"create foreign data wrapper", refuse<kForeignData>}},
      {"CreateForeignServerStmt", {"create server", refuse<kForeignData>}},
      {"CreateForeignTableStmt", {"create foreign table", refuse<kForeignData>}},
      {"CreateSubscriptionStmt", {"create subscription", refuse<kForeignData>}},
      {"CreateUserMappingStmt", {"create user mapping", refuse<kForeignData>}},
      {"DropSubscriptionStmt", {"drop subscription", refuse<kForeignData>}},
      {"DropUserMappingStmt", {"drop user mapping", refuse<kForeignData>}},
      {"ImportForeignSchemaStmt", {"import foreign schema", refuse<kForeignData>}},
      {"AlterEventTrigStmt", {"alter event trigger", refuse<kDatabase>}},
      {"AlterOpFamilyStmt", {"alter operator family", refuse<kNobody>}},
      {"CreateAmStmt", {"create access method", refuse<kDatabase>}},
      {"CreateCastStmt", {"create cast", refuse<kNobody>}},
      {"CreateConversionStmt", {"create conversion", refuse<kNobody>}},
      {"CreateEventTrigStmt", {"create event trigger", refuse<kDatabase>}},
      {"CreateOpClassStmt", {"create operator class", refuse<kNobody>}},
      {"CreateOpFamilyStmt", {"create operator family", refuse<kNobody>}},
      {"CreatePLangStmt", {"create language", refuse<kDatabase>}},
      {"CreateTransformStmt", {"create transform", refuse<kNobody>}},
  };
}

}  // namespace deed::sql
