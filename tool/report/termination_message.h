#pragma once

#include <cstddef>
#include <string>

#include "domain/run_figures.h"

namespace deed::report {

// What Kubernetes keeps of a container's end, at most.
inline constexpr std::size_t kLongestTermination = 4096;

// The end of a run that did not end with 0, for who looks at the pod and not at its log: the exit code with its class, then the error.
// Details go first where it would be too long.
std::string termination_message(const RunResult& result);

}  // namespace deed::report
