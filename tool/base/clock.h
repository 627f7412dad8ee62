#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace deed {

using TimePoint = std::chrono::system_clock::time_point;
using Duration = std::chrono::milliseconds;

// "2026-11-21 10:12:00+00:00": the Create Date of a revision, always UTC.
std::string create_date(TimePoint time);

// "2026-11-21T10:12:00.123Z": RFC 3339, UTC, milliseconds.
std::string rfc3339(TimePoint time);

// The parts that a file_template may name, UTC: {year} {month} {day} {hour} {minute} {second}.
struct CalendarTime {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};
CalendarTime calendar_time(TimePoint time);

// "50ms", "2s", "10m", "1h", "0"; nothing for any other text. A number needs its unit, except 0.
std::optional<Duration> parse_duration(std::string_view text);
std::string to_string(Duration duration);
// For people: "850ms", "12s", "4m 12s", "3h 4m".
std::string roughly(Duration elapsed);

// Until when something may take; a monotonic clock, so that a wrong or changed time of day does not matter.
class Deadline {
 public:
  explicit Deadline(Duration from_now) : end_(std::chrono::steady_clock::now() + from_now) {}

  bool passed() const { return std::chrono::steady_clock::now() >= end_; }
  Duration left() const;

 private:
  std::chrono::steady_clock::time_point end_;
};

// When somebody who waits is told that it goes on: after 5 s, 15 s, 30 s, a minute, and then each minute. `elapsed` of the wait so far; the
// next moment after it.
Duration next_sign_of_life(Duration elapsed);

// Growing waits with jitter between tries, so that many waiters do not come back together.
class Backoff {
 public:
  Backoff(Duration first, Duration longest) : next_(first), longest_(longest) {}

  // Between half and all of a wait that doubles up to the longest.
  Duration next();

 private:
  Duration next_;
  Duration longest_;
};

}  // namespace deed
