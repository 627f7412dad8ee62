#include "command/failures.h"

#include <fmt/format.h>

#include <algorithm>

namespace deed::command {

bool is_signal(const Error& error) { return error.kind() == ErrorKind::interrupted || error.kind() == ErrorKind::terminated; }

std::optional<Error> Failures::attempt(const std::string& service, const std::function<void()>& part) {
  try {
    part();
    return std::nullopt;
  } catch (const Error& error) {
    if (is_signal(error)) {
      throw;
    }
    add(service, error);
    return error;
  }
}

void Failures::add(const std::string& service, const Error& error, std::optional<Duration> took) {
  log_.warning({.source = "deed.runner",
                .event = Event::service_failed,
                .message = fmt::format("{} failed: {}", service, error.text().what),
                .service = service,
                .sqlstate = error.sqlstate(),
                .duration = took,
                .failure = error.kind(),
                .reason = error.text().what});
  errors_.emplace_back(service, error);
}

void Failures::skip(const std::string& service, const Error& error, Duration took) {
  log_.warning({.source = "deed.runner",
                .event = Event::service_skipped,
                .message = fmt::format("{} is skipped: {}", service, error.text().what),
                .service = service,
                .duration = took,
                .failure = error.kind(),
                .reason = error.text().what});
  skipped_.emplace_back(service, error);
}

bool Failures::has(const std::string& service) const {
  return std::any_of(errors_.begin(), errors_.end(), [&](const auto& entry) { return entry.first == service; });
}

std::optional<Error> Failures::summary() const {
  if (errors_.empty()) {
    return std::nullopt;
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
  for (const auto& [service, error] : skipped_) {
    text.details.push_back(fmt::format("skipped {}: {}", service, error.text().what));
  }
  return Error(first->second.kind(), std::move(text)).with_sqlstate(first->second.sqlstate());
}

void Failures::rethrow() const {
  if (const std::optional<Error> all = summary()) {
    throw *all;
  }
}

}  // namespace deed::command
