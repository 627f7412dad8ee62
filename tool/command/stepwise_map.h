#pragma once

#include <string>

#include "command/applied_steps.h"
#include "domain/ownership.h"
#include "ownership/fold.h"

namespace deed::command {

// The ownership map while the steps of a plan run one after the other, of `upgrade` as of a script.
class StepwiseMap {
 public:
  // `others`: what the other services hold. `own`, the service's own part, is the fold of its applied steps.
  StepwiseMap(std::string service, OwnershipMap others, AppliedSteps applied, Holdings own);

  // As the step that begun() saw last is judged by: for a way down with what is the service's again below the revision.
  const OwnershipMap& map() const { return map_; }
  const AppliedSteps& applied() const { return applied_; }

  // A step is about to run; `last` of its revision. Returns how the service's stored rows change with it.
  ownership::RowDelta begin(const Revision& revision, const ParsedStep& step, bool last);
  // The step that began has run.
  void finish(const Revision& revision, const ParsedStep& step, bool last);

 private:
  std::string service_;
  OwnershipMap map_;
  AppliedSteps applied_;
  // What the service holds behind the step that began; between steps what the map says.
  Holdings after_;
};

}  // namespace deed::command
