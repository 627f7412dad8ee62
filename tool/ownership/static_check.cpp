#include "ownership/static_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <variant>

#include "base/text.h"
#include "ownership/messages.h"

namespace deed::ownership {

namespace {

class StepCheck {
 public:
  StepCheck(OwnershipMap& map, const ParsedStep& step, const StepOrigin& origin, const std::string& file, const CheckOptions& options)
      : map_(map), step_(step), origin_(origin), file_(file), options_(options), path_(origin.path), me_(origin.service) {}

  CheckResult run() {
    for (const auto& item : step_.items) {
      const std::vector<OwnershipRow> before = options_.tenants ? to_rows(me_, map_.of(me_)) : std::vector<OwnershipRow>{};
      if (const auto* directive = std::get_if<Directive>(&item)) {
        at_ = directive->position;
        check_directive(*directive);
        fold_directive(map_.of(me_), *directive, origin_);
      } else {
        const auto& statement = std::get<Statement>(item);
        at_ = statement.position;
        check_statement(statement);
        if (step_.direction == Direction::upgrade) {
          fold_statement(map_.of(me_), statement, origin_, path_);
        } else {
          remember_created(statement);
        }
      }
      if (options_.tenants) {
        check_rows_of_all_tenants(before);
      }
    }
    return std::move(result_);
  }

 private:
  Location location() const { return {file_, at_.line, at_.column}; }

  Finding& report(Rule rule, std::string message, std::string hint) {
    result_.findings.push_back({.rule = rule,
                                .kind = ErrorKind::refused_by_static_check,
                                .message = std::move(message),
                                .location = location(),
                                .hint = std::move(hint),
                                .service = me_,
                                .revision = origin_.revision});
    return result_.findings.back();
  }

  void undecided(const std::string& why) {
    const bool refused = options_.refuse_undecided || step_.kind == StepKind::autocommit;
    Finding& finding =
        report(Rule::undecided_statement, fmt::format("What this statement touches is not decided by its text: {}.", why),
               step_.kind == StepKind::autocommit
                   ? "No guard sees what an autocommit step does: put the statement into an ordinary step, or write out all it touches."
               : refused ? "deed.toml says undecided = \"refuse\": write out all it touches, or allow it there."
                         : "It runs under the commit guard, which decides by what it really touched.");
    finding.severity = refused ? Severity::error : Severity::warning;
  }

  void check_rows_of_all_tenants(const std::vector<OwnershipRow>& before) {
    const RowDelta delta = difference(before, to_rows(me_, map_.of(me_)));
    for (const std::vector<OwnershipRow>* rows : {&delta.add, &delta.remove}) {
      for (const OwnershipRow& row : *rows) {
        report(Rule::foreign_object,
               fmt::format("{} has tenants, and this would {} one of them what concerns all: {}.", me_,
                           rows == &delta.add ? "let" : "take from", to_string(row)),
               "A revision of a service with tenants makes what is in the tenant's schema: put the rest into a service without tenants.");
      }
    }
  }

  // --- directives

  void check_directive(const Directive& directive) {
    const std::optional<ObjectName> exact = directive.object.exact();
    switch (directive.kind) {
      case DirectiveKind::claim: check_claim(directive); break;
      case DirectiveKind::release:
      case DirectiveKind::share:
      case DirectiveKind::unshare: check_mine(directive); break;
      case DirectiveKind::give: check_given(directive, *exact); break;
      case DirectiveKind::take: check_taken(directive, *exact); break;
      case DirectiveKind::allow: break;
    }
  }

  void check_claim(const Directive& directive) {
    const std::string text = to_string(directive.object);
    const NamePart& schema = directive.object.kind == ObjectKind::schema ? directive.object.name : directive.object.schema;
    if (!schema.glob && (schema.text == kDeedSchema || is_system_schema(schema.text))) {
      report(schema.text == kDeedSchema ? Rule::deed_table : Rule::system_object,
             fmt::format("{} may not be claimed: schema {} is nobody's.", text, schema.text),
             "Claim what is in the service's own schemas.");
      return;
    }
    OwnershipRow row{
        .service = me_, .kind = directive.object.exact() ? OwnershipRowKind::object : OwnershipRowKind::pattern, .object = text};
    for (const Conflict& conflict : conflicts(map_, me_, {row})) {
      report(Rule::foreign_object, fmt::format("{} may not be claimed: {}.", text, to_string(conflict)),
             "Only `deed:give` in its owner's revision and `deed:take` here move an object.");
    }
  }

