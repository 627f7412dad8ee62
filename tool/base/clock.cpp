#include "base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <random>
#include <utility>

namespace deed {

using namespace std::chrono;

CalendarTime calendar_time(TimePoint time) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  return {static_cast<int>(date.year()),           static_cast<unsigned>(date.month()),       static_cast<unsigned>(date.day()),
          static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count())};
}

std::string create_date(TimePoint time) {
  const CalendarTime t = calendar_time(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}+00:00", t.year, t.month, t.day, t.hour, t.minute, t.second);
}

std::string rfc3339(TimePoint time) {
  const CalendarTime t = calendar_time(time);
  const auto milliseconds = floor<std::chrono::milliseconds>(time - floor<seconds>(time)).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.year, t.month, t.day, t.hour, t.minute, t.second, milliseconds);
}

namespace {

constexpr std::array<std::pair<std::string_view, long>, 5> kUnits{
    {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  // A billion of the largest unit still fits; more is a typing error.
  if (error != std::errc() || number < 0 || number > 1'000'000'000) {
    return std::nullopt;
  }
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty() && number == 0) {
    return Duration(0);
  }
  for (const auto& [name, milliseconds] : kUnits) {
    if (unit == name) {
      return Duration(number * milliseconds);
    }
  }
  return std::nullopt;
}

std::string to_string(Duration duration) {
  const long count = duration.count();
  if (count == 0) {
    return "0s";
  }
  for (auto it = kUnits.rbegin(); it != kUnits.rend(); ++it) {
    if (count % it->second == 0) {
      return fmt::format("{}{}", count / it->second, it->first);
    }
  }
  return fmt::format("{}ms", count);
}

std::string roughly(Duration elapsed) {
  const std::int64_t seconds = elapsed.count() / 1000;
  if (seconds == 0) {
    return fmt::format("{}ms", elapsed.count());
  }
  if (seconds < 60) {
    return fmt::format("{}s", seconds);
  }
  return seconds < 3600 ? fmt::format("{}m {}s", seconds / 60, seconds % 60) : fmt::format("{}h {}m", seconds / 3600, seconds / 60 % 60);
}

Duration next_sign_of_life(Duration elapsed) {
  constexpr Duration kMinute(60'000);
  for (const Duration early : {Duration(5'000), Duration(15'000), Duration(30'000)}) {
    if (elapsed < early) {
      return early;
    }
  }
  return (elapsed / kMinute + 1) * kMinute;
}

Duration Deadline::left() const {
  const auto left = duration_cast<Duration>(end_ - steady_clock::now());
  return std::max(left, Duration(0));
}

Duration Backoff::next() {
  thread_local std::minstd_rand random{std::random_device{}()};
  const Duration wait = next_;
  next_ = std::min(next_ * 2, longest_);
  return Duration(std::uniform_int_distribution<long>(wait.count() / 2, wait.count())(random));
}

}  // namespace deed
