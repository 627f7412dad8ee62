#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log.h"

namespace deed::command {

// What failed of a command that is about several services: one failure does not stop the others.
class Failures {
 public:
  explicit Failures(Log& log) : log_(log) {}

  // Runs the service's part. A failure is told, kept and returned, but for a signal, which ends everything.
  std::optional<Error> attempt(const std::string& service, const std::function<void()>& part);
  bool any() const { return !errors_.empty(); }
  // Throws one Error for all, of the worst kind, if there is any.
  void rethrow() const;

 private:
  Log& log_;
  std::vector<std::pair<std::string, Error>> errors_;
};

}  // namespace deed::command