  void check_mine(const Directive& directive) {
    const std::optional<ObjectName> exact = directive.object.exact();
    const Holdings& mine = map_.of(me_);
    const bool held = exact ? holds(*exact)
                            : std::any_of(mine.patterns.begin(), mine.patterns.end(),
                                          [&](const auto& entry) {
                                            return entry.first == directive.object || entry.first.covers_everything() ||
                                                   entry.first.overlaps(directive.object);
                                          }) ||
                                  any_object_matches(mine, directive.object);
    if (!held) {
      report(Rule::foreign_object,
             fmt::format("{} is not {}'s, so it cannot {} it.", to_string(directive.object), me_, word(directive.kind)),
             fmt::format("Claim it first (-- deed:claim {}), or leave this to its owner.", to_string(directive.object)));
    }
  }

  static bool any_object_matches(const Holdings& holdings, const ObjectPattern& pattern) {
    return std::any_of(holdings.objects.begin(), holdings.objects.end(), [&](const auto& entry) { return pattern.matches(entry.first); });
  }

  bool holds(const ObjectName& object) const {
    const std::optional<Owner> owner = map_.owner(object);
    return owner && owner->service == me_;
  }

  void check_given(const Directive& directive, const ObjectName& object) {
    if (!holds(object)) {
      report(Rule::foreign_object, fmt::format("{} is not {}'s to give.", to_string(object), me_), "Only its owner gives an object away.");
    } else if (directive.service == me_) {
      report(Rule::foreign_object, fmt::format("{} is {}'s already.", to_string(object), me_), "Name the service that shall have it.");
    }
  }

  void check_taken(const Directive& directive, const ObjectName& object) {
    const Holdings* giver = map_.find(directive.service);
    const auto gift = giver == nullptr ? decltype(giver->gifts.begin()){} : giver->gifts.find(object);
    if (giver == nullptr || gift == giver->gifts.end() || gift->second.to != me_) {
      report(Rule::foreign_object, fmt::format("{} has not given {} to {}.", directive.service, to_string(object), me_),
             fmt::format("Its owner writes -- deed:give {} to {} first, and this revision depends on that one.", to_string(object), me_));
      return;
    }
    result_.shares_used.push_back({directive.service, gift->second.revision, object, location()});
  }

  // --- statements

  void check_statement(const Statement& statement) {
    if (statement.refused && !options_.allow_kinds.contains(statement.refused->kind)) {
      report(Rule::refused_kind, fmt::format("{} is refused. {}", upper(statement.refused->kind), statement.refused->why),
             fmt::format("Write it without; `[ownership] allow_kinds = [\"{}\"]` allows the kind.", statement.refused->kind));
    }
    if (statement.undecided) {
      undecided(*statement.undecided);
    }
    check_step_kind(statement);
    check_savepoint(statement);
    for (const ObjectUse& use : statement.uses) {
      check_use(statement, use);
    }
    for (const NameChange& change : statement.changes) {
      check_change(statement, change);
    }
  }

  void check_step_kind(const Statement& statement) {
    if (step_.kind == StepKind::autocommit && !statement.autocommit) {
      report(
          Rule::autocommit_statement,
          fmt::format("{} does not run in an autocommit step: after a crash nobody could tell whether it was done.", upper(statement.kind)),
          "Put it into a step of its own without `autocommit`.");
    } else if (step_.kind == StepKind::autocommit && statement.autocommit->action == AutocommitAction::create_index &&
               statement.autocommit->part.name.empty()) {
      report(Rule::autocommit_statement, "An index that is built concurrently needs a name, so that it can be found after a crash.",
             "Name it.");
    } else if (step_.kind != StepKind::autocommit && statement.autocommit && statement.autocommit->outside_transaction) {
      report(Rule::autocommit_statement, fmt::format("{} cannot run inside a transaction.", upper(statement.kind)),
             "Put it below a line -- deed:upgrade autocommit.")
          .kind = ErrorKind::revision;
    }
  }

  // Which names exist after ROLLBACK TO is not followed.
  void check_savepoint(const Statement& statement) {
    const auto names_something = [](const auto& item) {
      const auto* other = std::get_if<Statement>(&item);
      return other != nullptr && !other->changes.empty();
    };
    if (statement.kind == "rollback to" && std::any_of(step_.items.begin(), step_.items.end(), names_something)) {
      report(Rule::refused_kind, "ROLLBACK TO is refused in a step that makes, renames or drops something.",
             "Put what may be rolled back into a step of its own, or into a DO block with EXCEPTION.");
    }
  }

