#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command/service.h"
#include "command/step_library.h"
#include "domain/history.h"
#include "history/state.h"
#include "ownership/fold.h"
#include "postgres/connection.h"

namespace deed::command {

// Revisions of a history that are `wanted`, in canonical order: what they need first, ties by id.
std::vector<std::string> in_canonical_order(const History& history, const std::function<bool(const std::string&)>& wanted);

// The applied steps of a service in canonical order: what its holdings are the fold of.
class AppliedSteps {
 public:
  // By the files alone: the history must have no revision without a file.
  AppliedSteps(const Service& service, const History& history, StepLibrary& library);
  // By the files; of revisions without a file, by the text that the history kept, which is then read from the database.
  AppliedSteps(const Service& service, const History& history, StepLibrary& library, postgres::Connection& connection);

  Holdings fold() const;
  // The fold without one revision: what leaving it means.
  Holdings fold_without(const std::string& revision) const;
  // Makes of the fold the one with one more step of a revision.
  void fold_in(Holdings& now, const Revision& revision, const ParsedStep& step) const;

  void add(const Revision& revision, const ParsedStep& step);
  void remove(const std::string& revision);

 private:
  // Where a step of the revision belongs: behind every step of a revision that comes before, in canonical order, or is this one.
  std::vector<ownership::AppliedStep>::const_iterator place_of(const Revision& revision) const;

  const Service* service_;
  std::vector<ownership::AppliedStep> steps_;
};

// The map of a database as a run of this service sees it: stored rows for the others, the fold for its own.
// Throws Error(contradiction) where the stored rows of the service are not what the fold says.
OwnershipMap database_map(const Service& service, const history::State& state, const Holdings& own);

// What looks and changes nothing goes on without rows that deed cannot have written.
void warn_of_malformed_rows(const history::State& state, Log& log);

}  // namespace deed::command
