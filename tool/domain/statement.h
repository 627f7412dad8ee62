#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/source.h"
#include "domain/access.h"
#include "domain/object_name.h"

namespace deed {

// One statement as a file has it: its text without the semicolon, and where it begins.
struct SourceStatement {
  std::string text;
  Position position;
};

enum class NameForm {
  object,
  dependent,  // an index or the like: it belongs to a table which the text does not name
  type,       // where only a type can stand; it may be an extension's, which the text does not tell
};

// An object that a statement names, and how it is touched.
struct ObjectUse {
  WrittenName object;
  Access access = Access::read;
  NameForm form = NameForm::object;
  // Where it is named when not by the statement itself: "function body", "EXECUTE", ...
  std::string inside{};
  // By the statements before it, a temporary relation of the step has this name.
  bool temporary = false;
};

enum class ChangeKind { create, drop, rename, attach, detach };

// What a statement does to the set of existing names. The ownership fold reads nothing else of a statement.
struct NameChange {
  ChangeKind kind = ChangeKind::create;
  WrittenName object;
  // rename: the new name. create, attach, detach: the table it belongs to (an index's table, a partition's parent).
  std::optional<WrittenName> other{};
  // create: IF NOT EXISTS or OR REPLACE, so it may have stood there before.
  bool may_exist = false;
  // Of a temporary object, also where a later statement renames or drops it: nobody's, and gone with the session.
  bool temporary = false;
  // drop: takes dependents with it.
  bool cascade = false;
  // An index or the like, which is its table's and never claimed by itself.
  bool dependent = false;
  // Of a function: the types of its arguments, which tell overloads of one name apart. Nothing where the text does not say them.
  std::optional<std::string> signature{};
  // create table: the column names, for the `adopt` step.
  std::vector<std::string> columns{};
};

// A kind of statement that deed refuses to run at all, unless `[ownership] allow_kinds` names it.
struct OutrightRefusal {
  std::string kind;
  std::string why;
};

// Statements that run in an `autocommit` step: the closed list of those whose outcome can be examined after a crash.
enum class AutocommitAction { create_index, drop_index, reindex, detach_partition, add_enum_value, vacuum, analyze, cluster };

struct AutocommitTarget {
  AutocommitAction action = AutocommitAction::create_index;
  // The table, index or type that must be mine by OID before the statement runs.
  WrittenName object;
  bool object_is_index = false;
  // create_index: the index; add_enum_value: the label (as name); detach_partition: the partition.
  WrittenName part{};
  // CONCURRENTLY, VACUUM and the like: the server refuses it inside a transaction.
  bool outside_transaction = true;
  // create_index: functions, operators and types that the index's expressions name, without schemas. They run outside any guard.
  std::vector<std::string> calls{};
};

// The centre of deed: what one statement is and does, by its text alone. sql/ produces it; the static check, the fold, the plan and
// the runner read it.
struct Statement {
  std::string text;
  Position position;
  // "alter table", "create index": lower case, as allow_kinds names it; "unparsed" where the grammar could not read the text.
  std::string kind;
  // Of a DO: the kinds of the statements that run with it, as far as its text tells.
  std::set<std::string> inner_kinds{};
  std::vector<ObjectUse> uses{};
  std::vector<NameChange> changes{};
  // Why the text does not tell all that the statement touches (dynamic SQL, newer grammar, opaque language).
  std::optional<std::string> undecided{};
  std::optional<OutrightRefusal> refused{};
  // SET LOCAL search_path to constants: how the names of later statements of the step resolve.
  std::optional<SearchPath> search_path{};
  std::optional<AutocommitTarget> autocommit{};
};

}  // namespace deed
