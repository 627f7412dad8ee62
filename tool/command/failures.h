#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log.h"

namespace deed::command {

// Whether somebody asked to stop, which ends everything.
bool is_signal(const Error& error);

// What failed of a command that is about several services: one failure does not stop the others.
class Failures {
 public:
  explicit Failures(Log& log) : log_(log) {}

  // Runs the service's part. A failure is told, kept and returned, but for a signal, which ends everything.
  std::optional<Error> attempt(const std::string& service, const std::function<void()>& part);
  // Tells and keeps a failure.
  void add(const std::string& service, const Error& error, std::optional<Duration> took = {});
  // The same of a service that another one's failure keeps from its end: it is no failure by itself.
  void skip(const std::string& service, const Error& error, Duration took);

  bool has(const std::string& service) const;
  bool any() const { return !errors_.empty(); }
  // One Error for all, of the worst kind; nothing for none.
  std::optional<Error> summary() const;
  // Throws it, if there is any.
  void rethrow() const;

 private:
  Log& log_;
  std::vector<std::pair<std::string, Error>> errors_;
  std::vector<std::pair<std::string, Error>> skipped_;
};

}  // namespace deed::command
