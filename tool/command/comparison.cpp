#include "command/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <set>
#include <utility>

#include "autogenerate/baseline.h"
#include "autogenerate/generate.h"
#include "autogenerate/ground.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/rename.h"
#include "autogenerate/uncovered.h"
#include "base/files.h"
#include "base/identifier.h"
#include "base/phase.h"
#include "base/text.h"
#include "catalog/dependents.h"
#include "catalog/schema_reader.h"
#include "command/desired_state.h"
#include "command/hand_made.h"
#include "command/missing_names.h"
#include "command/model_names.h"
#include "command/plan_check.h"
#include "command/played_history.h"
#include "command/requested_renames.h"
#include "command/revision_order.h"
#include "command/role_warning.h"
#include "command/said_privileges.h"
#include "command/warm_up.h"
#include "ownership/fold.h"
#include "ownership/guarded_step.h"
#include "revisions/reader.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.autogenerate";

class ServiceComparison {
 public:
  ServiceComparison(Invocation& invocation, const config::Workspace& workspace, const Service& service, const ComparisonRequest& request)
      : workspace_(workspace),
        service_(service),
        config_(*service.config),
        request_(request),
        invocation_(invocation),
        head_start_(invocation, service),
        model_(load_nonempty_model()),
        live_(head_start_.take_connection(invocation)),
        view_(in_phase(invocation_.log, "read history", [&] { return ServiceView(service_, head_start_.take_library(), live_); })),
        names_(in_phase(invocation_.log, "look up the model's names",
                        [&] { return sort_names(model_, view_, live_, request.adopt ? Claiming::adopt : Claiming::listed); })),
        order_(invocation, workspace, service, view_, live_) {}

  Comparison run() {
    tell_model();
    refuse_missing_of_neighbours(workspace_, service_, names_.missing, names_.to_be_made);
    if (request_.tell_role) {
      warn_of_role(live_, view_.map(), service_.name(), invocation_);
    }
    if (!request_.of_history) {
      warn_of_missing_roles(live_, model_, service_.name(), invocation_);
    }
    auto [desired, actual] = read_both();
    const Phase phase(invocation_.log, "compare");
    autogenerate::forget_history_tables(actual, desired);
    const bool privileges = privileges_count(config_, says_privileges(model_));
    if (privileges) {
      say_as_own_role(desired, live_);
    } else {
      tell_unsaid_privileges(invocation_, service_, actual);
    }
    std::vector<DeclaredRename> renames = model_.renames;
    renames.insert(renames.end(), request_.renames.begin(), request_.renames.end());
    autogenerate::require_possible(renames);
    require_matching(request_.renames, renames, desired, actual);
    for (const std::string& warning : misspelt_renames(model_.renames, desired, actual)) {
      invocation_.log.warning({.source = kSource, .message = warning, .service = config_.name});
    }
    refuse_uncovered(autogenerate::incomparable(actual));
    autogenerate::Options options{
        .online = config_.autogenerate.online, .privileges = privileges, .renames = renames, .home = config_.database.schemas.front()};
    Comparison comparison;
    if (request_.adopt && !names_.adopted.empty()) {
      add_adoption(comparison, autogenerate::generate_baseline(desired, actual, names_.adopted, options), actual, options.renames);
    } else {
      autogenerate::Draft draft = autogenerate::generate(desired, actual, options);
      // A table that is the old one has columns to ask for.
      while (ask_for_renames(draft.possible_renames, options.renames)) {
        draft = autogenerate::generate(desired, actual, options);
      }
      add_changes(comparison, draft, actual, options.renames);
    }
    tell_uncovered(actual.uncovered);
    finish(comparison);
    return comparison;
  }

 private:
  Model load_nonempty_model() const {
    Model model = in_phase(invocation_.log, "read the model", [&] { return load_model(invocation_, config_); });
    const bool any = std::any_of(model.statements.begin(), model.statements.end(),
                                 [](const ModelStatement& entry) { return !entry.statement.changes.empty(); });
    if (!any && !request_.allow_empty_model) {
      throw Error(ErrorKind::config, {.what = fmt::format("The model of {} declares nothing.", service_.name()),
                                      .where = config_.file.shown,
                                      .hint = "Write the tables it wants into `models.files`, or let `models.command` print them; "
                                              "--allow-empty-model means that all it has shall go.",
                                      .details = unread_files()});
    }
    return model;
  }

