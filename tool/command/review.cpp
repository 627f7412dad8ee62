#include "command/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "command/ownership_pull.h"
#include "command/plan_check.h"
#include "command/step_library.h"
#include "domain/workspace_order.h"
#include "ownership/static_check.h"

namespace deed::command {

namespace {

// A review of a stranger's files has to fit into memory: a statement takes about 1 kB. Of a service with more than that nothing is judged;
// a finding says so.
constexpr std::size_t kMostText = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kMostStatements = 500'000;

Service with_drafts(Service service, const std::vector<Revision>& drafts) {
  std::vector<Revision> all = service.graph.revisions();
  std::copy_if(drafts.begin(), drafts.end(), std::back_inserter(all),
               [&](const Revision& draft) { return draft.service == service.name(); });
  if (all.size() > service.graph.revisions().size()) {
    auto [graph, findings] = RevisionGraph::build(std::move(all));
    service.graph = std::move(graph);
    service.findings.insert(service.findings.end(), findings.begin(), findings.end());
  }
  return service;
}

// Counts what was loaded so far.
class Limits {
 public:
  void refuse_too_much(Service& service) {
    for (const Revision& revision : service.graph.revisions()) {
      for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
        for (const Step& step : revision.steps(direction)) {
          text_ += step.text.size();
          statements_ += step.items.size();
        }
      }
    }
    if (text_ > kMostText || statements_ > kMostStatements) {
      service.findings.push_back(
          {.rule = Rule::revision_file,
           .kind = ErrorKind::revision,
           .message = fmt::format("With those of service '{}' the revisions are too much to review: {} MiB, {} statements.", service.name(),
                                  text_ >> 20, with_commas(static_cast<std::int64_t>(statements_))),
           .location = {service.config->file.shown},
           .hint = "Load large data by other means than revisions.",
           .service = service.name()});
      service.graph = {};
    }
  }

 private:
  std::size_t text_ = 0;
  std::size_t statements_ = 0;
};

class Reviewer {
 public:
  Reviewer(const config::Workspace& workspace, const std::vector<Service>& services)
      : workspace_(workspace), services_(services), neighbours_(locked_neighbours(workspace)) {
    std::vector<const RevisionGraph*> graphs;
    for (const Service& service : services_) {
      graphs.push_back(&service.graph);
    }
    order_ = std::make_unique<WorkspaceOrder>(graphs, workspace.neighbours == config::Neighbours::read);
  }

  Review run() {
    Review review{.services = services_.size()};
    findings_ = order_->findings();
    for (const Service& service : services_) {
      findings_.insert(findings_.end(), service.findings.begin(), service.findings.end());
      review.revisions += service.graph.revisions().size();
    }
    for (const Service& service : services_) {
      find_several_heads(service);
      final_[service.name()] = fold_of(service, {});
    }
    for (const Service& service : services_) {
      // Half a graph would only bring findings about what is missing from it; the others are judged all the same.
      if (!any_error(service.findings)) {
        check_service(service);
      }
    }
    find_double_claims();
    review.findings = std::move(findings_);
    return review;
  }

 private:
  ownership::StepOrigin origin(const Service& service, const Revision& revision) const {
    return {service.name(), revision.id, service.config->database.schemas};
  }

  void add_neighbours(OwnershipMap& map) const {
    if (neighbours_) {
      for (const auto& [name, holdings] : neighbours_->services()) {
        map.of(name) = holdings;
      }
    }
  }

  // The order of a neighbour's revisions is not known here: to depend on one of them has to do.
  bool needs_neighbour(const Service& service, const Revision& revision, const std::string& owner) const {
    if (!neighbours_) {
      return false;
    }
    const std::vector<const Revision*> needed = service.graph.ancestors({revision.id});
    return std::any_of(needed.begin(), needed.end(), [&](const Revision* earlier) {
      return std::any_of(earlier->depends_on.begin(), earlier->depends_on.end(),
                         [&](const RevisionRef& dependency) { return dependency.service == owner; });
    });
  }

  bool all_read() const {
    return std::none_of(services_.begin(), services_.end(), [](const Service& service) { return any_error(service.findings); });
  }

  // `upgrade head`, which Jobs run, wants one.
  void find_several_heads(const Service& service) {
    const std::vector<std::string> heads = service.graph.heads();
    if (heads.size() > 1) {
      findings_.push_back({.rule = Rule::revision_graph,
                           .severity = Severity::warning,
                           .kind = ErrorKind::graph,
                           .message = fmt::format("Service '{}' has {} heads: {}. `upgrade head` is refused.", service.name(), heads.size(),
                                                  join(heads, ", ")),
                           .location = {service.graph.find(heads.back())->path},
                           .hint = "deed merge heads; or let every upgrade say `heads`.",
                           .service = service.name(),
                           .revision = heads.back()});
    }
  }

  // The others as they are when a revision's followers are not applied: the same for many revisions in a row.
  const Holdings& fold_before(const Service& service, const std::set<const Revision*>& later) {
    std::set<const Revision*> without;
    std::copy_if(later.begin(), later.end(), std::inserter(without, without.end()),
                 [&](const Revision* revision) { return revision->service == service.name(); });
    if (without.empty()) {
      return final_[service.name()];
    }
    const auto [entry, fresh] = folds_.try_emplace({service.name(), without});
    if (fresh) {
      entry->second = fold_of(service, without);
    }
    return entry->second;
  }

  // What a service holds when all its revisions are applied but those in `without`.
  Holdings fold_of(const Service& service, const std::set<const Revision*>& without) {
    std::vector<ownership::AppliedStep> steps;
    for (const Revision& revision : service.graph.revisions()) {
      if (without.contains(&revision)) {
        continue;
      }
      for (const ParsedStep& step : library_.steps(revision, Direction::upgrade)) {
        steps.push_back({origin(service, revision), &step});
      }
    }
    return ownership::fold(holdings_at_base(*service.config), steps);
  }

