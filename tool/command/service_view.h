#pragma once

#include <optional>
#include <set>
#include <string>

#include "command/applied_steps.h"
#include "command/invocation.h"
#include "ownership/desired_directives.h"

namespace deed::command {

// What the database says of ownership, as one service sees it, and what its deed.toml wants of it.
class ServiceView {
 public:
  // Throws Error(behind) where revisions are still to be applied, half-way, or a newer release's, and what upgrade would throw about a
  // strange history.
  ServiceView(const Service& service, StepLibrary library, postgres::Connection& live);

  const std::string& service() const { return service_.name(); }
  const config::ServiceConfig& config() const { return *service_.config; }
  const OwnershipMap& map() const { return map_; }

  // The owner when the next revision has run: what `owns` lists no longer is released, and neither compared nor dropped.
  std::optional<Owner> owner_to_be(const ObjectName& name) const;
  bool is_mine(const ObjectName& name) const;
  // By a directive that names it, while no revision creates it.
  bool only_claimed(const ObjectName& name) const { return own_.claimed_by_directive.contains(name); }
  // Of these schemas those that are the service's and not ignored.
  std::set<std::string> own_among(const std::set<std::string>& schemas) const;
  bool listed_as_own(const ObjectName& name) const;
  bool ignored(const ObjectName& name) const;

  const Holdings& holdings() const { return own_; }
  // The directives that lead to what deed.toml says: claims before the statements of a revision, shares from what they leave.
  std::vector<Directive> claims(const std::function<bool(const ObjectName&)>& will_be_created) const;
  std::vector<Directive> shares(const Holdings& left) const { return ownership::desired_shares(left, desired()); }

 private:
  ownership::DesiredOwnership desired() const;

  const Service& service_;
  Holdings own_;
  OwnershipMap map_;
  std::set<std::string> released_;
};

}  // namespace deed::command