  // The default reads no TOML.
  std::vector<std::string> unread_files() const {
    std::vector<std::string> lines;
    const std::vector<std::string>& files = config_.models.files;
    const bool reads_toml = std::any_of(files.begin(), files.end(), [](const std::string& pattern) { return pattern.ends_with(".toml"); });
    for (const std::filesystem::path& path :
         reads_toml ? std::vector<std::filesystem::path>{} : expand_pattern(config_.directory, "models/*.toml", ErrorKind::config)) {
      lines.push_back(fmt::format("not read: {}, which `models.files` ({}) does not name",
                                  one_line(path.lexically_relative(config_.directory).string()), join(files, ", ")));
    }
    return lines;
  }

  void tell_model() const {
    std::vector<std::string> skipped;
    for (const auto& [what, count] : model_.skipped) {
      skipped.push_back(fmt::format("{} {}", count, what));
    }
    if (!skipped.empty()) {
      invocation_.log.info({.source = kSource,
                            .message = fmt::format("Skipped in the model, as it says nothing about objects: {}", join(skipped, ", ")),
                            .service = config_.name});
    }
    for (const std::string& twice : declared_twice(model_, config_.database.schemas)) {
      invocation_.log.warning({.source = kSource, .message = twice, .service = config_.name});
    }
    for (const ObjectName& declared : declared_objects(model_, config_.database.schemas)) {
      if (view_.ignored(declared)) {
        invocation_.log.warning(
            {.source = kSource,
             .event = Event::not_compared,
             .message = fmt::format("The model declares {}, which [autogenerate] ignore covers: it is never compared", to_string(declared)),
             .service = config_.name});
      }
    }
  }

  // What is wanted and what is there, of two servers at the same time. Where the model is refused, the other's end is waited for.
  std::pair<Schema, Schema> read_both() {
    const ScratchPlan plan = plan_scratch(config_, model_, names_, live_);
    const int major = live_.server_version() / 10'000;
    std::future<Schema> actual =
        std::async(std::launch::async, [this] { return in_phase(invocation_.log, "read the database", [&] { return read_actual(); }); });
    Schema desired = read_desired(invocation_, plan, names_, view_, major);
    return {std::move(desired), actual.get()};
  }

  Schema read_actual() {
    return catalog::read_schema(live_, {.schemas = config_.database.schemas,
                                        .includes = [&](const ObjectName& name) { return is_compared(name); },
                                        .own_schemas = view_.own_among(names_.given_schemas)});
  }

  void refuse_uncovered(const std::vector<Uncovered>& uncovered) const {
    if (!uncovered.empty()) {
      throw uncovered_error(uncovered, to_string(live_.endpoint()));
    }
  }

  // A model cannot say that it wants these gone, so that they are there is no difference.
  void tell_uncovered(const std::vector<Uncovered>& uncovered) const {
    for (const Uncovered& one : uncovered) {
      if (one.kind != UncoveredKind::administrative) {
        invocation_.log.warning({.source = kSource,
                                 .event = Event::not_compared,
                                 .message = fmt::format("{} in the database, which is not compared", to_string(one)),
                                 .service = config_.name});
      }
    }
  }

  bool is_compared(const ObjectName& name) const {
    // What the model declares is the service's, or will be: what is another's was sorted out.
    const bool mine = view_.is_mine(name) || names_.declared.contains(name);
    return mine && !view_.ignored(name) && !names_.is_given(name);
  }

  // --- the revision

  std::string summary_of(const Action& action) const {
    const std::string statement = sql::render(action, config_.database.schemas.front());
    const std::string line(statement.substr(0, statement.find('\n')));
    return line.size() < statement.size() ? line + " ..." : line;
  }

  // PostgreSQL refuses to take its ground away from what autogenerate does not see. Only a warning: who has it may be about to change it.
  void tell_dependents(const std::vector<OperationStep>& upgrade, const std::vector<OperationStep>& downgrade) {
    const std::vector<Address> ground = autogenerate::moved_ground(upgrade);
    tell_dependents(ground, autogenerate::retyped_ground(upgrade), Direction::upgrade);
    std::vector<Address> back = autogenerate::moved_ground(downgrade);
    std::erase_if(back, [&](const Address& address) { return std::find(ground.begin(), ground.end(), address) != ground.end(); });
    tell_dependents(back, autogenerate::retyped_ground(downgrade), Direction::downgrade);
  }

