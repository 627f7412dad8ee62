#include "report/log_line.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/service_figures.h"

namespace deed::report {

namespace {

// Of one message: a server may send what it likes.
constexpr std::size_t kLongest = 8000;

std::string_view label(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "DEBUG";
    case LogLevel::info: return "INFO ";
    case LogLevel::warning: return "WARN ";
  }
  return "";
}

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
  }
  return "";
}

void write_trace(JsonLine& json, const std::optional<TraceContext>& trace) {
  if (trace) {
    json.member("trace_id", trace->trace_id);
    json.member("span_id", trace->span_id);
  }
}

void write_duration(JsonLine& json, std::string_view key, const std::optional<Duration>& duration) {
  if (duration) {
    json.member(key, static_cast<std::int64_t>(duration->count()));
  }
}

void write_error(JsonLine& json, const ErrorText& error, const std::string& sqlstate) {
  json.name("error");
  json.object([&] {
    json.member("what", one_line(error.what, kLongest));
    json.given("where", one_line(error.where, kLongest));
    json.given("try", one_line(error.hint, kLongest));
    json.array("details", error.details, [&](const std::string& detail) { json.element(one_line(detail, kLongest)); });
    json.given("sqlstate", sqlstate);
  });
}

}  // namespace

std::string log_text(const LogEvent& event, const TextStyle& style) {
  const bool warns = style.coloured && event.level == LogLevel::warning;
  const bool says_whose = event.service.empty() || event.message.starts_with(event.service + ' ');
  std::string whose = style.attributed && !says_whose ? event.service : "";
  if (!event.tenant.empty()) {
    whose += (whose.empty() ? "" : "/") + one_line(event.tenant);
  }
  whose += whose.empty() ? "" : ": ";
  return fmt::format("{}{}{} [{}] {}{}\n", warns ? "\x1b[33m" : "", label(event.level), warns ? "\x1b[0m" : "", event.source, whose,
                     one_line(event.message, kLongest));
}

std::string log_json(const LogEvent& event, TimePoint time, const std::optional<TraceContext>& trace) {
  JsonLine json;
  json.object([&] {
    json.member("time", rfc3339(time));
    json.member("level", word(event.level));
    json.member("source", event.source);
    json.member("event", deed::word(event.event));
    json.member("message", one_line(event.message, kLongest));
    json.given("service", event.service);
    json.given("tenant", event.tenant);
    json.given("run_id", event.run_id);
    json.given("revision", event.revision);
    if (event.step > 0) {
      json.member("step", event.step);
      json.member("steps", event.steps);
    }
    json.given("statement", one_line(event.statement, kLongest));
    write_duration(json, "duration_ms", event.duration);
    json.given("sqlstate", event.sqlstate);
    write_duration(json, "lock_wait_ms", event.lock_wait);
    if (event.failure) {
      json.member("exit_code", static_cast<int>(*event.failure));
      json.member("class", exit_class(static_cast<int>(*event.failure)));
    }
    if (event.tenants) {
      json.name("tenants");
      write(json, *event.tenants);
    }
    write_trace(json, trace);
  });
  return json.take();
}

std::string result_json(const RunResult& result, const std::optional<TraceContext>& trace) {
  const std::string_view outcome = exit_class(result.exit_code);
  JsonLine json;
  json.object([&] {
    json.member("time", rfc3339(result.finished));
    json.member("level", result.exit_code > 1 ? "error" : "info");
    json.member("source", "deed");
    json.member("event", "result");
    json.member("message", result.error ? one_line(result.error->what, kLongest) : std::string(outcome));
    json.given("command", result.command);
    json.member("exit_code", result.exit_code);
    json.member("class", outcome);
    json.member("duration_ms", static_cast<std::int64_t>(result.duration.count()));
    json.array("services", result.services, [&](const ServiceFigures& figures) { write(json, figures); });
    if (result.error) {
      write_error(json, *result.error, result.sqlstate);
    }
    write_trace(json, trace);
  });
  return json.take();
}

}  // namespace deed::report
