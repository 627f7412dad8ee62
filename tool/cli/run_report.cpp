#include "cli/run_report.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/descriptor.h"
#include "base/files.h"
#include "base/replace_file.h"
#include "base/text.h"
#include "report/metrics_text.h"
#include "report/termination_message.h"

namespace deed::cli {

namespace {

constexpr const char* kSource = "deed.report";
constexpr const char* kKubernetesTerminationLog = "/dev/termination-log";

std::optional<std::string> variable(const config::Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::nullopt : std::optional(found->second);
}

// The parser refuses an option in the place of another one's value, so whatever looks like one of these is one.
std::optional<std::string> option_value(const std::vector<std::string>& words, std::string_view name) {
  std::optional<std::string> value;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i] == name && i + 1 < words.size()) {
      value = words[i + 1];
    } else if (words[i].starts_with(fmt::format("{}=", name))) {
      value = words[i].substr(name.size() + 1);
    }
  }
  return value;
}

std::optional<std::filesystem::path> termination_log(const std::vector<std::string>& words, const config::Environment& environment) {
  std::optional<std::string> path = option_value(words, "--termination-log");
  path = path ? path : variable(environment, "DEED_TERMINATION_LOG");
  if (path) {
    return path->empty() ? std::nullopt : std::optional<std::filesystem::path>(*path);
  }
  const bool made = environment.contains("KUBERNETES_SERVICE_HOST") && ::access(kKubernetesTerminationLog, W_OK) == 0;
  return made ? std::optional<std::filesystem::path>(kKubernetesTerminationLog) : std::nullopt;
}

// In place: Kubernetes has mounted the file, and reads that one. Never waits for the reader of a pipe.
void overwrite(const std::filesystem::path& path, std::string_view text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644));
  if (!file.valid() || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw Error(ErrorKind::local_io, {.what = std::strerror(errno), .where = path.string()});
  }
}

// The times of what went well before; none where there is no such file yet.
report::LastSuccess earlier_success(const std::filesystem::path& path) {
  return file_kind(path) == FileKind::regular ? report::last_success(read_file(path, ErrorKind::local_io)) : report::LastSuccess{};
}

}  // namespace

ReportTargets report_targets(const std::vector<std::string>& words, const config::Environment& environment) {
  ReportTargets targets{.termination_log = termination_log(words, environment)};
  targets.log_format = option_value(words, "--log-format") == "json" ? LogFormat::json : LogFormat::text;
  if (const std::optional<std::string> path = option_value(words, "--metrics-file"); path && !path->empty()) {
    targets.metrics_file = *path;
  }
  return targets;
}

RunReport::RunReport(const std::vector<std::string>& words, const config::Environment& environment, std::string version, Console& console)
    : targets_(report_targets(words, environment)),
      traceparent_(variable(environment, "TRACEPARENT").value_or("")),
      trace_(parse_traceparent(traceparent_)),
      version_(std::move(version)),
      console_(console) {
  console_.set_log_format(targets_.log_format, trace_);
}

void RunReport::write(const LogEvent& event) {
  {
    const std::lock_guard lock(mutex_);
    figures_.add(event);
  }
  console_.write(event);
}

void RunReport::tell_trace() {
  if (trace_) {
    debug({.source = "deed.trace", .event = Event::trace, .message = fmt::format("Part of trace {}", trace_->trace_id)});
  } else if (!traceparent_.empty()) {
    warning({.source = "deed.trace", .event = Event::trace, .message = "TRACEPARENT is no W3C trace context, and is not used"});
  }
}

std::vector<ServiceFigures> RunReport::services() {
  const std::lock_guard lock(mutex_);
  return figures_.services();
}

int RunReport::finish(int exit_code) { return end({.exit_code = exit_code, .error = found_}); }

int RunReport::fail(const Error& error) {
  return end({.exit_code = static_cast<int>(error.kind()), .error = error.text(), .sqlstate = error.sqlstate()});
}

int RunReport::end(RunResult result) {
  result.command = command_;
  result.deed_version = version_;
  result.finished = std::chrono::system_clock::now();
  result.duration = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
  result.services = figures_.finished(result.exit_code, result.duration);
  write_files(result);
  console_.end(result);
  return result.exit_code;
}

// The run's own end counts more than that it cannot be told here.
void RunReport::write_files(const RunResult& result) {
  const auto attempt = [&](std::string_view what, const auto& writing) {
    try {
      writing();
    } catch (const Error& error) {
      console_.warning({.source = kSource,
                        .message = fmt::format("{} could not be written: {} ({})", what, error.text().what, one_line(error.text().where))});
    }
  };
  if (targets_.termination_log && result.exit_code != 0) {
    attempt("The termination message", [&] { overwrite(*targets_.termination_log, report::termination_message(result)); });
  }
  if (targets_.metrics_file) {
    attempt("The metrics", [&] {
      const std::filesystem::path& path = *targets_.metrics_file;
      replace_file(path, report::metrics_text(result, earlier_success(path)));
    });
  }
}

}  // namespace deed::cli