  void tell_dependents(const std::vector<Address>& ground, const std::vector<Address>& retyped, Direction direction) {
    const bool back = direction == Direction::downgrade;
    for (const catalog::Dependent& dependent : ground.empty() ? std::vector<catalog::Dependent>{} : catalog::dependents_of(live_, ground)) {
      if (is_compared(dependent.object)) {
        continue;
      }
      const std::optional<Owner> owner = view_.map().owner(dependent.object);
      const bool own = owner && owner->service == service_.name();
      const bool rebuilt =
          dependent.what.starts_with("foreign key ") && std::find(retyped.begin(), retyped.end(), dependent.stands_on) != retyped.end();
      if (rebuilt && own) {
        continue;
      }
      const std::string whose = owner ? fmt::format("of {}", owner->service) : "which no service owns";
      // With a new type PostgreSQL makes the foreign key anew by itself.
      const std::string outcome = rebuilt ? "PostgreSQL would check it anew and so alter and read that table, which deed refuses before "
                                            "COMMIT (exit 7)"
                                          : "PostgreSQL will refuse that";
      const std::string does = rebuilt ? "drops it first and adds it again behind" : "drops or changes it first";
      const std::string way_out = own ? "Drop or change it in a revision by hand, before this one"
                                      : fmt::format("{} {}{}", owner ? owner->service : "Who made it", does,
                                                    back ? "" : ", and this revision says Depends On with that of theirs");
      invocation_.log.warning(
          {.source = kSource,
           .message =
               fmt::format("The {} {}, {}, stands on {}, {}: {}. {}; deed never says CASCADE", dependent.what, to_string(dependent.object),
                           whose, to_string(dependent.stands_on),
                           back ? "which the downgrade would drop or change" : "which would be dropped or changed", outcome, way_out),
           .service = config_.name});
    }
  }

  // What neighbours use is made, renamed or taken away by turns: a new database needs the same order.
  void place_behind_users(const std::vector<OperationStep>& upgrade, const std::vector<DeclaredRename>& declared,
                          std::vector<std::string>& warnings) {
    std::set<ObjectName> taken;
    for (const Address& address : autogenerate::moved_ground(upgrade)) {
      taken.insert(without_arguments(address.object));
    }
    const std::vector<Rename> renames = autogenerate::declared_renames(upgrade, declared);
    for (const Rename& rename : renames) {
      taken.insert(rename.object);
    }
    order_.come_after_users(taken);
    for (const Rename& rename : renames) {
      const std::vector<std::string> left = order_.functions_left_behind(rename);
      warnings.insert(warnings.end(), left.begin(), left.end());
    }
  }

  // Adds to `renames` what somebody says is one; whether there was any.
  bool ask_for_renames(const std::vector<PossibleRename>& possible, std::vector<DeclaredRename>& renames) {
    const std::size_t known = renames.size();
    for (const PossibleRename& one : request_.is_renamed ? possible : std::vector<PossibleRename>{}) {
      if (std::find(not_renamed_.begin(), not_renamed_.end(), one) == not_renamed_.end()) {
        if (request_.is_renamed(one)) {
          renames.push_back(one.rename);
        } else {
          not_renamed_.push_back(one);
        }
      }
    }
    return renames.size() > known;
  }

  void add_changes(Comparison& comparison, autogenerate::Draft draft, const Schema& actual, const std::vector<DeclaredRename>& declared) {
    warn_of_moves(draft.upgrade, comparison.warnings);
    refuse_uncovered(autogenerate::lost(draft.upgrade, actual));
    tell_dependents(draft.upgrade, draft.downgrade);
    place_behind_users(draft.upgrade, declared, comparison.warnings);
    mark_hand_made(service_, actual, draft.upgrade, comparison.warnings);
    comparison.differences.insert(comparison.differences.end(), draft.differences.begin(), draft.differences.end());
    const std::string& home = config_.database.schemas.front();
    comparison.possible_renames = draft.possible_renames;
    for (const OperationStep& step : draft.upgrade) {
      comparison.upgrade.push_back({.direction = Direction::upgrade, .kind = step.kind, .body = sql::render_step(step, home)});
    }
    for (const OperationStep& step : draft.downgrade) {
      comparison.downgrade.push_back({.direction = Direction::downgrade, .kind = step.kind, .body = sql::render_step(step, home)});
    }
  }