  // Hidden code may have dropped a temporary object, and its name means another service's then. The commit guard sees that, but for
  // statements that leave no lock.
  bool could_miss_temporary(const Statement& statement, const ObjectUse& use, const ObjectName& object) const {
    constexpr std::array lockless = std::to_array<std::string_view>({"grant", "revoke", "alter type", "alter domain", "security label"});
    const std::optional<Owner> owner = map_.owner(object);
    return use.object.schema.empty() && owner && owner->service != me_ &&
           std::find(lockless.begin(), lockless.end(), statement.kind) != lockless.end();
  }

  // A table that refers to itself; whether the name may be had is asked of the change.
  bool makes(const Statement& statement, const ObjectName& object) const {
    return std::any_of(statement.changes.begin(), statement.changes.end(), [&](const NameChange& change) {
      return change.kind == ChangeKind::create && !change.temporary && created_name(change.object, path_) == object;
    });
  }

  // The object that a use means; nothing where it is temporary or its table is not known.
  std::optional<ObjectName> resolve(const Statement& statement, const ObjectUse& use) {
    const ObjectName object = map_.resolve(use.object, path_);
    if (use.temporary && !could_miss_temporary(statement, use, object)) {
      return std::nullopt;
    }
    if (created_.contains(object) || makes(statement, object)) {
      return std::nullopt;
    }
    if (use.form != NameForm::dependent) {
      return object;
    }
    const std::optional<ObjectName> table = map_.table_of(object);
    if (!table && step_.kind != StepKind::autocommit) {
      undecided(fmt::format("the table of {} is known to the database only", to_string(object)));
    }
    return table;
  }

  void check_use(const Statement& statement, const ObjectUse& use) {
    const std::optional<ObjectName> object = resolve(statement, use);
    if (!object) {
      return;
    }
    if (object->schema == kDeedSchema || (object->kind == ObjectKind::schema && object->name == kDeedSchema) || map_.is_history(*object)) {
      report(Rule::deed_table, fmt::format("{} is deed's own; {} may not touch it.", to_string(*object), where(statement, use)),
             "Use deed's commands.");
      return;
    }
    if (is_system_schema(object->schema)) {
      if (use.access == Access::write || use.access == Access::alter) {
        report(Rule::system_object,
               fmt::format("{} would {} {}, which is PostgreSQL's own.", where(statement, use), word(use.access), to_string(*object)),
               "Use DDL instead.");
      }
      return;
    }
    if (const std::optional<std::string> taker = map_.given_to(*object)) {
      report(Rule::foreign_object,
             fmt::format("{} is on its way to {}: nobody may touch it until {} takes it.", to_string(*object), *taker, *taker),
             *taker == me_ ? fmt::format("Write -- deed:take {} from {} first.", to_string(*object), map_.owner(*object)->service)
                           : "Leave it alone.");
      return;
    }
    if (object->kind == ObjectKind::schema && use.access == Access::reference) {
      check_schema_of(statement, "objects of an extension", object->name);
      return;
    }
    check_access(statement, use, *object);
    check_schema_members(statement, use, *object);
  }

  void check_access(const Statement& statement, const ObjectUse& use, const ObjectName& object) {
    const std::optional<Owner> owner = map_.owner(object);
    if (owner && owner->service == me_) {
      return;
    }
    // Types and functions may come from an extension, which is common ground; only the database knows.
    const bool perhaps_common = (use.form == NameForm::type || comes_with_extensions(object.kind)) &&
                                (use.access == Access::read || use.access == Access::reference);
    if (!owner) {
      if (!perhaps_common) {
        report_unowned(statement, use, object);
      }
      return;
    }
    if (const std::vector<const Share*> shares = map_.shares(owner->service, object, me_, use.access); !shares.empty()) {
      ShareUse& used =
          result_.shares_used.emplace_back(ShareUse{owner->service, shares.front()->allowed_by(use.access), object, location()});
      std::transform(shares.begin() + 1, shares.end(), std::back_inserter(used.also),
                     [&](const Share* share) { return share->allowed_by(use.access); });
      return;
    }
    if (perhaps_common && owner->by_pattern) {
      undecided(fmt::format("whether {} is {}'s or an extension's is known to the database only", to_string(object), owner->service));
      return;
    }
    report(Rule::foreign_object,
           fmt::format("{} would {} {}, which belongs to {}{}.", where(statement, use), word(use.access), to_string(object), owner->service,
                       by(*owner, object)),
           takes_away(statement, object) ? give_hint(*owner, object, me_) : share_hint(*owner, object, me_, use.access));
  }

