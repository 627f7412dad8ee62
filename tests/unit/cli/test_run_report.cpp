#include <catch2/catch.hpp>

#include "cli/run_report.h"

using deed::cli::LogFormat;
using deed::cli::report_targets;

TEST_CASE("where the end of a run is told is known before the command line is understood") {
  const auto targets = report_targets({"no-such-command", "--log-format", "json", "--metrics-file=m.prom", "--termination-log", "t"}, {});
  CHECK(targets.log_format == LogFormat::json);
  CHECK(targets.metrics_file == "m.prom");
  CHECK(targets.termination_log == "t");
  CHECK(report_targets({"upgrade", "--", "--log-format", "json"}, {}).log_format == LogFormat::text);
  CHECK(report_targets({"--log-format=json", "--log-format", "text"}, {}).log_format == LogFormat::text);
}

TEST_CASE("the termination message has an option, a variable, and a place of its own in Kubernetes only") {
  CHECK_FALSE(report_targets({}, {}).termination_log);
  CHECK(report_targets({}, {{"DEED_TERMINATION_LOG", "v"}}).termination_log == "v");
  CHECK(report_targets({"--termination-log", "o"}, {{"DEED_TERMINATION_LOG", "v"}}).termination_log == "o");
  CHECK_FALSE(report_targets({}, {{"DEED_TERMINATION_LOG", ""}, {"KUBERNETES_SERVICE_HOST", "10.0.0.1"}}).termination_log);
}
