// SELECT, DML, cursors, PREPARE, EXPLAIN, LOCK, TRUNCATE.
#include "sql/classifiers.h"

namespace deed::sql {

namespace {

void use_ranges(Analysis& analysis, const std::vector<const Node*>& ranges, Access access) {
  for (const Node* wrapped : ranges) {
    if (const Node* range = unwrapped(*wrapped, "RangeVar")) {
      analysis.use(range_name(*range), access);
    }
  }
}

template <QueryKind kKind>
void query(Analysis& analysis, const Node& statement) {
  walk_query(analysis, kKind, statement);
}

void inner_query(Analysis& analysis, const Node& statement) {
  if (const Node* query = member(statement, "query")) {
    const Analysis::Inside scope(analysis, "", true);
    classify(analysis, *query);
  }
}

void execute(Analysis& analysis, const Node& statement) { walk(analysis, statement); }

void truncate(Analysis& analysis, const Node& statement) { use_ranges(analysis, list(statement, "relations"), Access::alter); }

void lock(Analysis& analysis, const Node& statement) { use_ranges(analysis, list(statement, "relations"), Access::alter); }

void copy(Analysis& analysis, const Node& statement) {
  if (const Node* relation = member(statement, "relation")) {
    analysis.use(range_name(*relation), flag(statement, "is_from") ? Access::write : Access::read);
  }
  inner_query(analysis, statement);
  analysis.refuse("copy", "COPY moves data from or to a place outside the database, which a revision does not bring along; use INSERT.");
}

void refresh(Analysis& analysis, const Node& statement) { analysis.use(range_name(*member(statement, "relation")), Access::alter); }

}  // namespace

Classifiers query_classifiers() {
  return {
      {"SelectStmt", {"select", query<QueryKind::select>}},
      {"InsertStmt", {"insert", query<QueryKind::modify>}},
      {"UpdateStmt", {"update", query<QueryKind::modify>}},
      {"DeleteStmt", {"delete", query<QueryKind::modify>}},
      {"MergeStmt", {"merge", query<QueryKind::modify>}},
      {"ExplainStmt", {"explain", inner_query}},
      {"PrepareStmt", {"prepare", inner_query}},
      {"ExecuteStmt", {"execute", execute}},
      {"DeclareCursorStmt", {"declare", inner_query}},
      {"CopyStmt", {"copy", copy}},
      {"LockStmt", {"lock", lock}},
      {"TruncateStmt", {"truncate", truncate}},
      {"RefreshMatViewStmt", {"refresh materialized view", refresh}},
  };
}

}  // namespace deed::sql
