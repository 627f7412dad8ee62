#pragma once

#include <string>

#include "base/log.h"
#include "base/trace_context.h"
#include "domain/run_figures.h"

namespace deed::report {

// Lines of the log, each with its newline; docs/formats.md lists the keys of JSON. Keys may be added, and are never renamed or dropped.

struct TextStyle {
  bool coloured = false;
  // Several services speak: each line says whose it is.
  bool attributed = false;
};

// "INFO  [deed.runner] message"
std::string log_text(const LogEvent& event, const TextStyle& style);

std::string log_json(const LogEvent& event, TimePoint time, const std::optional<TraceContext>& trace);

// How the run ended: the last line of a log in JSON.
std::string result_json(const RunResult& result, const std::optional<TraceContext>& trace);

}  // namespace deed::report
