#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "command/service.h"
#include "history/state.h"
#include "postgres/connection.h"

namespace deed::command {

// A revision of another service that is needed and not applied.
struct UnmetDependency {
  std::string revision;
  RevisionRef dependency;
  // "not applied", "half-done", "has no history here".
  std::string why;
};

// The version tables of the other services, by service.
std::map<std::string, std::string> tables_of_others(const history::State& state, const Service& service);

// What of a revision's `Depends On` other services' histories do not have; read-only, without any lock.
std::vector<UnmetDependency> unmet_dependencies(postgres::Connection& connection, const std::map<std::string, std::string>& tables,
                                                const Service& service, const Revision& revision);

// An upgrade that waited in vain (exit 79).
class UnmetError : public Error {
 public:
  UnmetError(ErrorText text, std::vector<UnmetDependency> unmet)
      : Error(ErrorKind::wait_timeout, std::move(text)), unmet_(std::move(unmet)) {}

  const std::vector<UnmetDependency>& unmet() const { return unmet_; }

 private:
  std::vector<UnmetDependency> unmet_;
};
UnmetError unmet_error(const std::vector<UnmetDependency>& unmet, const Service& service);

// Throws Error(graph) where applied revisions of other services depend on one of these: taking it away would break them.
void refuse_to_break_others(postgres::Connection& connection, const std::map<std::string, std::string>& tables, const Service& service,
                            const std::vector<std::string>& revisions);

// Applied revisions of other services that depend on one of these.
std::vector<std::string> dependents_elsewhere(postgres::Connection& connection, const std::map<std::string, std::string>& tables,
                                              const Service& service, const std::vector<std::string>& revisions);

}  // namespace deed::command
