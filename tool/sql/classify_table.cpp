// Tables, sequences, views, indexes, triggers, rules, policies, statistics, and their upkeep.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "base/identifier.h"
#include "base/text.h"
#include "sql/builtin_names.h"
#include "sql/classifiers.h"
#include "sql/named_objects.h"

namespace deed::sql {

namespace {

// The name that PostgreSQL makes up for a sequence or index of a table, by the rule of its makeObjectName(): table_column_label, or
// table_label without a column. Where that is too long, the longer of the two names is cut, and none inside a character.
std::string made_up_name(const std::string& table, std::string_view column, std::string_view label) {
  const std::size_t underscores = column.empty() ? 1 : 2;
  const std::size_t room = kLongestIdentifier - label.size() - underscores;
  std::size_t of_table = table.size();
  std::size_t of_column = column.size();
  while (of_table + of_column > room) {
    --(of_table > of_column ? of_table : of_column);
  }
  const std::string_view cut = clip(table, of_table);
  return column.empty() ? fmt::format("{}_{}", cut, label) : fmt::format("{}_{}_{}", cut, clip(column, of_column), label);
}

// An index or sequence that comes with a table.
void implicit_dependent(Analysis& analysis, const WrittenName& table, const std::string& name) {
  analysis.change({.kind = ChangeKind::create, .object = {ObjectKind::relation, table.schema, name}, .other = table, .dependent = true});
}

std::string made_up_sequence(const WrittenName& table, std::string_view column) { return made_up_name(table.name, column, "seq"); }

bool is_serial(const Node& column) {
  const Node* type = member(column, "typeName");
  const std::vector<std::string> parts = type == nullptr ? std::vector<std::string>{} : names(*type, "names");
  return parts.size() == 1 && parts[0].find("serial") != std::string::npos;
}

// GENERATED ... AS IDENTITY (SEQUENCE NAME s): the grammar of PostgreSQL's own dumps.
std::optional<std::string> identity_sequence(const Node& constraint) {
  for (const Node* wrapped : list(constraint, "options")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const Node* argument = member(option, "arg");
    if (text(option, "defname") == "sequence_name" && argument != nullptr) {
      const std::vector<std::string> parts = names(*unwrapped(*argument, "List"), "items");
      return parts.empty() ? std::nullopt : std::optional(parts.back());
    }
  }
  return std::nullopt;
}

// Indexes and sequences that come with a constraint or column.
void constraint_dependents(Analysis& analysis, const WrittenName& table, const Node& constraint, const std::string& column) {
  const std::string_view type = text(constraint, "contype");
  const std::string name(text(constraint, "conname"));
  if (type == "CONSTR_IDENTITY") {
    implicit_dependent(analysis, table, identity_sequence(constraint).value_or(made_up_sequence(table, column)));
  } else if (type == "CONSTR_PRIMARY" || type == "CONSTR_UNIQUE" || type == "CONSTR_EXCLUSION") {
    if (!name.empty()) {
      implicit_dependent(analysis, table, name);
    } else if (type == "CONSTR_PRIMARY") {
      implicit_dependent(analysis, table, made_up_name(table.name, "", "pkey"));
    } else if (!column.empty()) {
      implicit_dependent(analysis, table, made_up_name(table.name, column, "key"));
    }
  }
}

void element_dependents(Analysis& analysis, const WrittenName& table, const Node& element) {
  if (const Node* constraint = unwrapped(element, "Constraint")) {
    constraint_dependents(analysis, table, *constraint, "");
  } else if (const Node* column = unwrapped(element, "ColumnDef")) {
    const std::string name(text(*column, "colname"));
    if (is_serial(*column)) {
      implicit_dependent(analysis, table, made_up_sequence(table, name));
    }
    for (const Node* wrapped : list(*column, "constraints")) {
      if (const Node* inner = unwrapped(*wrapped, "Constraint")) {
        constraint_dependents(analysis, table, *inner, name);
      }
    }
  }
}

// None where LIKE has others.
std::vector<std::string> column_names(const std::vector<const Node*>& elements) {
  std::vector<std::string> names;
  for (const Node* element : elements) {
    if (unwrapped(*element, "TableLikeClause") != nullptr) {
      return {};
    }
    if (const Node* column = unwrapped(*element, "ColumnDef")) {
      names.emplace_back(text(*column, "colname"));
    }
  }
  return names;
}

bool calls_function(const Node& node) {
  if (node.IsArray()) {
    return std::any_of(node.Begin(), node.End(), [](const Node& element) { return calls_function(element); });
  }
  return node.IsObject() && std::any_of(node.MemberBegin(), node.MemberEnd(), [](const auto& entry) {
           return std::string_view(entry.name.GetString()) == "FuncCall" || calls_function(entry.value);
         });
}

// What a partition's bound calls stands in no definition afterwards.
void partition_bound(Analysis& analysis, const Node& bound) {
  if (calls_function(bound)) {
    analysis.undecided("a partition's bound that calls a function runs it, and nothing tells of it afterwards");
  }
  walk_stored(analysis, bound);
}

void create_table(Analysis& analysis, const Node& statement) {
  const Node& relation = *member(statement, "relation");
  NameChange change{.kind = ChangeKind::create,
                    .object = range_name(relation),
                    .may_exist = flag(statement, "if_not_exists"),
                    .temporary = is_temporary(relation)};
  const std::vector<const Node*> parents = list(statement, "inhRelations");
  for (const Node* parent : parents) {
    analysis.use(range_name(*unwrapped(*parent, "RangeVar")), Access::alter);
  }
  const std::vector<const Node*> elements = list(statement, "tableElts");
  if (member(statement, "partbound") != nullptr && !parents.empty()) {
    change.other = range_name(*unwrapped(*parents.front(), "RangeVar"));
  } else {
    change.columns = column_names(elements);
  }
  analysis.change(change);
  for (const Node* element : elements) {
    element_dependents(analysis, change.object, *element);
  }
  for (const char* part : {"tableElts", "ofTypename", "constraints", "partspec"}) {
    if (const Node* node = member(statement, part)) {
      walk_stored(analysis, *node);
    }
  }
  if (const Node* bound = member(statement, "partbound")) {
    partition_bound(analysis, *bound);
  }
}

void create_table_as(Analysis& analysis, const Node& statement) {
  const Node& into = *member(statement, "into");
  const Node& relation = *member(into, "rel");
  analysis.kind(text(statement, "objtype") == "OBJECT_MATVIEW" ? "create materialized view" : "create table as");
  analysis.change({.kind = ChangeKind::create,
                   .object = range_name(relation),
                   .may_exist = flag(statement, "if_not_exists"),
                   .temporary = is_temporary(relation)});
  const Analysis::Inside scope(analysis, "", true);
  classify(analysis, *member(statement, "query"));
}

void partition_command(Analysis& analysis, const WrittenName& parent, const Node& command, bool of_index) {
  const std::string_view subtype = text(command, "subtype");
  const Node& partition_command = *unwrapped(*member(command, "def"), "PartitionCmd");
  const Node* range = member(partition_command, "name");
  if (range == nullptr) {
    return;
  }
  if (const Node* bound = member(partition_command, "bound")) {
    partition_bound(analysis, *bound);
  }
  const WrittenName partition = range_name(*range);
  analysis.use(partition, Access::alter, form_of(of_index));
  if (of_index) {
    return;
  }
  analysis.change(
      {.kind = subtype == "AT_AttachPartition" ? ChangeKind::attach : ChangeKind::detach, .object = partition, .other = parent});
  if (flag(partition_command, "concurrent")) {
    analysis.autocommit({.action = AutocommitAction::detach_partition, .object = parent, .part = partition});
  }
}

void alter_command(Analysis& analysis, const WrittenName& table, const Node& command, std::string_view object_type) {
  const std::string_view subtype = text(command, "subtype");
  const Node* definition = member(command, "def");
  if (definition == nullptr) {
    return;
  }
  if (subtype == "AT_AttachPartition" || subtype == "AT_DetachPartition" || subtype == "AT_DetachPartitionFinalize") {
    partition_command(analysis, table, command, object_type == "OBJECT_INDEX");
    return;
  }
  if (subtype == "AT_AddInherit" || subtype == "AT_DropInherit") {
    const WrittenName parent = range_name(*unwrapped(*definition, "RangeVar"));
    analysis.use(parent, subtype == "AT_AddInherit" ? Access::alter : Access::read);
    return;
  }
  if (subtype == "AT_AddColumn" || subtype == "AT_AddConstraint") {
    element_dependents(analysis, table, *definition);
  } else if (subtype == "AT_AddIdentity") {
    const Node* identity = unwrapped(*definition, "Constraint");
    const std::optional<std::string> named = identity == nullptr ? std::nullopt : identity_sequence(*identity);
    implicit_dependent(analysis, table, named.value_or(made_up_sequence(table, text(command, "name"))));
  }
  walk_stored(analysis, *definition);
}

void alter_table(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "objtype");
  const WrittenName table = range_name(*member(statement, "relation"));
  analysis.kind("alter " + object_word(type));
  analysis.use(table, Access::alter, form_of(type == "OBJECT_INDEX"));
  for (const Node* wrapped : list(statement, "cmds")) {
    alter_command(analysis, table, *unwrapped(*wrapped, "AlterTableCmd"), type);
  }
}

// What the grammar calls by other words: operators of BETWEEN and of CASE with an argument, and functions written as fields of a row.
void collect_hidden_calls(const Node& node, std::set<std::string>& calls) {
  if (const Node* between = member(node, "name"); between != nullptr && between->IsArray()) {
    if (name_of(ObjectKind::function, names(node, "name")).name.find("BETWEEN") != std::string::npos) {
      calls.insert({"<", "<=", ">", ">="});
    }
  }
  if (const Node* branch = unwrapped(node, "CaseExpr"); branch != nullptr && member(*branch, "arg") != nullptr) {
    calls.insert("=");
  }
  for (const char* key : {"fields", "indirection"}) {
    const Node* value = member(node, key);
    const std::vector<std::string> parts = value != nullptr && value->IsArray() ? names(node, key) : std::vector<std::string>{};
    if (!parts.empty() && (parts.size() > 1 || std::string_view(key) == "indirection")) {
      calls.insert(parts.back());
    }
  }
}

// The last name parts of all functions, operators and types in an expression. A function that is not built in leaves open what it does.
void collect_calls(Analysis& analysis, const Node& node, std::set<std::string>& calls) {
  if (node.IsArray()) {
    for (const Node& element : node.GetArray()) {
      collect_calls(analysis, element, calls);
    }
  }
  if (!node.IsObject()) {
    return;
  }
  collect_hidden_calls(node, calls);
  for (const char* key : {"funcname", "names", "name"}) {
    if (const Node* value = member(node, key); value != nullptr && value->IsArray()) {
      const WrittenName name = name_of(ObjectKind::function, names(node, key));
      calls.insert(name.name);
      const bool builtin = is_builtin_function(name.name) && (name.schema.empty() || name.schema == "pg_catalog");
      if (std::string_view(key) == "funcname" && !builtin) {
        analysis.undecided(fmt::format("building the index runs function {}", name.name));
      }
    }
  }
  for (const auto& [name, value] : node.GetObject()) {
    collect_calls(analysis, value, calls);
  }
}

void create_index(Analysis& analysis, const Node& statement) {
  const WrittenName table = range_name(*member(statement, "relation"));
  const std::string name(text(statement, "idxname"));
  const bool may_exist = flag(statement, "if_not_exists");
  analysis.use(table, Access::alter);
  const WrittenName index{ObjectKind::relation, table.schema, name};
  if (!name.empty()) {
    analysis.change({.kind = ChangeKind::create, .object = index, .other = table, .may_exist = may_exist, .dependent = true});
  }
  const bool concurrently = flag(statement, "concurrent");
  std::set<std::string> calls;
  for (const char* part : {"indexParams", "indexIncludingParams", "whereClause"}) {
    if (const Node* node = member(statement, part)) {
      walk_stored(analysis, *node);
      // Outside of a transaction no guard sees what the index's expressions do.
      if (concurrently) {
        collect_calls(analysis, *node, calls);
      }
    }
  }
  if (concurrently) {
    analysis.autocommit({.action = AutocommitAction::create_index, .object = table, .part = index, .calls = {calls.begin(), calls.end()}});
  }
}

// OWNED BY table.column, from the options of CREATE and ALTER SEQUENCE.
void sequence_owner(Analysis& analysis, const WrittenName& sequence, const Node& statement) {
  for (const Node* wrapped : list(statement, "options")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const Node* argument = member(option, "arg");
    if (text(option, "defname") != "owned_by" || argument == nullptr) {
      continue;
    }
    std::vector<std::string> parts = names(*unwrapped(*argument, "List"), "items");
    if (parts.size() < 2) {  // OWNED BY NONE
      analysis.change({.kind = ChangeKind::detach, .object = sequence});
      continue;
    }
    parts.pop_back();
    const WrittenName table = name_of(ObjectKind::relation, parts);
    analysis.use(table, Access::alter);
    analysis.change({.kind = ChangeKind::attach, .object = sequence, .other = table});
  }
}

void create_sequence(Analysis& analysis, const Node& statement) {
  const Node& range = *member(statement, "sequence");
  const WrittenName sequence = range_name(range);
  analysis.change(
      {.kind = ChangeKind::create, .object = sequence, .may_exist = flag(statement, "if_not_exists"), .temporary = is_temporary(range)});
  sequence_owner(analysis, sequence, statement);
}

void alter_sequence(Analysis& analysis, const Node& statement) {
  const WrittenName sequence = range_name(*member(statement, "sequence"));
  analysis.use(sequence, Access::alter);
  sequence_owner(analysis, sequence, statement);
}

void create_view(Analysis& analysis, const Node& statement) {
  const Node& view = *member(statement, "view");
  analysis.change(
      {.kind = ChangeKind::create, .object = range_name(view), .may_exist = flag(statement, "replace"), .temporary = is_temporary(view)});
  walk_stored(analysis, *member(statement, "query"));
}

void create_trigger(Analysis& analysis, const Node& statement) {
  analysis.use(range_name(*member(statement, "relation")), Access::alter);
  const WrittenName function = name_of(ObjectKind::function, names(statement, "funcname"));
  if (!(function.schema == "pg_catalog" || (function.schema.empty() && is_builtin_function(function.name)))) {
    analysis.use(function, Access::reference);
  }
  if (const Node* constrained = member(statement, "constrrel")) {
    analysis.use(range_name(*constrained), Access::reference);
  }
  if (const Node* when = member(statement, "whenClause")) {
    walk_stored(analysis, *when);
  }
}

void create_rule(Analysis& analysis, const Node& statement) {
  analysis.use(range_name(*member(statement, "relation")), Access::alter);
  if (const Node* condition = member(statement, "whereClause")) {
    walk_stored(analysis, *condition);
  }
  const Evaluation before = std::exchange(analysis.evaluation, Evaluation::stored);
  const Analysis::Inside scope(analysis, "", false);
  for (const Node* action : list(statement, "actions")) {
    classify(analysis, *action);
  }
  analysis.evaluation = before;
}

void policy(Analysis& analysis, const Node& statement) {
  analysis.use(range_name(*member(statement, "table")), Access::alter);
  for (const char* part : {"qual", "with_check"}) {
    if (const Node* node = member(statement, part)) {
      walk_stored(analysis, *node);
    }
  }
}

void create_statistics(Analysis& analysis, const Node& statement) {
  const std::vector<std::string> parts = names(statement, "defnames");
  if (!parts.empty()) {
    analysis.change(
        {.kind = ChangeKind::create, .object = name_of(ObjectKind::statistics, parts), .may_exist = flag(statement, "if_not_exists")});
  }
  for (const Node* relation : list(statement, "relations")) {
    if (const Node* range = unwrapped(*relation, "RangeVar")) {
      analysis.use(range_name(*range), Access::alter);
    }
  }
  if (const Node* expressions = member(statement, "exprs")) {
    walk_stored(analysis, *expressions);
  }
}

void alter_statistics(Analysis& analysis, const Node& statement) {
  analysis.use(name_of(ObjectKind::statistics, names(statement, "defnames")), Access::alter);
}

void refuse_without_list(Analysis& analysis, const std::string& kind) {
  analysis.refuse(kind, "Without a table it works on every table of the database, also on other services' ones.");
}

void cluster(Analysis& analysis, const Node& statement) {
  const Node* relation = member(statement, "relation");
  if (relation == nullptr) {
    refuse_without_list(analysis, "cluster");
    return;
  }
  analysis.use(range_name(*relation), Access::alter);
  analysis.autocommit({.action = AutocommitAction::cluster, .object = range_name(*relation), .outside_transaction = false});
}

void vacuum(Analysis& analysis, const Node& statement) {
  const bool is_vacuum = flag(statement, "is_vacuumcmd");
  analysis.kind(is_vacuum ? "vacuum" : "analyze");
  const std::vector<const Node*> relations = list(statement, "rels");
  if (relations.empty()) {
    refuse_without_list(analysis, is_vacuum ? "vacuum" : "analyze");
    return;
  }
  for (const Node* wrapped : relations) {
    analysis.use(range_name(*member(*unwrapped(*wrapped, "VacuumRelation"), "relation")), Access::alter);
  }
  if (relations.size() == 1) {
    const WrittenName table = range_name(*member(*unwrapped(*relations.front(), "VacuumRelation"), "relation"));
    analysis.autocommit(
        {.action = is_vacuum ? AutocommitAction::vacuum : AutocommitAction::analyze, .object = table, .outside_transaction = is_vacuum});
  }
}

void reindex(Analysis& analysis, const Node& statement) {
  const Node* relation = member(statement, "relation");
  if (relation == nullptr) {
    analysis.refuse("reindex", "It rebuilds the indexes of a whole schema or database, also those of other services.");
    return;
  }
  const bool of_index = text(statement, "kind") == "REINDEX_OBJECT_INDEX";
  analysis.use(range_name(*relation), Access::alter, form_of(of_index));
  bool concurrently = false;
  for (const Node* wrapped : list(statement, "params")) {
    concurrently = concurrently || text(*unwrapped(*wrapped, "DefElem"), "defname") == "concurrently";
  }
  if (concurrently) {
    analysis.autocommit({.action = AutocommitAction::reindex, .object = range_name(*relation), .object_is_index = of_index});
  }
}

}  // namespace

Classifiers table_classifiers() {
  return {
      {"CreateStmt", {"create table", create_table}},
      {"CreateTableAsStmt", {"create table as", create_table_as}},
      {"AlterTableStmt", {"alter table", alter_table}},
      {"IndexStmt", {"create index", create_index}},
      {"CreateSeqStmt", {"create sequence", create_sequence}},
      {"AlterSeqStmt", {"alter sequence", alter_sequence}},
      {"ViewStmt", {"create view", create_view}},
      {"CreateTrigStmt", {"create trigger", create_trigger}},
      {"RuleStmt", {"create rule", create_rule}},
      {"CreatePolicyStmt", {"create policy", policy}},
      {"AlterPolicyStmt", {"alter policy", policy}},
      {"CreateStatsStmt", {"create statistics", create_statistics}},
      {"AlterStatsStmt", {"alter statistics", alter_statistics}},
      {"ClusterStmt", {"cluster", cluster}},
      {"VacuumStmt", {"vacuum", vacuum}},
      {"ReindexStmt", {"reindex", reindex}},
  };
}

}  // namespace deed::sql
