#include "command/service_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "command/strange_history.h"

namespace deed::command {

namespace {

bool any_matches(const std::vector<config::Placed<ObjectPattern>>& patterns, const ObjectName& name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.value.matches(name); });
}

Error cannot_compare(std::string what, std::string where, std::string hint) {
  return Error(ErrorKind::behind, {.what = std::move(what), .where = std::move(where), .hint = std::move(hint)});
}

// What is half-way, or not of these files, has objects that the files do not account for: a comparison would propose to drop them.
void require_same_state(const Service& service, const History& history) {
  for (const Revision& revision : service.graph.revisions()) {
    const RevisionState* state = history.find(revision.id);
    const Progress progress = state == nullptr ? Progress::absent : state->progress;
    if (progress == Progress::upgrading || progress == Progress::downgrading) {
      const bool up = progress == Progress::upgrading;
      throw cannot_compare(fmt::format("Revision '{}' is half-way {}.", revision.id, up ? "up" : "down"),
                           fmt::format("revision {} (step {} of {})", revision.id, state->steps_done, state->steps),
                           fmt::format("Complete it: deed -s {} {} {}", service.name(), up ? "upgrade" : "downgrade",
                                       up                         ? revision.id
                                       : revision.revises.empty() ? "base"
                                                                  : revision.revises.front()));
    }
  }
  for (const Revision& revision : service.graph.revisions()) {
    if (!history.applied(revision.id)) {
      throw cannot_compare("Target database is not up to date.", fmt::format("revision {} is not applied", revision.id),
                           fmt::format("deed -s {} upgrade heads", service.name()));
    }
  }
  if (const std::vector<std::string> ahead = compare_history(service.graph, history).ahead; !ahead.empty()) {
    throw cannot_compare(
        fmt::format("The database is ahead of these files by {}: {}.", count_of(ahead.size(), "revision"), join(ahead, ", ")),
        fmt::format("history of {}", service.name()), "Use the newer files: what their revisions made would be dropped here.");
  }
}

}  // namespace

ServiceView::ServiceView(const Service& service, StepLibrary library, postgres::Connection& live) : service_(service) {
  const history::State state = history::read_state(live, version_table(*service.config), service.name());
  const History history = state.history();
  SilentLog silent;
  refuse_strange_history(service, history, live, silent);
  require_same_state(service, history);
  own_ = AppliedSteps(service, history, library, live).fold();
  map_ = database_map(service, state, own_);
  for (const Directive& directive : claims([](const ObjectName&) { return false; })) {
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

std::set<std::string> ServiceView::own_among(const std::set<std::string>& schemas) const {
  std::set<std::string> own;
  std::copy_if(schemas.begin(), schemas.end(), std::inserter(own, own.end()), [&](const std::string& schema) {
    const ObjectName name{ObjectKind::schema, "", schema};
    return is_mine(name) && !ignored(name);
  });
  return own;
}

bool ServiceView::listed_as_own(const ObjectName& name) const { return any_matches(config().ownership.owns, name); }

bool ServiceView::ignored(const ObjectName& name) const { return any_matches(config().autogenerate.ignore, name); }

std::vector<Directive> ServiceView::claims(const std::function<bool(const ObjectName&)>& will_be_created) const {
  return ownership::desired_claims(own_, desired(), will_be_created);
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
