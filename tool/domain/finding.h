#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/source.h"

namespace deed {

// note: nothing is wrong, but somebody should know.
enum class Severity { note, warning, error };

std::string_view word(Severity severity);

// What a finding is an instance of; docs/review.md has a section on each under the same name.
enum class Rule {
  foreign_object,
  deed_table,
  system_object,
  refused_kind,
  autocommit_statement,
  undecided_statement,
  owner_unknown,
  unnamed_creation,
  left_transaction,
  lost_runner_lock,
  double_claim,
  missing_depends_on,
  missing_dependency,
  dependency_cycle,
  revision_graph,
  revision_file,
  edited_revision,
  ownership_change,
};

// "foreign-object"
std::string_view word(Rule rule);
// One sentence: what an instance of it is.
std::string_view summary(Rule rule);
// All of them, in the order of the documentation.
const std::vector<Rule>& rules();

// Something that a check found. `review` reports them all; a command that has to act turns the first error into an Error.
struct Finding {
  Rule rule = Rule::foreign_object;
  Severity severity = Severity::error;
  // The exit code of an upgrade that it stops.
  ErrorKind kind = ErrorKind::graph;
  std::string message;
  Location location{};
  // Where the place is known only as text.
  std::string where{};
  std::string hint{};
  std::string service{};
  std::string revision{};
  // Of the history's row that it is about; 0 for none.
  std::int64_t position = 0;
  std::vector<std::string> details{};
};

bool any_error(const std::vector<Finding>& findings);

// An Error that stops one file, for those who go on with the others.
Finding finding_of(const Error& error, Rule rule, std::string service);

// One Error for all findings of severity error, of which there must be one: the first in full, the others as details.
Error to_error(const std::vector<Finding>& findings);

}  // namespace deed
