#include "command/revision_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "command/failures.h"

namespace deed::command {

RevisionOrder::RevisionOrder(Invocation& invocation, const config::Workspace& workspace, const Service& service, const ServiceView& view,
                             postgres::Connection& live)
    : invocation_(invocation), workspace_(workspace), service_(service), view_(view), live_(live) {}

void RevisionOrder::come_after_makers(const std::vector<ownership::ShareUse>& uses) {
  for (const ownership::ShareUse& use : uses) {
    const NeighbourRevisions* owner = revisions_of(use.owner);
    needed_.merge(owner == nullptr ? std::set<RevisionRef>{{use.owner, use.revision}}
                                   : owner->newest_that_changed(use.object, use.revision));
  }
}

void RevisionOrder::come_after_users(const std::set<ObjectName>& taken) {
  if (taken.empty()) {
    return;
  }
  read_past();
  const std::set<ObjectName> objects = with_old_names(taken);
  for (const std::string& neighbour : shared_with(objects)) {
    add_users(neighbour, objects);
  }
}

void RevisionOrder::come_after_users(const std::vector<Directive>& unshared) {
  for (const Directive& directive : unshared) {
    read_past();
    std::set<ObjectName> objects;
    std::copy_if(past_->names.begin(), past_->names.end(), std::inserter(objects, objects.end()),
                 [&](const ObjectName& name) { return directive.object.matches(name); });
    objects = with_old_names(objects);
    for (const std::string& neighbour : directive.service == "*" ? neighbours() : std::set<std::string>{directive.service}) {
      add_users(neighbour, objects);
    }
  }
}

std::vector<RevisionRef> RevisionOrder::needed() const {
  std::map<std::string, std::set<std::string>> ids;
  for (const RevisionRef& ref : needed_) {
    ids[ref.service].insert(ref.id);
  }
  std::set<RevisionRef> newest;
  for (const auto& [neighbour, all] : ids) {
    const auto known = neighbours_.find(neighbour);
    if (known != neighbours_.end() && known->second) {
      newest.merge(known->second->newest(all));
      continue;
    }
    std::copy_if(needed_.begin(), needed_.end(), std::inserter(newest, newest.end()),
                 [&](const RevisionRef& ref) { return ref.service == neighbour; });
  }
  return {newest.begin(), newest.end()};
}

std::vector<std::string> RevisionOrder::functions_left_behind(const Rename& rename) {
  read_past();
  const std::set<ObjectName> objects = with_old_names({rename.object});
  const std::string& word = rename.part.empty() ? rename.object.name : rename.part;
  std::vector<std::string> warnings;
  for (const std::string& neighbour : shared_with(objects)) {
    const NeighbourRevisions* revisions = revisions_of(neighbour);
    for (const ObjectName& function : revisions == nullptr ? std::set<ObjectName>{} : revisions->functions_naming(objects, word)) {
      warnings.push_back(fmt::format(
          "{} of {} has {} in its text, which no rename follows: it may fail from then on, until {} replaces it in a revision that says "
          "Depends On with this one",
          to_string(function), neighbour, word, neighbour));
    }
  }
  return warnings;
}

void RevisionOrder::read_past() {
  if (past_) {
    return;
  }
  past_.emplace();
  OwnershipMap map;
  map.of(service_.name()) = holdings_at_base(*service_.config);
  for (const Revision& revision : service_.graph.revisions()) {
    for (const ParsedStep& step : library_.steps(revision, Direction::upgrade)) {
      for (const auto& item : step.items) {
        const auto* directive = std::get_if<Directive>(&item);
        if (directive != nullptr && directive->kind == DirectiveKind::share) {
          past_->shares.push_back(*directive);
        }
      }
      ownership::fold_step(map.of(service_.name()), step, {service_.name(), revision.id, service_.config->database.schemas});
      for (const auto& [object, claimed] : map.of(service_.name()).objects) {
        past_->names.insert(object);
      }
      for (const auto& [from, departed] : map.of(service_.name()).departed) {
        past_->names.insert(from);
        if (departed.to) {
          past_->renamed.emplace(*departed.to, from);
        }
      }
    }
  }
}

std::set<ObjectName> RevisionOrder::with_old_names(const std::set<ObjectName>& objects) const {
  std::set<ObjectName> all;
  std::vector<ObjectName> open(objects.begin(), objects.end());
  while (!open.empty()) {
    const ObjectName next = open.back();
    open.pop_back();
    if (all.insert(next).second) {
      const auto [begin, end] = past_->renamed.equal_range(next);
      std::transform(begin, end, std::back_inserter(open), [](const auto& entry) { return entry.second; });
    }
  }
  return all;
}

std::set<std::string> RevisionOrder::neighbours() const {
  std::set<std::string> names;
  for (const config::ServiceConfig& config : workspace_.services) {
    names.insert(config.name);
  }
  for (const auto& [name, holdings] : view_.map().services()) {
    names.insert(name);
  }
  names.erase(service_.name());
  return names;
}

std::set<std::string> RevisionOrder::shared_with(const std::set<ObjectName>& objects) const {
  std::set<std::string> names;
  for (const Directive& share : past_->shares) {
    if (std::any_of(objects.begin(), objects.end(), [&](const ObjectName& object) { return share.object.matches(object); })) {
      share.service == "*" ? names.merge(neighbours()) : void(names.insert(share.service));
    }
  }
  return names;
}

const NeighbourRevisions* RevisionOrder::revisions_of(const std::string& neighbour) {
  const auto [entry, fresh] = neighbours_.try_emplace(neighbour);
  if (!fresh) {
    return entry->second.get();
  }
  read_past();
  OwnershipMap names;
  for (const ObjectName& name : past_->names) {
    names.of(service_.name()).objects.emplace(name, "");
  }
  const Holdings* known = view_.map().find(neighbour);
  SilentLog silent;
  const std::optional<Error> error = Failures(silent).attempt(neighbour, [&] {
    entry->second =
        std::make_unique<NeighbourRevisions>(workspace_, live_, neighbour, known == nullptr ? "" : known->version_table, std::move(names));
  });
  if (error && !live_.usable()) {
    throw *error;
  }
  if (error) {
    invocation_.log.warning({.source = "deed.autogenerate",
                             .message = fmt::format("Which of {}'s revisions this one has to come after is not known, as they cannot be "
                                                    "read: {}",
                                                    neighbour, error->text().what),
                             .service = service_.name()});
  }
  return entry->second.get();
}

void RevisionOrder::add_users(const std::string& neighbour, const std::set<ObjectName>& objects) {
  const NeighbourRevisions* revisions = revisions_of(neighbour);
  if (revisions == nullptr) {
    return;
  }
  const std::set<RevisionRef> users = revisions->newest_that_use(objects);
  if (revisions->from_files() || users.empty()) {
    needed_.insert(users.begin(), users.end());
    return;
  }
  // The history of this service can be played without that neighbour's files so far.
  invocation_.log.warning(
      {.source = "deed.autogenerate",
       .message = fmt::format("{} has used what this revision takes away, and its files are not here. For new databases the header has to "
                              "say -- Depends On: {}",
                              neighbour, join(to_texts({users.begin(), users.end()}), ", ")),
       .service = service_.name()});
}

}  // namespace deed::command
