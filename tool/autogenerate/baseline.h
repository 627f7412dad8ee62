#pragma once

#include <set>
#include <string>
#include <vector>

#include "autogenerate/generate.h"

namespace deed::autogenerate {

// What is of an object that stands there before the service owns it, and is not as the model says.
struct BaselineDifference {
  Operation operation;
  // The adopt step compares columns: it will not adopt a table with other ones.
  bool refused_by_adopt = false;
};

// How a service comes to own what stands there already.
struct Baseline {
  // Makes all that is adopted where nothing of it exists: the statements of one `adopt` step.
  std::vector<Operation> adopt{};
  // What leads on from there to the whole model.
  Draft rest{};
  std::vector<BaselineDifference> differences{};
};

// Pure. `model` is the whole one; `standing` what is there of it, owned or not; `adopted` names what stands there and is nobody's.
// What an adopted table needs of the model and is nowhere (an enum, a sequence) goes with it; a foreign key of it to what is made
// afterwards comes with that.
Baseline generate_baseline(const Schema& model, const Schema& standing, const std::set<ObjectName>& adopted, const Options& options);

}  // namespace deed::autogenerate
