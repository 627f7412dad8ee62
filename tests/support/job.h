#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/pod.h"

namespace deed::testing {

// What a Job comes to when a pod of it failed.
enum class PodVerdict { counts, does_not_count, fails_the_job };

// podFailurePolicy as the Job controller reads it: the first rule that fits decides; where none does, the failure counts.
PodVerdict verdict(const Manifest& job, int exit_code, bool disrupted);

struct JobResult {
  bool succeeded = false;
  // The Job's condition where it failed: PodFailurePolicy, BackoffLimitExceeded, DeadlineExceeded.
  std::string reason{};
  // One for each pod, in order.
  std::vector<ProcessResult> pods{};
};

// Runs a Job, or one index of an Indexed Job, as the controller does from its manifest: pods one after another, by backoffLimit,
// podFailurePolicy and activeDeadlineSeconds; only the pause between them, which grows from 10 s on, is left out. `meanwhile` is called
// after each pod's start, with its number from 1 on.
JobResult run_job(const Cluster& cluster, const Manifest& job, const std::function<void(int, Pod&)>& meanwhile = {},
                  std::optional<int> index = std::nullopt);

}  // namespace deed::testing
