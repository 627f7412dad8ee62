#include "command/failures.h"

#include <fmt/format.h>

#include <algorithm>

namespace deed::command {

std::optional<Error> Failures::attempt(const std::string& service, const std::function<void()>& part) {
  try {
    part();
    return std::nullopt;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted || error.kind() == ErrorKind::terminated) {
      throw;
    }
    log_.warning("deed.runner", fmt::format("{} failed: {}", service, error.text().what));
    errors_.emplace_back(service, error);
    return error;
  }
}

void Failures::rethrow() const {
  if (errors_.empty()) {
    return;
  }
  const auto first = std::min_element(errors_.begin(), errors_.end(), [](const auto& a, const auto& b) {
    return a.second.kind() != b.second.kind() && worst(a.second.kind(), b.second.kind()) == a.second.kind();
  });
  ErrorText text = first->second.text();
  for (const auto& [service, error] : errors_) {
    if (&error != &first->second) {
      text.details.push_back(fmt::format("also {}: {} ({})", service, error.text().what, static_cast<int>(error.kind())));
    }
  }
  throw Error(first->second.kind(), std::move(text));
}

}  // namespace deed::command
