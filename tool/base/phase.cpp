#include "base/phase.h"

#include <fmt/format.h>

#include <exception>

namespace deed {

Phase::Phase(Log& log, std::string_view name, LogEvent about)
    : log_(log), name_(name), about_(std::move(about)), begin_(std::chrono::steady_clock::now()) {}

Phase::~Phase() {
  try {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin_);
    about_.source = "deed.time";
    about_.event = Event::phase_done;
    about_.phase = name_;
    about_.took = took;
    about_.message = fmt::format("{:>9.3f} ms  {}", static_cast<double>(took.count()) / 1000, name_);
    log_.debug(std::move(about_));
  } catch (const std::exception&) {
    // A line less.
  }
}

}  // namespace deed
