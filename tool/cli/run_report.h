#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/trace_context.h"
#include "cli/console.h"
#include "config/variables.h"

namespace deed::cli {

// Where the end of a run is told, beside the exit code.
struct ReportTargets {
  LogFormat log_format = LogFormat::text;
  std::optional<std::filesystem::path> termination_log{};
  std::optional<std::filesystem::path> metrics_file{};
};

// From the words as they are, as a command line that cannot be understood is told in the same way. Without --termination-log it is
// DEED_TERMINATION_LOG; in a container of Kubernetes, where that has made one, /dev/termination-log. An empty variable means none.
ReportTargets report_targets(const std::vector<std::string>& words, const config::Environment& environment);

// What a run tells, on its way to the console, and how it ended, for people and machines: log, termination message, metrics.
class RunReport : public Log {
 public:
  RunReport(const std::vector<std::string>& words, const config::Environment& environment, std::string version, Console& console);

  void write(const LogEvent& event) override;
  void set_command(const std::string& command) { command_ = command; }
  const std::optional<TraceContext>& trace() const { return trace_; }
  // The trace that the run is a part of, if any.
  void tell_trace();
  // What was told so far, of each service.
  std::vector<ServiceFigures> services();

  // What a run that ends with 1 has found, as the end is going to say.
  void found(ErrorText what) { found_ = std::move(what); }

  // Tells how the run ended, and returns its exit code. What cannot be written then is a warning.
  int finish(int exit_code);
  int fail(const Error& error);

 private:
  int end(RunResult result);
  void write_files(const RunResult& result);

  ReportTargets targets_;
  std::string traceparent_;
  std::optional<TraceContext> trace_;
  std::string version_;
  Console& console_;
  std::string command_{};
  std::optional<ErrorText> found_{};
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  RunFigures figures_;
};

}  // namespace deed::cli
