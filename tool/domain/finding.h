#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/source.h"

namespace deed {

enum class Severity { warning, error };

std::string_view word(Severity severity);

// Something that a check found. `review` reports them all; a command that has to act turns the first error into an Error.
struct Finding {
  // The name of the rule, as in docs/review.md: "foreign-object".
  std::string rule;
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
  std::vector<std::string> details{};
};

bool any_error(const std::vector<Finding>& findings);

// An Error that stops one file, for those who go on with the others.
Finding finding_of(const Error& error, std::string rule, std::string service);

// One Error for all findings of severity error, of which there must be one: the first in full, the others as details.
Error to_error(const std::vector<Finding>& findings);

}  // namespace deed
