#include "command/service_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "command/plan_check.h"

namespace deed::command {

namespace {

bool any_matches(const std::vector<config::Placed<ObjectPattern>>& patterns, const ObjectName& name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.value.matches(name); });
}

}  // namespace

ServiceView::ServiceView(Invocation& invocation, const Service& service, postgres::Connection& live) : service_(service) {
  const history::State state = history::read_state(live, version_table(*service.config), service.name());
  const History history = state.history();
  refuse_strange_history(service, history, invocation.log);
  for (const Revision& revision : service.graph.revisions()) {
    if (!history.applied(revision.id)) {
      throw Error(ErrorKind::behind, {.what = "Target database is not up to date.",
                                      .where = fmt::format("revision {} is not applied", revision.id),
                                      .hint = fmt::format("deed -s {} upgrade heads", service.name())});
    }
  }
  StepLibrary library;
  own_ = AppliedSteps(service, history, library, live).fold();
  map_ = database_map(service, state, own_);
  for (const Directive& directive : directives([](const ObjectName&) { return false; })) {
    if (directive.kind == DirectiveKind::release) {
      released_.insert(to_string(directive.object));
    }
  }
}

std::optional<Owner> ServiceView::owner_to_be(const ObjectName& name) const {
  std::optional<Owner> owner = map_.owner(name);
  if (owner && owner->service == service() && released_.contains(owner->by)) {
    owner.reset();
  }
  return owner;
}

bool ServiceView::is_mine(const ObjectName& name) const {
  const std::optional<Owner> owner = owner_to_be(name);
  return owner && owner->service == service();
}

bool ServiceView::listed_as_own(const ObjectName& name) const { return any_matches(config().ownership.owns, name); }

bool ServiceView::ignored(const ObjectName& name) const { return any_matches(config().autogenerate.ignore, name); }

std::vector<Directive> ServiceView::directives(const std::function<bool(const ObjectName&)>& will_be_created) const {
  return ownership::desired_directives(own_, desired(), will_be_created);
}

ownership::DesiredOwnership ServiceView::desired() const {
  ownership::DesiredOwnership desired;
  for (const auto& owned : config().ownership.owns) {
    desired.owns.push_back(owned.value);
  }
  for (const auto& share : config().ownership.shares) {
    desired.shares.push_back(share.value);
  }
  return desired;
}

}  // namespace deed::command
