#include "command/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "command/plan_check.h"
#include "command/step_library.h"
#include "domain/workspace_order.h"
#include "ownership/static_check.h"

namespace deed::command {

namespace {

class Reviewer {
 public:
  explicit Reviewer(const config::Workspace& workspace) : workspace_(workspace) {
    for (const config::ServiceConfig& config : workspace.services) {
      services_.push_back(load_service(config));
    }
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
    // Half a graph would only bring findings about what is missing from it.
    if (!any_error(findings_)) {
      for (const Service& service : services_) {
        final_[service.name()] = fold_of(service, {});
      }
      for (const Service& service : services_) {
        check_service(service);
      }
      find_double_claims();
    }
    review.findings = std::move(findings_);
    return review;
  }

 private:
  ownership::StepOrigin origin(const Service& service, const Revision& revision) const {
    return {service.name(), revision.id, service.config->database.schemas};
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
    return ownership::fold(version_table(*service.config).quoted(), steps);
  }

  // The map in which a revision runs: its own service up to here, the others without what comes after it.
  OwnershipMap map_for(const Service& service, const Revision& revision, const Holdings& own) {
    OwnershipMap map;
    map.complete = workspace_.neighbours == config::Neighbours::read;
    const std::set<const Revision*> later = order_->descendants(revision);
    for (const Service& other : services_) {
      if (other.name() == service.name()) {
        map.of(other.name()) = own;
        continue;
      }
      const bool concerned = std::any_of(later.begin(), later.end(), [&](const Revision* r) { return r->service == other.name(); });
      map.of(other.name()) = concerned ? fold_of(other, later) : final_[other.name()];
    }
    return map;
  }

  void check_service(const Service& service) {
    Holdings own;
    for (const Revision& revision : service.graph.revisions()) {
      OwnershipMap map = map_for(service, revision, own);
      check_steps(service, revision, map, Direction::upgrade);
      own = map.of(service.name());
      check_steps(service, revision, map, Direction::downgrade);
    }
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
    if (order_->needs(revision, needed) || !reported_.insert({&revision, needed}).second) {
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
    for (const Service& service : services_) {
      for (const std::string& conflict : ownership::conflicts(map, service.name(), to_rows(service.name(), final_[service.name()]))) {
        findings_.push_back({.rule = Rule::double_claim,
                             .kind = ErrorKind::refused_by_static_check,
                             .message = fmt::format("Two services claim the same: {}.", conflict),
                             .location = {service.config->file.shown},
                             .hint = "Agree on an owner; `deed:give` and `deed:take` move an object.",
                             .service = service.name()});
      }
    }
  }

  const config::Workspace& workspace_;
  std::vector<Service> services_;
  std::unique_ptr<WorkspaceOrder> order_;
  StepLibrary library_;
  std::map<std::string, Holdings> final_;
  std::set<std::pair<const Revision*, RevisionRef>> reported_;
  std::vector<Finding> findings_;
};

}  // namespace

Review review(const config::Workspace& workspace, const std::vector<std::string>& report) {
  Review result = Reviewer(workspace).run();
  if (!report.empty()) {
    std::erase_if(result.findings,
                  [&](const Finding& finding) { return std::find(report.begin(), report.end(), finding.service) == report.end(); });
  }
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const Finding& a, const Finding& b) { return std::tie(a.location, a.severity) < std::tie(b.location, b.severity); });
  return result;
}

}  // namespace deed::command
