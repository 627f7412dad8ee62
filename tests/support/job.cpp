#include "support/job.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace deed::testing {

namespace {

bool fits(const Manifest& rule, int exit_code, bool disrupted) {
  const Manifest codes = rule.at("/onExitCodes");
  if (codes.exists()) {
    const std::vector<int> values = codes.at("/values").numbers();
    const bool listed = std::find(values.begin(), values.end(), exit_code) != values.end();
    return listed == (codes.at("/operator").text() == "In");
  }
  const std::vector<Manifest> conditions = rule.at("/onPodConditions").items();
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const Manifest& condition) { return condition.at("/type").text() == "DisruptionTarget" && disrupted; });
}

}  // namespace

PodVerdict verdict(const Manifest& job, int exit_code, bool disrupted) {
  for (const Manifest& rule : job.at("/spec/podFailurePolicy/rules").items()) {
    if (!fits(rule, exit_code, disrupted)) {
      continue;
    }
    const std::string action = rule.at("/action").text();
    if (action == "Ignore") {
      return PodVerdict::does_not_count;
    }
    return action == "Count" ? PodVerdict::counts : PodVerdict::fails_the_job;
  }
  return PodVerdict::counts;
}

JobResult run_job(const Cluster& cluster, const Manifest& job, const std::function<void(int, Pod&)>& meanwhile, std::optional<int> index) {
  const Manifest limit = job.at(index ? "/spec/backoffLimitPerIndex" : "/spec/backoffLimit");
  const Deadline deadline(Duration(1000 * job.at("/spec/activeDeadlineSeconds").number()));
  JobResult result;
  int failures = 0;
  while (true) {
    Pod pod(cluster, job.pod(), job.pod().at("/containers/0"), index);
    if (meanwhile) {
      meanwhile(static_cast<int>(result.pods.size()) + 1, pod);
    }
    while (pod.running() && !deadline.passed()) {
      std::this_thread::sleep_for(Duration(5));
    }
    const bool late = pod.running();
    if (late) {
      pod.stop();
    }
    result.pods.push_back(pod.wait());
    const int code = result.pods.back().exit_code;
    result.succeeded = code == 0 && !late;
    if (result.succeeded) {
      return result;
    }
    const PodVerdict decided = verdict(job, code, pod.disrupted());
    failures += decided == PodVerdict::counts ? 1 : 0;
    if (late) {
      result.reason = "DeadlineExceeded";
    } else if (decided == PodVerdict::fails_the_job) {
      result.reason = "PodFailurePolicy";
    } else if (failures > limit.number()) {
      result.reason = "BackoffLimitExceeded";
    }
    if (!result.reason.empty()) {
      return result;
    }
  }
}

}  // namespace deed::testing
