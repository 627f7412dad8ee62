#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deed {

// Whose work a run is a part of (W3C Trace Context, the header and variable `traceparent`). Lower-case hex digits.
struct TraceContext {
  std::string trace_id;  // 32
  std::string span_id;   // 16: the caller's span
};

// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"; nothing for any text that the standard does not allow. Of a later version of
// the standard what this one knows.
std::optional<TraceContext> parse_traceparent(std::string_view text);

}  // namespace deed
