#include "command/stepwise_map.h"

#include <utility>

namespace deed::command {

StepwiseMap::StepwiseMap(std::string service, OwnershipMap others, AppliedSteps applied, Holdings own)
    : service_(std::move(service)), map_(std::move(others)), applied_(std::move(applied)), after_(std::move(own)) {
  map_.of(service_) = after_;
}

ownership::RowDelta StepwiseMap::begin(const Revision& revision, const ParsedStep& step, bool last) {
  Holdings& own = map_.of(service_);
  if (step.direction == Direction::upgrade) {
    applied_.fold_in(after_, revision, step);
    return ownership::difference(service_, own, after_);
  }
  // A half-done downgrade still counts as applied, so only its last step changes what is held.
  Holdings without = applied_.fold_without(revision.id);
  const Holdings before = std::exchange(own, ownership::during_downgrade(own, without));
  after_ = last ? std::move(without) : before;
  return ownership::difference(service_, before, after_);
}

void StepwiseMap::finish(const Revision& revision, const ParsedStep& step, bool last) {
  if (step.direction == Direction::upgrade) {
    // Not a copy of `after_`: a service with many objects would pay for all of them at each step.
    applied_.fold_in(map_.of(service_), revision, step);
    applied_.add(revision, step);
    return;
  }
  map_.of(service_) = after_;
  if (last) {
    applied_.remove(revision.id);
  }
}

}  // namespace deed::command