  // No share lets another service drop, rename or move an object.
  bool takes_away(const Statement& statement, const ObjectName& object) const {
    return std::any_of(statement.changes.begin(), statement.changes.end(), [&](const NameChange& change) {
      const bool leaves = change.kind == ChangeKind::drop || change.kind == ChangeKind::rename;
      return leaves && !change.dependent && map_.resolve(change.object, path_) == object;
    });
  }

  static bool comes_with_extensions(ObjectKind kind) {
    return kind == ObjectKind::function || kind == ObjectKind::operator_ || kind == ObjectKind::collation ||
           kind == ObjectKind::text_search;
  }

  void report_unowned(const Statement& statement, const ObjectUse& use, const ObjectName& object) {
    for (const auto& [service, holdings] : map_.services()) {
      if (const auto found = holdings.departed.find(object); map_.complete && found != holdings.departed.end()) {
        report_departed(statement, use, object, {service, found->second.revision}, found->second.to);
        return;
      }
    }
    Finding& finding =
        report(Rule::foreign_object,
               fmt::format("{} would {} {}, which no service owns.", where(statement, use), word(use.access), to_string(object)),
               fmt::format("If it is {}'s, write -- deed:claim {} before it.", me_, to_string(object)));
    if (!map_.complete) {
      finding.rule = Rule::owner_unknown;
      finding.severity = Severity::warning;
      finding.message =
          fmt::format("{} would {} {}, whose owner is not known here.", where(statement, use), word(use.access), to_string(object));
      finding.hint = "The neighbours are not in this checkout: deed ownership pull writes ownership.lock, which tells who they are.";
    }
  }

  // To claim what is gone would help nobody.
  void report_departed(const Statement& statement, const ObjectUse& use, const ObjectName& object, const RevisionRef& by,
                       const std::optional<ObjectName>& to) {
    const std::string name_it = to ? fmt::format("Write {}. ", to_string(*to)) : "";
    report(Rule::foreign_object,
           fmt::format("{} would {} {}, which revision {} {}.", where(statement, use), word(use.access), to_string(object), to_string(by),
                       to ? fmt::format("renames to {}", to_string(*to)) : "drops"),
           by.service == me_
               ? fmt::format("{}Its revisions run in another order than this one expects: `Revises`, or a `Depends On`, says the order.",
                             name_it)
               : fmt::format("{}Where this revision ran first, a new database has to be told so: add to the header of {}, before any "
                             "database applies it: -- Depends On: {}",
                             name_it, to_string(by), to_string(RevisionRef{me_, origin_.revision})));
  }

  // A command on a schema reaches everything in it.
  void check_schema_members(const Statement& statement, const ObjectUse& use, const ObjectName& object) {
    if (object.kind != ObjectKind::schema || use.access != Access::alter || statement.kind == "comment") {
      return;
    }
    for (const auto& [service, holdings] : map_.services()) {
      for (const auto& [held, revision] : holdings.objects) {
        if (service != me_ && held.schema == object.name && map_.share(service, held, me_, Access::alter) == nullptr) {
          report(
              Rule::foreign_object,
              fmt::format("{} on {} reaches {}, which belongs to {}.", upper(statement.kind), to_string(object), to_string(held), service),
              "Name your own objects one by one.");
        }
      }
    }
  }

  void check_change(const Statement& statement, const NameChange& change) {
    if (change.temporary) {
      return;
    }
    if (change.kind == ChangeKind::create) {
      check_created(statement, change);
    } else if (change.kind == ChangeKind::rename) {
      const ObjectName from = map_.resolve(change.object, path_);
      check_moved(statement, change, from);
      const ObjectName to{from.kind, change.other->schema.empty() ? from.schema : change.other->schema, change.other->name};
      change.dependent ? check_free_name(statement, to, false) : check_new_name(statement, to, false);
    } else if (change.kind == ChangeKind::drop) {
      check_moved(statement, change, map_.resolve(change.object, path_));
    }
  }

