#include "domain/repeat_progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed {

namespace {

constexpr Duration kMostSeldom{60'000};

}  // namespace

std::optional<std::string> RepeatProgress::add(std::int64_t rows, Duration elapsed) {
  ++iterations_;
  rows_ += rows;
  if (elapsed < next_) {
    return std::nullopt;
  }
  pause_ = std::min(pause_ * 2, kMostSeldom);
  next_ = elapsed + pause_;
  return text(elapsed);
}

std::optional<std::string> RepeatProgress::total(Duration elapsed) const {
  return iterations_ + iterations_before_ == 0 ? std::nullopt : std::optional(text(elapsed));
}

std::string RepeatProgress::text(Duration elapsed) const {
  const std::int64_t milliseconds = std::max<std::int64_t>(elapsed.count(), 1);
  std::string text =
      fmt::format("{} rows in {}, {} rows/s, {}", with_commas(rows_), count_of(static_cast<std::size_t>(iterations_), "iteration"),
                  with_commas(rows_ * 1000 / milliseconds), roughly(elapsed));
  if (iterations_before_ > 0) {
    text +=
        fmt::format("; with earlier runs {} rows in {} iterations", with_commas(rows_ + rows_before_), iterations_ + iterations_before_);
  }
  return text;
}

}  // namespace deed
