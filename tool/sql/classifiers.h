#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/analysis.h"

namespace deed::sql {

// How one kind of statement is read: the kind's name ("create table"; classifiers that know better set it themselves), and the function.
struct Classifier {
  std::string kind;
  void (*classify)(Analysis& analysis, const Node& statement);
};

// By the name of the statement's node. Together they are every statement of the grammar that deed lets run.
using Classifiers = std::vector<std::pair<std::string_view, Classifier>>;

// SELECT, DML, cursors, PREPARE, EXPLAIN, LOCK, TRUNCATE
Classifiers query_classifiers();
// tables, sequences, views, indexes, triggers, rules, policies, statistics, and their upkeep
Classifiers table_classifiers();
// types, schemas, extensions, publications; DROP, RENAME, OWNER, SET SCHEMA, COMMENT, GRANT of anything
Classifiers object_classifiers();
// functions, procedures, aggregates, DO, CALL
Classifiers routine_classifiers();
// what is refused outright, and what needs no classification
Classifiers refusing_classifiers();

}  // namespace deed::sql
