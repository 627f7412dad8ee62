#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "base/log.h"

namespace deed {

// A part of a command's time, from its construction to the end of its scope, however that ends: a line of the time line that -v tells.
class Phase {
 public:
  // `name`: a text that stays, such as "connect". `about`: whose time it is (service, revision, step), which the line says too.
  Phase(Log& log, std::string_view name, LogEvent about = {});
  ~Phase();
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  Log& log_;
  std::string_view name_;
  LogEvent about_;
  std::chrono::steady_clock::time_point begin_;
};

// Phases that follow one another; the last one ends with this.
class Phases {
 public:
  explicit Phases(Log& log, LogEvent about = {}) : log_(log), about_(std::move(about)) {}

  void next(std::string_view name) {
    now_.reset();
    now_.emplace(log_, name, about_);
  }

 private:
  Log& log_;
  LogEvent about_;
  std::optional<Phase> now_;
};

// What the work returns; its time is the phase's.
template <typename Work>
auto in_phase(Log& log, std::string_view name, Work&& work) {
  const Phase phase(log, name);
  return std::forward<Work>(work)();
}

}  // namespace deed
