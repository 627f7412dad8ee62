#include "report/metrics_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <vector>

#include "base/text.h"

namespace deed::report {

namespace {

constexpr std::string_view kRunSuccess = "deed_run_last_success_timestamp_seconds";
constexpr std::string_view kServiceSuccess = "deed_service_last_success_timestamp_seconds";

std::string label_value(std::string_view text) {
  std::string value = replace_all(std::string(text), "\\", "\\\\");
  value = replace_all(std::move(value), "\"", "\\\"");
  return replace_all(std::move(value), "\n", "\\n");
}

double seconds(Duration duration) { return static_cast<double>(duration.count()) / 1000; }
double seconds(TimePoint time) { return seconds(std::chrono::duration_cast<Duration>(time.time_since_epoch())); }

class Metrics {
 public:
  void describe(std::string_view name, std::string_view help) { text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name, help); }
  void add(std::string_view name, double value) { text_ += fmt::format("{} {}\n", name, value); }
  void add(std::string_view name, int value) { text_ += fmt::format("{} {}\n", name, value); }
  void add(std::string_view name, std::string_view service, double value) {
    text_ += fmt::format("{}{{service=\"{}\"}} {}\n", name, label_value(service), value);
  }
  void add(std::string_view name, std::string_view service, std::string_view outcome, std::size_t value) {
    text_ += fmt::format("{}{{service=\"{}\",outcome=\"{}\"}} {}\n", name, label_value(service), outcome, value);
  }
  void add_line(std::string_view line) { text_ += line; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

struct ServiceMetric {
  std::string_view name;
  std::string_view help;
  std::function<double(const ServiceFigures&)> value;
};

const std::vector<ServiceMetric>& service_metrics() {
  static const std::vector<ServiceMetric> all{
      {"deed_service_exit_code", "Exit code of the service's part of the last run.", [](const auto& s) { return s.exit_code; }},
      {"deed_service_skipped", "Whether a failure of another service kept this one from its end.",
       [](const auto& s) { return s.state == ServiceFigures::State::skipped ? 1 : 0; }},
      {"deed_service_duration_seconds", "How long the service's part of the last run took.",
       [](const auto& s) { return seconds(s.duration); }},
      {"deed_service_revisions", "Revisions that the last run applied or took back.",
       [](const auto& s) { return static_cast<double>(s.revisions); }},
      {"deed_service_steps", "Steps that the last run completed.", [](const auto& s) { return static_cast<double>(s.steps); }},
      {"deed_service_retries", "Tries of a step in the last run that others' locks, deadlocks or serialization failures ended.",
       [](const auto& s) { return static_cast<double>(s.retries); }},
      {"deed_service_lock_wait_seconds", "How long others' locks and other runners held the last run up.",
       [](const auto& s) { return seconds(s.lock_wait); }},
  };
  return all;
}

// By outcome, of which there are four: a series for each of a thousand tenants would be a burden to whoever keeps them.
void add_tenants(Metrics& metrics, const std::vector<ServiceFigures>& services) {
  constexpr std::string_view name = "deed_service_tenants";
  const auto has_tenants = [](const ServiceFigures& figures) { return figures.tenants.has_value(); };
  if (std::none_of(services.begin(), services.end(), has_tenants)) {
    return;
  }
  metrics.describe(name, "Tenants of the service by what the last run did for them.");
  for (const ServiceFigures& figures : services) {
    if (figures.tenants) {
      metrics.add(name, figures.service, "done", figures.tenants->done);
      metrics.add(name, figures.service, "nothing_to_do", figures.tenants->nothing_to_do);
      metrics.add(name, figures.service, "failed", figures.tenants->failed);
      metrics.add(name, figures.service, "not_reached", figures.tenants->not_reached);
    }
  }
}

// "name 12.5" or "name{service="api"} 12.5"
void read_line(std::string_view line, LastSuccess& times) {
  std::string_view service;
  std::string_view rest;
  if (const std::string start = fmt::format("{}{{service=\"", kServiceSuccess); line.starts_with(start)) {
    const std::string_view behind = line.substr(start.size());
    const std::size_t end = behind.find("\"} ");
    if (end == 0 || end == std::string_view::npos) {
      return;
    }
    service = behind.substr(0, end);
    rest = behind.substr(end + 3);
  } else if (line.starts_with(fmt::format("{} ", kRunSuccess))) {
    rest = line.substr(kRunSuccess.size() + 1);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (!rest.empty() && error == std::errc() && end == rest.data() + rest.size() && value > 0) {
    times[std::string(service)] = value;
  }
}

void write_success(Metrics& metrics, const LastSuccess& times) {
  // The run's own comes first.
  std::string_view described;
  for (const auto& [service, time] : times) {
    const std::string_view name = service.empty() ? kRunSuccess : kServiceSuccess;
    if (name != described) {
      metrics.describe(name,
                       service.empty() ? "When a run last ended with exit code 0." : "When the service's part of a run last ended well.");
      described = name;
    }
    service.empty() ? metrics.add(name, time) : metrics.add(name, service, time);
  }
}

}  // namespace

LastSuccess last_success(std::string_view metrics) {
  LastSuccess times;
  for (const std::string_view line : split_lines(metrics)) {
    read_line(line, times);
  }
  return times;
}

std::string metrics_text(const RunResult& result, LastSuccess before) {
  Metrics metrics;
  metrics.describe("deed_run_info", "The last run.");
  metrics.add_line(
      fmt::format("deed_run_info{{command=\"{}\",version=\"{}\"}} 1\n", label_value(result.command), label_value(result.deed_version)));
  metrics.describe("deed_run_exit_code", "Exit code of the last run.");
  metrics.add("deed_run_exit_code", result.exit_code);
  metrics.describe("deed_run_duration_seconds", "How long the last run took.");
  metrics.add("deed_run_duration_seconds", seconds(result.duration));
  metrics.describe("deed_run_end_timestamp_seconds", "When the last run ended.");
  metrics.add("deed_run_end_timestamp_seconds", seconds(result.finished));
  for (const ServiceMetric& metric : result.services.empty() ? std::vector<ServiceMetric>{} : service_metrics()) {
    metrics.describe(metric.name, metric.help);
    for (const ServiceFigures& figures : result.services) {
      metrics.add(metric.name, figures.service, metric.value(figures));
    }
  }
  add_tenants(metrics, result.services);
  if (result.exit_code == 0) {
    before[""] = seconds(result.finished);
  }
  for (const ServiceFigures& figures : result.services) {
    if (figures.state == ServiceFigures::State::done && figures.exit_code == 0) {
      before[figures.service] = seconds(result.finished);
    }
  }
  write_success(metrics, before);
  return metrics.text();
}

}  // namespace deed::report
