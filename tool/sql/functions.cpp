#include "sql/functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/advisory_lock.h"
#include "domain/object_pattern.h"
#include "sql/builtin_names.h"

namespace deed::sql {

namespace {

// Functions whose effects no transaction holds back and no lock shows. A name ending in * stands for all that begin so.
constexpr std::array kOutsideTransaction = std::to_array<std::string_view>({"dblink*",
                                                                            "lo_*",
                                                                            "loread",
                                                                            "lowrite",
                                                                            "pg_copy_*_replication_slot",
                                                                            "pg_sync_replication_slots",
                                                                            "pg_advisory_unlock*",
                                                                            "pg_backup_*",
                                                                            "pg_cancel_backend",
                                                                            "pg_create_*",
                                                                            "pg_drop_replication_slot",
                                                                            "pg_export_snapshot",
                                                                            "pg_file_*",
                                                                            "pg_import_system_collations",
                                                                            "pg_log_backend_memory_contexts",
                                                                            "pg_logical_*",
                                                                            "pg_ls_*",
                                                                            "pg_notify",
                                                                            "pg_promote",
                                                                            "pg_read_*",
                                                                            "pg_reload_conf",
                                                                            "pg_replication_*",
                                                                            "pg_rotate_logfile",
                                                                            "pg_start_backup",
                                                                            "pg_stat_file",
                                                                            "pg_stat_reset*",
                                                                            "pg_stop_backup",
                                                                            "pg_switch_wal",
                                                                            "pg_terminate_backend",
                                                                            "pg_wal_replay_*"});

// Built-in functions that run or read what a string says.
constexpr std::array kRunText = std::to_array<std::string_view>(
    {"cursor_to_xml", "cursor_to_xmlschema", "database_to_xml", "database_to_xmlschema", "database_to_xml_and_xmlschema", "query_to_xml",
     "query_to_xmlschema", "query_to_xml_and_xmlschema", "schema_to_xml", "schema_to_xmlschema", "schema_to_xml_and_xmlschema",
     "table_to_xml", "table_to_xmlschema", "table_to_xml_and_xmlschema", "ts_rewrite", "ts_stat",
     // A type that a number names, with what it demands.
     "anyarray_in", "array_in", "array_recv", "domain_in", "domain_recv", "multirange_in", "multirange_recv", "pg_input_error_info",
     "pg_input_is_valid", "range_in", "range_recv", "record_in", "record_recv"});

// Built-in functions that change an index which a string names.
constexpr std::array kMaintainIndex = std::to_array<std::string_view>(
    {"brin_desummarize_range", "brin_summarize_new_values", "brin_summarize_range", "gin_clean_pending_list"});

// Settings that the run protocol, the guards and the history rely on.
constexpr std::array kGuardedSettings = std::to_array<std::string_view>({"role",
                                                                         "session_authorization",
                                                                         "search_path",
                                                                         "session_replication_role",
                                                                         "lock_timeout",
                                                                         "statement_timeout",
                                                                         "transaction_timeout",
                                                                         "idle_in_transaction_session_timeout",
                                                                         "idle_session_timeout",
                                                                         "client_connection_check_interval",
                                                                         "standard_conforming_strings",
                                                                         "client_encoding",
                                                                         "row_security",
                                                                         "default_transaction_isolation",
                                                                         "default_transaction_read_only",
                                                                         "default_transaction_deferrable",
                                                                         "transaction_isolation",
                                                                         "transaction_read_only",
                                                                         "transaction_deferrable",
                                                                         "track_counts",
                                                                         "application_name"});

bool outside_transaction(std::string_view name) {
  return std::any_of(kOutsideTransaction.begin(), kOutsideTransaction.end(),
                     [&](std::string_view pattern) { return matches_glob(pattern, name); });
}

std::optional<std::string> argument(const Node& call, std::size_t index) {
  const std::vector<const Node*> arguments = list(call, "args");
  return index < arguments.size() ? constant_string(*arguments[index]) : std::nullopt;
}

bool is_true(const Node& call, std::size_t index) {
  const std::vector<const Node*> arguments = list(call, "args");
  const Node* constant = index < arguments.size() ? unwrapped(*arguments[index], "A_Const") : nullptr;
  const Node* value = constant == nullptr ? nullptr : member(*constant, "boolval");
  return value != nullptr && flag(*value, "boolval");
}

// nextval(pg_get_serial_sequence('table', 'column')): the sequence is the table's.
std::optional<WrittenName> serial_table(const Node& call) {
  const std::vector<const Node*> arguments = list(call, "args");
  const Node* inner = arguments.empty() ? nullptr : arguments.front();
  while (inner != nullptr && unwrapped(*inner, "TypeCast") != nullptr) {
    inner = member(*unwrapped(*inner, "TypeCast"), "arg");
  }
  const Node* function = inner == nullptr ? nullptr : unwrapped(*inner, "FuncCall");
  if (function == nullptr) {
    return std::nullopt;
  }
  const WrittenName name = name_of(ObjectKind::function, names(*function, "funcname"));
  const std::optional<std::string> table = argument(*function, 0);
  const bool serial = name.name == "pg_get_serial_sequence" && (name.schema.empty() || name.schema == "pg_catalog");
  return serial && table ? relation_in_string(*table) : std::nullopt;
}

// The keys of the runner lock and of the lock under which deed's own tables are made.
void advisory_lock(Analysis& analysis, const Node& call, std::string_view name) {
  const std::vector<const Node*> arguments = list(call, "args");
  const Node* constant = arguments.size() == 2 ? unwrapped(*arguments.front(), "A_Const") : nullptr;
  const Node* number = constant == nullptr ? nullptr : member(*constant, "ival");
  if (number != nullptr && member(*number, "ival") != nullptr && member(*number, "ival")->GetInt64() == kLockClass) {
    analysis.refuse(std::string(name), fmt::format("Advisory locks of class {} are deed's own.", kLockClass));
  }
}

void sequence_call(Analysis& analysis, const Node& call, std::string_view name) {
  const bool stored = analysis.evaluation == Evaluation::stored;
  const Access access = stored ? Access::reference : name == "currval" ? Access::read : Access::write;
  const std::optional<std::string> constant = argument(call, 0);
  const std::optional<WrittenName> sequence = constant ? relation_in_string(*constant) : serial_table(call);
  if (sequence) {
    analysis.use(*sequence, access);
  } else if (access == Access::write && analysis.runs()) {
    analysis.refuse(std::string(name), fmt::format("{}() of a sequence that only the server knows: no rollback takes it back.", name));
  } else {
    analysis.undecided(fmt::format("{}() of a sequence that only the server knows", name));
  }
}

void set_config(Analysis& analysis, const Node& call) {
  const std::optional<std::string> setting = argument(call, 0);
  if (!setting || is_guarded_setting(*setting)) {
    analysis.refuse("set_config", fmt::format("It changes {}, which deed relies on.",
                                              setting ? "the setting '" + *setting + "'" : "a setting that only the server knows"));
  } else if (!is_true(call, 2)) {
    analysis.refuse("set", "It would outlast the step, and a later run without it would end differently; let the third argument be true.");
  }
}

void maintain_index(Analysis& analysis, const Node& call, std::string_view name) {
  const std::optional<std::string> constant = argument(call, 0);
  if (const std::optional<WrittenName> index = constant ? relation_in_string(*constant) : std::nullopt) {
    analysis.use(*index, Access::alter, NameForm::dependent);
  } else {
    analysis.undecided(fmt::format("{}() of an index that only the server knows", name));
  }
}

}  // namespace

bool is_guarded_setting(std::string_view name) {
  return std::find(kGuardedSettings.begin(), kGuardedSettings.end(), to_lower(name)) != kGuardedSettings.end();
}

std::optional<std::string> constant_string(const Node& node) {
  if (const Node* constant = unwrapped(node, "A_Const")) {
    const Node* string = member(*constant, "sval");
    return string == nullptr ? std::nullopt : std::optional(std::string(text(*string, "sval")));
  }
  if (const Node* cast = unwrapped(node, "TypeCast")) {
    const Node* inner = member(*cast, "arg");
    return inner == nullptr ? std::nullopt : constant_string(*inner);
  }
  return std::nullopt;
}

std::optional<SearchPath> constant_search_path(const Node& set) {
  if (to_lower(text(set, "name")) != "search_path" || text(set, "kind") != "VAR_SET_VALUE") {
    return std::nullopt;
  }
  SearchPath path;
  for (const Node* argument : list(set, "args")) {
    const std::optional<std::string> schema = constant_string(*argument);
    if (!schema) {
      return std::nullopt;
    }
    path.push_back(*schema);
  }
  return path;
}

std::optional<WrittenName> relation_in_string(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9') || text.find('*') != std::string_view::npos ||
      text.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<ObjectPattern> pattern = read_object_pattern(text, "").pattern;
  return pattern ? std::optional(WrittenName{ObjectKind::relation, pattern->schema.text, pattern->name.text}) : std::nullopt;
}

void use_operator(Analysis& analysis, const std::vector<std::string>& parts) {
  const WrittenName name = name_of(ObjectKind::operator_, parts);
  if (name.name.empty() || (name.schema.empty() ? is_builtin_operator(name.name) : is_system_schema(name.schema))) {
    return;
  }
  const bool now = analysis.evaluation == Evaluation::now;
  analysis.use(name, now ? Access::read : Access::reference);
  if (now && analysis.runs()) {
    analysis.undecided(fmt::format("what operator {} does cannot be seen from here", name.name));
  }
}

bool call(Analysis& analysis, const Node& function_call) {
  const WrittenName function = name_of(ObjectKind::function, names(function_call, "funcname"));
  const bool in_catalog = function.schema == "pg_catalog";
  const std::string& name = function.name;
  // dblink is an extension and may live in any schema.
  // A function that is only made may notify once the application calls it.
  const bool notifies_later = name == "pg_notify" && !analysis.runs();
  if (outside_transaction(name) && !notifies_later && (is_builtin_function(name) || name.starts_with("dblink"))) {
    analysis.refuse(name, fmt::format("{}() has effects outside the transaction.", name));
    return false;
  }
  if (is_builtin_function(name) && (function.schema.empty() || in_catalog)) {
    if (name == "nextval" || name == "setval" || name == "currval") {
      sequence_call(analysis, function_call, name);
      return argument(function_call, 0).has_value() || serial_table(function_call).has_value();
    }
    if (name.starts_with("pg_advisory_") || name.starts_with("pg_try_advisory_")) {
      advisory_lock(analysis, function_call, name);
    }
    if (name == "set_config") {
      set_config(analysis, function_call);
    } else if (std::find(kMaintainIndex.begin(), kMaintainIndex.end(), name) != kMaintainIndex.end()) {
      maintain_index(analysis, function_call, name);
    } else if (std::find(kRunText.begin(), kRunText.end(), name) != kRunText.end()) {
      analysis.undecided(fmt::format("{}() runs text that only the server knows", name));
    }
    return false;
  }
  if (in_catalog || function.schema == "information_schema") {
    return false;
  }
  const bool now = analysis.evaluation == Evaluation::now;
  analysis.use(function, now ? Access::read : Access::reference);
  if (now && analysis.runs()) {
    analysis.undecided(
        fmt::format("what function {} does cannot be seen from here", to_string(WrittenName{ObjectKind::relation, function.schema, name})));
  }
  return false;
}

}  // namespace deed::sql
