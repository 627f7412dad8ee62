#include "base/trace_context.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace deed {

namespace {

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text, std::size_t length) {
  return is_hex(text, length) && text.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-');
  if (parts.size() < 4 || !is_hex(parts[0], 2) || parts[0] == "ff" || (parts[0] == "00" && parts.size() > 4)) {
    return std::nullopt;
  }
  if (!is_id(parts[1], 32) || !is_id(parts[2], 16) || !is_hex(parts[3], 2)) {
    return std::nullopt;
  }
  return TraceContext{std::string(parts[1]), std::string(parts[2])};
}

}  // namespace deed