  // An index or sequence of a table is made in the table's schema, which the use of the table decides.
  void check_created(const Statement& statement, const NameChange& change) {
    if (!change.dependent) {
      check_new_name(statement, created_name(change.object, path_), change.may_exist);
      return;
    }
    WrittenName part = change.object;
    part.schema = map_.resolve(*change.other, path_).schema;
    check_free_name(statement, created_name(part, path_), change.may_exist);
  }

  // Its owner's rows say that an object exists under its name, whoever may alter it.
  void check_moved(const Statement& statement, const NameChange& change, const ObjectName& object) {
    const std::optional<Owner> owner = map_.owner(object);
    if (!change.dependent && owner && owner->service != me_ && owner->by == to_string(object) &&
        map_.share(owner->service, object, me_, Access::alter) != nullptr) {
      report(Rule::foreign_object,
             fmt::format("{} would take {} away from under its name, and {} only shares it.", upper(statement.kind), to_string(object),
                         owner->service),
             give_hint(*owner, object, me_));
    }
  }

  // Whether the name is another service's.
  void check_free_name(const Statement& statement, const ObjectName& object, bool common) {
    const std::optional<Owner> other = map_.other_owner(object, me_);
    const bool mine_by_name = map_.of(me_).objects.contains(object);
    if (other && !other->by_everything && !common && !mine_by_name) {
      report(Rule::foreign_object,
             fmt::format("{} would make {}, a name that belongs to {}{}.", upper(statement.kind), to_string(object), other->service,
                         by(*other, object)),
             "Choose another name, or let its owner give it away.");
    }
  }

  void check_new_name(const Statement& statement, const ObjectName& object, bool may_exist) {
    if (object.schema == kDeedSchema || is_system_schema(object.schema) ||
        (object.kind == ObjectKind::schema && object.name == kDeedSchema) || map_.is_history(object)) {
      report(Rule::deed_table, fmt::format("{} would make {}, where services keep nothing.", upper(statement.kind), to_string(object)),
             "Use another schema.");
      return;
    }
    check_free_name(statement, object, may_exist && (object.kind == ObjectKind::schema || object.kind == ObjectKind::extension));
    check_schema_of(statement, to_string(object), object.schema);
  }

  // Whether something may be made in a schema.
  void check_schema_of(const Statement& statement, const std::string& what, const std::string& in) {
    const ObjectName schema{ObjectKind::schema, "", in};
    const bool new_with_it = std::any_of(statement.changes.begin(), statement.changes.end(), [&](const NameChange& change) {
      return change.kind == ChangeKind::create && change.object.kind == ObjectKind::schema && change.object.name == in;
    });
    if (in.empty() || new_with_it) {
      return;
    }
    const std::optional<Owner> owner = map_.owner(schema);
    const bool listed = std::find(options_.schemas.begin(), options_.schemas.end(), in) != options_.schemas.end();
    if (owner && owner->service != me_ && !owner->by_everything) {
      report(Rule::foreign_object,
             fmt::format("{} would make {} in a schema that belongs to {}.", upper(statement.kind), what, owner->service),
             "Use a schema of your own.");
    } else if (!owner && !listed && map_.complete) {
      report(Rule::foreign_object,
             fmt::format("{} would make {} in a schema that is neither in `schemas` nor {}'s.", upper(statement.kind), what, me_),
             fmt::format("Add \"{}\" to `schemas` in deed.toml, or create or claim the schema.", in));
    }
  }

  // Of a downgrade step, which is not folded: what it has made is free for its later statements.
  void remember_created(const Statement& statement) {
    for (const NameChange& change : statement.changes) {
      if (change.temporary) {
        continue;
      }
      if (change.kind == ChangeKind::create) {
        created_.insert(created_name(change.object, path_));
      } else if (change.kind == ChangeKind::rename) {
        const ObjectName from = map_.resolve(change.object, path_);
        created_.insert({from.kind, change.other->schema.empty() ? from.schema : change.other->schema, change.other->name});
      }
    }
    if (statement.search_path) {
      path_ = *statement.search_path;
    }
  }

  OwnershipMap& map_;
  const ParsedStep& step_;
  const StepOrigin& origin_;
  const std::string& file_;
  const CheckOptions& options_;
  SearchPath path_;
  const std::string& me_;
  Position at_;
  std::set<ObjectName> created_;
  CheckResult result_;
};

}  // namespace

CheckResult check_step(OwnershipMap& map, const ParsedStep& step, const StepOrigin& origin, const std::string& path,
                       const CheckOptions& options) {
  return StepCheck(map, step, origin, path, options).run();
}

}  // namespace deed::ownership
