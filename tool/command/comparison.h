#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command/service.h"
#include "domain/operation.h"
#include "revisions/writer.h"

namespace deed::command {

struct ComparisonRequest {
  std::vector<DeclaredRename> renames{};
  // Asks a person whether a pair is one object under a new name; empty where nobody is there to answer.
  std::function<bool(const PossibleRename&)> is_renamed{};
  // A model without any object: everything the service owns shall go.
  bool allow_empty_model = false;
  // What the model declares and stands there already, as nobody's, becomes the service's: in an `adopt` step.
  bool adopt = false;
  // Warns where the session could do anything to other services' objects; not of a scratch database.
  bool tell_role = false;
  // The database is a scratch one, to which the revisions led.
  bool of_history = false;
};

// What leads from the database to the model and to what deed.toml says of ownership: the content of a revision, not yet written.
struct Comparison {
  std::vector<revisions::NewStep> upgrade{};
  std::vector<revisions::NewStep> downgrade{};
  // Revisions of other services that make what the upgrade uses, or use what it takes away.
  std::vector<RevisionRef> depends_on{};
  // A line for each difference.
  std::vector<std::string> differences{};
  // What a person should know before the revision runs.
  std::vector<std::string> warnings{};
  // Dropped and added pairs that look like one renamed.
  std::vector<PossibleRename> possible_renames{};

  bool empty() const { return upgrade.empty(); }
};

// What a model is compared with: the database, or what the revisions of the workspace make of an empty one.
enum class Against { database, history };

// Compares the service's model with its own objects in the database. Others' objects are neither read nor touched. Throws
// Error(behind) where revisions are still to be applied, Error(config) for what the model must not or cannot say,
// Error(refused_by_static_check) where it needs what another service has not shared.
Comparison compare_with_model(Invocation& invocation, const config::Workspace& workspace, const Service& service,
                              const ComparisonRequest& request);
// The same with what the revisions make; nothing but a scratch server is connected to.
Comparison compare_history_with_model(Invocation& invocation, const config::Workspace& workspace, const Service& service,
                                      const ComparisonRequest& request);

}  // namespace deed::command