  void add_adoption(Comparison& comparison, const autogenerate::Baseline& baseline, const Schema& actual,
                    const std::vector<DeclaredRename>& renames) {
    const std::string& home = config_.database.schemas.front();
    comparison.upgrade.push_back({.kind = StepKind::adopt, .body = sql::render_step({StepKind::adopt, baseline.adopt}, home)});
    for (const ObjectName& name : names_.adopted) {
      comparison.differences.push_back(
          fmt::format("{}, to be adopted{}", to_string(name), names_.adopted_are_there ? "" : " where it exists"));
    }
    if (names_.adopted_are_there) {
      for (const autogenerate::BaselineDifference& difference : baseline.differences) {
        comparison.warnings.push_back(
            fmt::format("The database is not as the model says; it would take: {} -- {}", summary_of(difference.operation.action),
                        difference.refused_by_adopt ? "until one of them follows the other, `upgrade` refuses to adopt (exit 10)"
                                                    : "the adoption leaves it so; afterwards `revision --autogenerate` proposes it"));
      }
    } else {
      comparison.warnings.push_back("Nothing of the model is in this database: the step makes it here, and adopts it where it exists");
    }
    add_changes(comparison, baseline.rest, actual, renames);
    comparison.downgrade = {{.direction = Direction::downgrade, .irreversible = "it adopts what was there before deed"}};
  }

  void finish(Comparison& comparison) {
    add_directives(comparison);
    if (!comparison.empty()) {
      if (comparison.downgrade.empty()) {
        comparison.downgrade.push_back({.direction = Direction::downgrade});
      }
      check(comparison);
    }
  }

  void add_directives(Comparison& comparison) {
    std::string claims;
    const auto will_be_created = [&](const ObjectName& name) {
      return names_.declared.contains(name) && !names_.to_be_claimed.contains(name);
    };
    for (const Directive& directive : view_.claims(will_be_created)) {
      const std::optional<ObjectName> exact = directive.object.exact();
      if (directive.kind == DirectiveKind::release && exact && names_.adopted.contains(*exact)) {
        continue;
      }
      claims += to_string(directive) + '\n';
      comparison.differences.push_back("deed:" + directive_words(directive));
    }
    prepend(comparison.upgrade, claims);
    add_shares(comparison);
  }

  // What is dropped and made anew is shared again in the step that makes it: no neighbour finds it without in between.
  void add_shares(Comparison& comparison) {
    Holdings left = view_.holdings();
    std::vector<std::set<ObjectName>> made;
    for (const revisions::NewStep& step : comparison.upgrade) {
      const ParsedStep parsed = parse(step);
      ownership::fold_step(left, parsed, origin());
      made.push_back(takes_directives(step) ? ownership::created_names({.step = &parsed, .origin = origin()}) : std::set<ObjectName>{});
    }
    std::string others;
    for (const Directive& directive : view_.shares(left)) {
      const std::string line = to_string(directive) + '\n';
      const std::optional<ObjectName> exact = directive.object.exact();
      const auto maker = std::find_if(made.rbegin(), made.rend(), [&](const auto& names) { return exact && names.contains(*exact); });
      if (maker == made.rend() && exact && was_shared(directive)) {
        // It went with its object, and deed.toml does not know yet.
        continue;
      }
      if (directive.kind == DirectiveKind::share && exact && made.empty()) {
        require_own(*exact, directive, left);
      }
      if (maker == made.rend()) {
        others += line;
      } else {
        add_lines(comparison.upgrade[static_cast<std::size_t>(made.rend() - maker) - 1], line);
      }
      comparison.differences.push_back("deed:" + directive_words(directive));
    }
    append(comparison.upgrade, others);
  }

  // A share in deed.toml may have outlived what it shares.
  void require_own(const ObjectName& object, const Directive& directive, const Holdings& left) const {
    OwnershipMap map = view_.map();
    map.of(service_.name()) = left;
    const std::optional<Owner> owner = map.owner(object);
    if (!owner || owner->service != service_.name()) {
      throw Error(
          ErrorKind::config,
          {.what = fmt::format("[[ownership.share]] shares {} with {}, and {}.", to_string(directive.object), directive.service,
                               owner ? fmt::format("that is {}'s", owner->service) : fmt::format("{} has no such object", service_.name())),
           .where = config_.file.shown,
           .hint = "Take the entry out if the object is gone; otherwise declare it in the model, or list it in [ownership] owns."});
    }
  }

