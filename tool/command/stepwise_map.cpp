#include "command/stepwise_map.h"

#include <utility>

namespace deed::command {

StepwiseMap::StepwiseMap(std::string service, OwnershipMap others, AppliedSteps applied)
    : service_(std::move(service)), map_(std::move(others)), applied_(std::move(applied)), own_(applied_.fold()) {
  map_.of(service_) = own_;
}

ownership::RowDelta StepwiseMap::begin(const Revision& revision, const ParsedStep& step, bool last) {
  if (step.direction == Direction::upgrade) {
    after_ = applied_.fold_with(own_, revision, step);
  } else {
    // A half-done downgrade still counts as applied, so only its last step changes what is held.
    Holdings without = applied_.fold_without(revision.id);
    map_.of(service_) = ownership::during_downgrade(own_, without);
    after_ = last ? std::move(without) : own_;
  }
  return ownership::difference(to_rows(service_, own_), to_rows(service_, after_));
}

void StepwiseMap::finish(const Revision& revision, const ParsedStep& step, bool last) {
  own_ = after_;
  map_.of(service_) = own_;
  if (step.direction == Direction::upgrade) {
    applied_.add(revision, step);
  } else if (last) {
    applied_.remove(revision.id);
  }
}

}  // namespace deed::command
