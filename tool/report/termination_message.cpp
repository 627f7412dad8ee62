#include "report/termination_message.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::report {

namespace {

// Of the parts that are not left out, so that each of the three has its place.
constexpr std::size_t kLongestPart = 1200;

std::string shortened(const std::string& text) {
  return text.size() <= kLongestPart ? text : std::string(clip(text, kLongestPart)) + " ...";
}

}  // namespace

std::string termination_message(const RunResult& result) {
  const std::string first = fmt::format("exit {}, {}\n", result.exit_code, exit_class(result.exit_code));
  if (!result.error) {
    return first;
  }
  ErrorText text = *result.error;
  text.what = shortened(text.what);
  text.where = shortened(text.where);
  text.hint = shortened(text.hint);
  std::string message = first + to_string(text) + '\n';
  while (message.size() > kLongestTermination && !text.details.empty()) {
    text.details.pop_back();
    message = first + to_string(text) + '\n';
  }
  // Spelling out what nobody shall obey makes a text longer.
  return std::string(clip(message, kLongestTermination));
}

}  // namespace deed::report
