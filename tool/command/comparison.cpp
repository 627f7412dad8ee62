#include "command/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autogenerate/generate.h"
#include "autogenerate/other_tools.h"
#include "base/text.h"
#include "catalog/lookup.h"
#include "catalog/schema_reader.h"
#include "command/applied_steps.h"
#include "command/desired_state.h"
#include "command/plan_check.h"
#include "ownership/desired_directives.h"
#include "ownership/messages.h"
#include "revisions/reader.h"
#include "runner/session.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

// Both ways out for an object that stands there and is nobody's.
Error unclaimed(const ObjectName& object, const Location& location, const std::string& service) {
  return Error(ErrorKind::config,
               {.what = fmt::format("{} exists in the database, and no service owns it.", to_string(object)),
                .where = to_string(location),
                .hint = fmt::format("If it is {}'s, list it in [ownership] owns; if not, in [autogenerate] ignore.", service)});
}

class ServiceComparison {
 public:
  ServiceComparison(Invocation& invocation, const Service& service, const ComparisonRequest& request)
      : service_(service), config_(*service.config), request_(request), invocation_(invocation), model_(load_model(config_)) {}

  Comparison run() {
    refuse_empty_model();
    const runner::RunSettings settings = run_settings(config_, invocation_);
    postgres::Connection live = runner::open_session(settings, runner::SessionUse::read, invocation_.cancellation, invocation_.log);
    read_ownership(live, settings.version_table);
    sort_names(live);
    const Schema desired = read_desired(invocation_, config_, model_, names_, live);
    Schema actual = read_actual(live);
    autogenerate::forget_history_tables(actual, desired);
    std::vector<DeclaredRename> renames = model_.renames;
    renames.insert(renames.end(), request_.renames.begin(), request_.renames.end());
    const autogenerate::Draft draft = autogenerate::generate(desired, actual, {.online = config_.autogenerate.online, .renames = renames});
    return compose(draft);
  }

 private:
  void refuse_empty_model() const {
    const bool any = std::any_of(model_.statements.begin(), model_.statements.end(),
                                 [](const ModelStatement& entry) { return !entry.statement.changes.empty(); });
    if (!any && !request_.allow_empty_model) {
      throw Error(ErrorKind::config,
                  {.what = fmt::format("The model of {} declares nothing.", service_.name()),
                   .where = config_.file.shown,
                   .hint = "Write the tables it wants into `models.files`; --allow-empty-model means that all it has shall go."});
    }
  }

  void read_ownership(postgres::Connection& live, const history::TableName& table) {
    const history::State state = history::read_state(live, table);
    const History history = state.history();
    refuse_strange_history(service_, history, invocation_.log);
    for (const Revision& revision : service_.graph.revisions()) {
      if (!history.applied(revision.id)) {
        throw Error(ErrorKind::behind, {.what = "Target database is not up to date.",
                                        .where = fmt::format("revision {} is not applied", revision.id),
                                        .hint = fmt::format("deed -s {} upgrade heads", service_.name())});
      }
    }
    own_ = AppliedSteps(service_, history, library_, live).fold();
    map_ = database_map(service_, state, own_);
  }