  // The other services as a revision meets them: with all their revisions, but for those that come after it.
  void place_others(OwnershipMap& map, const Service& service, const Revision& revision) {
    const std::set<const Revision*> later = order_->descendants(revision);
    for (const Service& other : services_) {
      if (other.name() != service.name()) {
        map.of(other.name()) = fold_before(other, later);
      }
    }
  }

  // The service's own holdings are folded forward in the map, revision by revision.
  void check_service(const Service& service) {
    OwnershipMap map;
    map.complete = (workspace_.neighbours == config::Neighbours::read || neighbours_) && all_read();
    for (const auto& [name, holdings] : final_) {
      map.of(name) = name == service.name() ? holdings_at_base(*service.config) : holdings;
    }
    add_neighbours(map);
    for (const Revision& revision : service.graph.revisions()) {
      const bool special = order_->needed_elsewhere(revision);
      if (special) {
        place_others(map, service, revision);
      }
      check_steps(service, revision, map, Direction::upgrade);
      check_downgrade(service, revision, map);
      if (special) {
        for (const auto& [name, holdings] : final_) {
          if (name != service.name()) {
            map.of(name) = holdings;
          }
        }
      }
    }
  }

  // Most ways down touch only what the service holds now. What fails by that is judged again with what it holds below the revision.
  void check_downgrade(const Service& service, const Revision& revision, OwnershipMap& map) {
    const std::size_t before = findings_.size();
    check_steps(service, revision, map, Direction::downgrade);
    if (!std::any_of(findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
                     [](const Finding& f) { return f.severity == Severity::error; })) {
      return;
    }
    findings_.resize(before);
    std::set<const Revision*> above = order_->descendants(revision);
    OwnershipMap precise = map;
    precise.of(service.name()) = ownership::during_downgrade(*map.find(service.name()), fold_of(service, above));
    check_steps(service, revision, precise, Direction::downgrade);
  }

  void check_steps(const Service& service, const Revision& revision, OwnershipMap& map, Direction direction) {
    for (const ParsedStep& step : library_.steps(revision, direction)) {
      const ownership::CheckResult result =
          ownership::check_step(map, step, origin(service, revision), revision.path, check_options(*service.config));
      findings_.insert(findings_.end(), result.findings.begin(), result.findings.end());
      for (const ownership::ShareUse& use : result.shares_used) {
        check_order(service, revision, use);
      }
    }
  }

  // A fresh database applies revisions in their order: what gives a share has to come first there.
  void check_order(const Service& service, const Revision& revision, const ownership::ShareUse& use) {
    const RevisionRef needed{use.owner, use.revision};
    const bool by_another = std::any_of(use.also.begin(), use.also.end(), [&](const std::string& id) {
      return order_->needs(revision, {use.owner, id});
    });
    if (order_->needs(revision, needed) || by_another || needs_neighbour(service, revision, use.owner) ||
        !reported_.insert({&revision, needed}).second) {
      return;
    }
    findings_.push_back({.rule = Rule::missing_depends_on,
                         .kind = ErrorKind::graph,
                         .message = fmt::format("Revision '{}' uses {} by a share that revision {} gives, and does not depend on it.",
                                                revision.id, to_string(use.object), to_string(needed)),
                         .location = use.location,
                         .hint = fmt::format("Add to its header: -- Depends On: {}", to_string(needed)),
                         .service = service.name(),
                         .revision = revision.id});
  }

  void find_double_claims() {
    OwnershipMap map;
    for (const auto& [name, holdings] : final_) {
      map.of(name) = holdings;
    }
    add_neighbours(map);
    for (const ownership::Conflict& conflict : ownership::conflicts(map)) {
      // For each side that is here: -s shows the findings of one.
      for (const Service& service : services_) {
        if (service.name() == conflict.service || service.name() == conflict.other) {
          findings_.push_back({.rule = Rule::double_claim,
                               .kind = ErrorKind::refused_by_static_check,
                               .message = fmt::format("Two services claim the same: {}.", to_string(conflict)),
                               .location = {service.config->file.shown},
                               .hint = "Agree on an owner; `deed:give` and `deed:take` move an object.",
                               .service = service.name()});
        }
      }
    }
  }

  const config::Workspace& workspace_;
  const std::vector<Service>& services_;
  std::optional<OwnershipMap> neighbours_;
  std::unique_ptr<WorkspaceOrder> order_;
  StepLibrary library_;
  std::map<std::string, Holdings> final_;
  std::map<std::pair<std::string, std::set<const Revision*>>, Holdings> folds_;
  std::set<std::pair<const Revision*, RevisionRef>> reported_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Service> services_to_review(const config::Workspace& workspace, const std::vector<Revision>& drafts) {
  std::vector<Service> services;
  Limits limits;
  for (const config::ServiceConfig& config : workspace.services) {
    services.push_back(with_drafts(load_service(config), drafts));
    limits.refuse_too_much(services.back());
  }
  return services;
}

Review review(const config::Workspace& workspace, const std::vector<Service>& services) { return Reviewer(workspace, services).run(); }

void limit_to(Review& review, const std::vector<std::string>& services) {
  if (!services.empty()) {
    std::erase_if(review.findings,
                  [&](const Finding& finding) { return std::find(services.begin(), services.end(), finding.service) == services.end(); });
  }
  std::stable_sort(review.findings.begin(), review.findings.end(),
                   [](const Finding& a, const Finding& b) { return std::tie(a.location, a.severity) < std::tie(b.location, b.severity); });
}

}  // namespace deed::command