  bool was_shared(const Directive& directive) const {
    const std::vector<Share>& shares = view_.holdings().shares;
    return std::any_of(shares.begin(), shares.end(), [&](const Share& share) {
      return directive.kind == DirectiveKind::share && share.object == directive.object && share.with == directive.service &&
             share.accesses == directive.accesses;
    });
  }

  static bool takes_directives(const revisions::NewStep& step) {
    return step.kind == StepKind::transactional || step.kind == StepKind::adopt;
  }

  // Claims come before all that relies on them.
  static void prepend(std::vector<revisions::NewStep>& steps, const std::string& text) {
    if (text.empty()) {
      return;
    }
    if (steps.empty() || !takes_directives(steps.front())) {
      steps.insert(steps.begin(), revisions::NewStep{});
    }
    steps.front().body = text + steps.front().body;
  }

  // Shares come behind what they share, in a transaction.
  static void append(std::vector<revisions::NewStep>& steps, const std::string& text) {
    if (text.empty()) {
      return;
    }
    const auto last = std::find_if(steps.rbegin(), steps.rend(), takes_directives);
    revisions::NewStep& step = last == steps.rend() ? steps.emplace_back() : *last;
    add_lines(step, text);
  }

  static void add_lines(revisions::NewStep& step, const std::string& text) {
    step.body += (step.body.empty() || step.body.ends_with('\n') ? "" : "\n") + text;
  }

  ownership::StepOrigin origin() const { return {service_.name(), "", config_.database.schemas}; }

  ParsedStep parse(const revisions::NewStep& step) const {
    return sql::analyse(revisions::parse_step(revisions::section_text(step), 1, "the generated revision",
                                              {service_.name(), config_.database.schemas.front()}));
  }

  // The static check of what was written: it says which shares the revision relies on, and refuses what nobody shared.
  void check(Comparison& comparison) {
    OwnershipMap map = view_.map();
    ownership::CheckResult all;
    std::vector<Directive> unshared;
    for (const revisions::NewStep& step : comparison.upgrade) {
      const ParsedStep parsed = parse(step);
      const ownership::CheckResult result = ownership::check_step(map, parsed, origin(), "the generated revision", check_options(config_));
      all.findings.insert(all.findings.end(), result.findings.begin(), result.findings.end());
      all.shares_used.insert(all.shares_used.end(), result.shares_used.begin(), result.shares_used.end());
      for (const auto& item : parsed.items) {
        const auto* directive = std::get_if<Directive>(&item);
        if (directive != nullptr && directive->kind == DirectiveKind::unshare) {
          unshared.push_back(*directive);
        }
      }
    }
    if (any_error(all.findings)) {
      throw to_error(all.findings);
    }
    order_.come_after_makers(all.shares_used);
    order_.come_after_users(unshared);
    comparison.depends_on = order_.needed();
  }

  const config::Workspace& workspace_;
  const Service& service_;
  const config::ServiceConfig& config_;
  const ComparisonRequest& request_;
  Invocation& invocation_;
  // Before the model, which takes its time.
  HeadStart head_start_;
  Model model_;
  postgres::Connection live_;
  ServiceView view_;
  ModelNames names_;
  RevisionOrder order_;
  // What somebody said is two.
  std::vector<PossibleRename> not_renamed_{};
};

}  // namespace

Comparison compare_with_model(Invocation& invocation, const config::Workspace& workspace, const Service& service,
                              const ComparisonRequest& request) {
  return ServiceComparison(invocation, workspace, service, request).run();
}

Comparison compare_history_with_model(Invocation& invocation, const config::Workspace& workspace, const Service& service,
                                      const ComparisonRequest& request) {
  const PlayedHistory history(invocation, workspace, *service.config);
  Invocation there = history.there(invocation, invocation.log);
  ComparisonRequest asked = request;
  asked.tell_role = false;
  asked.of_history = true;
  return compare_with_model(there, workspace, service, asked);
}

}  // namespace deed::command