  bool ignored(const ObjectName& name) const {
    const auto& patterns = config_.autogenerate.ignore;
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.value.matches(name); });
  }

  bool listed_as_own(const ObjectName& name) const {
    const auto& patterns = config_.ownership.owns;
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.value.matches(name); });
  }

  // What the model's names are: mine to make, mine already, another's stub, or nobody's.
  void sort_names(postgres::Connection& live) {
    for (const ModelStatement& entry : model_.statements) {
      for (const NameChange& change : entry.statement.changes) {
        if (change.kind == ChangeKind::create && !change.dependent && !change.temporary) {
          sort_declared(live, created_name(change.object, config_.database.schemas), entry.location);
        }
      }
    }
    for (const ModelStatement& entry : model_.statements) {
      for (const ObjectUse& use : entry.statement.uses) {
        sort_used(entry, use);
      }
    }
  }

  void sort_declared(postgres::Connection& live, const ObjectName& name, const Location& location) {
    if (ignored(name)) {
      names_.stubs.insert(name);
      return;
    }
    declared_.insert(name);
    const std::optional<Owner> owner = map_.owner(name);
    const bool mine = owner && owner->service == service_.name();
    if (mine || listed_as_own(name)) {
      return;
    }
    const bool exists =
        name.kind == ObjectKind::schema ? catalog::schema_exists(live, name.name) : catalog::columns_of(live, name).has_value();
    if (owner && !(owner->by_everything && !exists)) {
      require_share(*owner, name, location);
      declared_.erase(name);
      names_.stubs.insert(name);
    } else if (exists) {
      throw unclaimed(name, location, service_.name());
    }
  }

  void require_share(const Owner& owner, const ObjectName& name, const Location& location) const {
    const bool shared = map_.share(owner.service, name, service_.name(), Access::reference) != nullptr ||
                        map_.share(owner.service, name, service_.name(), Access::read) != nullptr;
    if (!shared) {
      throw Error(ErrorKind::refused_by_static_check,
                  {.what = fmt::format("The model has {}, which belongs to {} and is not shared with {}.", to_string(name), owner.service,
                                       service_.name()),
                   .where = to_string(location),
                   .hint = ownership::share_hint(owner, name, service_.name(), Access::reference)});
    }
  }

  // A table that the model refers to without declaring it.
  void sort_used(const ModelStatement& entry, const ObjectUse& use) {
    const bool refers = use.object.kind == ObjectKind::relation && use.form == NameForm::object &&
                        (use.access == Access::reference || use.access == Access::read);
    if (!refers) {
      return;
    }
    const ObjectName name = map_.resolve(use.object, config_.database.schemas);
    const std::optional<Owner> owner = map_.owner(name);
    if (declared_.contains(name) || names_.stubs.contains(name) || !owner || owner->service == service_.name()) {
      return;
    }
    require_share(*owner, name, entry.location);
    names_.foreign.insert(name);
  }

  Schema read_actual(postgres::Connection& live) const {
    const std::set<std::string> given(config_.database.schemas.begin(), config_.database.schemas.end());
    Schema actual = catalog::read_schema(live, {.schemas = config_.database.schemas, .includes = [&](const ObjectName& name) {
                                                  const std::optional<Owner> owner = map_.owner(name);
                                                  const bool mine = owner ? owner->service == service_.name() : listed_as_own(name);
                                                  const bool taken_for_granted = name.kind == ObjectKind::schema &&
                                                                                 (given.contains(name.name) || name.name == "public") &&
                                                                                 !declared_.contains(name);
                                                  return mine && !ignored(name) && !taken_for_granted;
                                                }});
    std::vector<Uncovered> uncovered;
    std::copy_if(actual.uncovered.begin(), actual.uncovered.end(), std::back_inserter(uncovered),
                 [](const Uncovered& item) { return !item.administrative; });
    if (!uncovered.empty()) {
      throw uncovered_error(uncovered, to_string(live.endpoint()));
    }
    return actual;
  }

  // --- the revision

  Comparison compose(const autogenerate::Draft& draft) {
    Comparison comparison{.possible_renames = draft.possible_renames};
    const std::string& home = config_.database.schemas.front();
    for (const OperationStep& step : draft.upgrade) {
      comparison.upgrade.push_back({.direction = Direction::upgrade, .kind = step.kind, .body = sql::render_step(step, home)});
      for (const Operation& operation : step.operations) {
        comparison.differences.push_back(summary(sql::render(operation.action, home)));
      }
    }
    for (const OperationStep& step : draft.downgrade) {
      comparison.downgrade.push_back({.direction = Direction::downgrade, .kind = step.kind, .body = sql::render_step(step, home)});
    }
    add_directives(comparison);
    if (!comparison.empty()) {
      if (comparison.downgrade.empty()) {
        comparison.downgrade.push_back({.direction = Direction::downgrade});
      }
      check(comparison);
    }
    return comparison;
  }

  static std::string summary(const std::string& statement) {
    const std::string line(statement.substr(0, statement.find('\n')));
    return line.size() < statement.size() ? line + " ..." : line;
  }

  void add_directives(Comparison& comparison) {
    ownership::DesiredOwnership desired;
    for (const auto& owned : config_.ownership.owns) {
      desired.owns.push_back(owned.value);
    }
    for (const auto& share : config_.ownership.shares) {
      desired.shares.push_back(share.value);
    }
    std::string claims;
    std::string shares;
    for (const Directive& directive :
         ownership::desired_directives(own_, desired, [&](const ObjectName& name) { return declared_.contains(name); })) {
      const bool of_share = directive.kind == DirectiveKind::share || directive.kind == DirectiveKind::unshare;
      (of_share ? shares : claims) += to_string(directive) + '\n';
      comparison.differences.push_back(to_string(directive).substr(3));
    }
    prepend(comparison.upgrade, claims);
    append(comparison.upgrade, shares);
  }

  // Claims come before all that relies on them.
  static void prepend(std::vector<revisions::NewStep>& steps, const std::string& text) {
    if (text.empty()) {
      return;
    }
    if (steps.empty() || steps.front().kind != StepKind::transactional) {
      steps.insert(steps.begin(), revisions::NewStep{});
    }
    steps.front().body = text + steps.front().body;
  }

  // Shares come behind what they share, in a transaction.
  static void append(std::vector<revisions::NewStep>& steps, const std::string& text) {
    if (text.empty()) {
      return;
    }
    const auto last =
        std::find_if(steps.rbegin(), steps.rend(), [](const revisions::NewStep& step) { return step.kind == StepKind::transactional; });
    revisions::NewStep& step = last == steps.rend() ? steps.emplace_back() : *last;
    step.body += (step.body.empty() || step.body.ends_with('\n') ? "" : "\n") + text;
  }

  // The static check of what was written: it says which shares the revision relies on, and refuses what nobody shared.
  void check(Comparison& comparison) {
    std::set<RevisionRef> needed;
    OwnershipMap map = map_;
    std::vector<Finding> findings;
    for (const revisions::NewStep& step : comparison.upgrade) {
      const ParsedStep parsed = sql::analyse(revisions::parse_step(revisions::section_text(step), 1, "the generated revision",
                                                                   {service_.name(), config_.database.schemas.front()}));
      const ownership::CheckResult result = ownership::check_step(map, parsed, {service_.name(), "", config_.database.schemas},
                                                                  "the generated revision", check_options(config_));
      findings.insert(findings.end(), result.findings.begin(), result.findings.end());
      for (const ownership::ShareUse& use : result.shares_used) {
        needed.insert({use.owner, use.revision});
      }
    }
    if (any_error(findings)) {
      throw to_error(findings);
    }
    comparison.depends_on.assign(needed.begin(), needed.end());
  }

  const Service& service_;
  const config::ServiceConfig& config_;
  const ComparisonRequest& request_;
  Invocation& invocation_;
  Model model_;
  StepLibrary library_;
  Holdings own_;
  OwnershipMap map_;
  // What the service itself wants to have.
  std::set<ObjectName> declared_;
  ModelNames names_;
};

}  // namespace

Comparison compare_with_model(Invocation& invocation, const Service& service, const ComparisonRequest& request) {
  return ServiceComparison(invocation, service, request).run();
}

}  // namespace deed::command
