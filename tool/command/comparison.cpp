#include "command/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autogenerate/generate.h"
#include "autogenerate/other_tools.h"
#include "base/text.h"
#include "catalog/schema_reader.h"
#include "command/desired_state.h"
#include "command/model_names.h"
#include "command/plan_check.h"
#include "revisions/reader.h"
#include "runner/session.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

class ServiceComparison {
 public:
  ServiceComparison(Invocation& invocation, const Service& service, const ComparisonRequest& request)
      : service_(service),
        config_(*service.config),
        request_(request),
        invocation_(invocation),
        model_(load_nonempty_model()),
        live_(
            runner::open_session(run_settings(config_, invocation_), runner::SessionUse::read, invocation_.cancellation, invocation_.log)),
        view_(invocation_, service_, live_),
        names_(sort_names(model_, view_, live_)) {}

  Comparison run() {
    const Schema desired = read_desired(invocation_, model_, names_, view_, live_);
    Schema actual = read_actual();
    autogenerate::forget_history_tables(actual, desired);
    std::vector<DeclaredRename> renames = model_.renames;
    renames.insert(renames.end(), request_.renames.begin(), request_.renames.end());
    const autogenerate::Draft draft = autogenerate::generate(desired, actual, {.online = config_.autogenerate.online, .renames = renames});
    return compose(draft);
  }

 private:
  Model load_nonempty_model() const {
    Model model = load_model(invocation_, config_);
    const bool any = std::any_of(model.statements.begin(), model.statements.end(),
                                 [](const ModelStatement& entry) { return !entry.statement.changes.empty(); });
    if (!any && !request_.allow_empty_model) {
      throw Error(ErrorKind::config, {.what = fmt::format("The model of {} declares nothing.", service_.name()),
                                      .where = config_.file.shown,
                                      .hint = "Write the tables it wants into `models.files`, or let `models.command` print them; "
                                              "--allow-empty-model means that all it has shall go."});
    }
    return model;
  }

  Schema read_actual() {
    Schema actual = catalog::read_schema(
        live_, {.schemas = config_.database.schemas, .includes = [&](const ObjectName& name) { return is_compared(name); }});
    std::vector<Uncovered> uncovered;
    std::copy_if(actual.uncovered.begin(), actual.uncovered.end(), std::back_inserter(uncovered),
                 [](const Uncovered& item) { return !item.administrative; });
    if (!uncovered.empty()) {
      throw uncovered_error(uncovered, to_string(live_.endpoint()));
    }
    return actual;
  }

  bool is_compared(const ObjectName& name) const {
    const std::vector<std::string>& given = config_.database.schemas;
    const bool taken_for_granted = name.kind == ObjectKind::schema && !names_.declared.contains(name) &&
                                   (name.name == "public" || std::find(given.begin(), given.end(), name.name) != given.end());
    const bool mine = view_.is_mine(name) || (!view_.owner_to_be(name) && view_.listed_as_own(name));
    return mine && !view_.ignored(name) && !taken_for_granted;
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
    std::string claims;
    std::string shares;
    const auto will_be_created = [&](const ObjectName& name) {
      return names_.declared.contains(name) && !names_.to_be_claimed.contains(name);
    };
    for (const Directive& directive : view_.directives(will_be_created)) {
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
    OwnershipMap map = view_.map();
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
  postgres::Connection live_;
  ServiceView view_;
  ModelNames names_;
};

}  // namespace

Comparison compare_with_model(Invocation& invocation, const Service& service, const ComparisonRequest& request) {
  return ServiceComparison(invocation, service, request).run();
}

}  // namespace deed::command
