#include "ownership/guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <variant>

#include "ownership/lock_access.h"
#include "ownership/lost_names.h"
#include "ownership/messages.h"
#include "ownership/object_owner.h"

namespace deed::ownership {

namespace {

bool is_temporary_schema(std::string_view schema) { return schema.starts_with("pg_temp_") || schema.starts_with("pg_toast_temp_"); }

class Judge {
 public:
  Judge(const Evidence& evidence, const OwnershipMap& map, const GuardedStep& step)
      : evidence_(evidence), map_(map), step_(step), created_names_(created_names(step)), lost_(lost_names(evidence)) {
    for (const ObjectFacts& facts : evidence.before) {
      before_.emplace(facts.address, &facts);
    }
    for (const ObjectFacts& facts : evidence.created) {
      created_.emplace(facts.address, &facts);
    }
    for (const HeldLock& lock : evidence.locks) {
      std::set<LockMode>& modes = modes_[answering(lock.address)];
      modes.insert(lock.modes.begin(), lock.modes.end());
    }
  }

  std::vector<Finding> run() {
    if (!evidence_.same_transaction) {
      report(Rule::left_transaction, "", "The step ended the transaction that deed had begun, and began another one.",
             "Remove COMMIT and ROLLBACK from it.");
    }
    if (!evidence_.runner_lock_held) {
      report(Rule::lost_runner_lock, "", "The runner lock is no longer held: something in the step released it.",
             "Remove pg_advisory_unlock_all() and the like from it.");
    }
    if (evidence_.holdable_cursor) {
      report(Rule::left_transaction, "cursor", "The step left a cursor WITH HOLD, which is read at COMMIT, behind the guard.",
             "Read what it needs before the step ends.");
    }
    // Tables and the like first: what is said of one covers its indexes, types and constraints.
    for (const bool of_its_own : {true, false}) {
      for (const HeldLock& lock : evidence_.locks) {
        if (stands_for_itself(lock.address) == of_its_own) {
          judge_lock(lock);
        }
      }
    }
    for (const WrittenRow& row : evidence_.written) {
      judge_row(row);
    }
    for (const ObjectName& name : evidence_.stood_before) {
      judge_standing(name);
    }
    if (evidence_.now) {
      std::for_each(evidence_.now->begin(), evidence_.now->end(), [&](const ObjectFacts& facts) { judge_new_name(facts); });
    }
    for (const CatalogAddress& address : lost_) {
      judge_lost_name(*before_.find(address)->second);
    }
    return std::move(findings_);
  }

 private:
  const std::string& me() const { return step_.origin.service; }

  // The relation whose locks count together: a table's with those of its indexes.
  std::uint32_t answering(const CatalogAddress& address) const {
    const auto found = before_.find(address);
    return found != before_.end() && found->second->answers_oid != 0 ? found->second->answers_oid : address.object_oid;
  }

  bool stands_for_itself(const CatalogAddress& address) const {
    const auto* facts = facts_of(address);
    return address.class_oid == kPgClass && facts != nullptr && facts->answers == facts->name;
  }

  const ObjectFacts* facts_of(const CatalogAddress& address) const {
    if (const auto found = before_.find(address); found != before_.end()) {
      return found->second;
    }
    const auto found = created_.find(address);
    return found == created_.end() ? nullptr : found->second;
  }

  // `about` is what the finding is about: one of each rule and object is enough. `accused`: the statements that can have done it, where an
  // object tells more of them than that they do something.
  void report(Rule rule, const std::string& about, std::string message, std::string hint,
              std::optional<std::vector<std::string>> accused = {}) {
    if (!reported_.insert({rule, about}).second) {
      return;
    }
    findings_.push_back({.rule = rule,
                         .kind = ErrorKind::refused_by_commit_guard,
                         .message = std::move(message),
                         .location = {step_.path, step_.step->line},
                         .hint = std::move(hint),
                         .service = me(),
                         .revision = step_.origin.revision,
                         .details = accused ? std::move(*accused) : suspects({})});
  }

  void judge_lock(const HeldLock& lock) {
    if (evidence_.known_mine.contains(lock.address)) {
      return;
    }
    if (const auto found = created_.find(lock.address); found != created_.end()) {
      judge_created(*found->second);
      return;
    }
    const auto found = before_.find(lock.address);
    if (found == before_.end()) {
      // Made and dropped again by this transaction, or a weak lock on what came with the server.
      return;
    }
    judge_existing(lock, *found->second);
  }

  // What the transaction made and still has.
  void judge_created(const ObjectFacts& facts) {
    if (report_deed(facts, "it is new")) {
      return;
    }
    const bool is_member = !facts.extension.empty();
    if (facts.temporary || (is_member && runs_extension_scripts(step_)) || is_temporary_schema(facts.name.schema) ||
        (facts.name.kind == ObjectKind::schema && is_temporary_schema(facts.name.name))) {
      return;
    }
    if (const std::optional<Owner> holder = map_.owner(facts.name); holder && holder->service != me() && !holder->by_everything) {
      report_taken_name(facts.name, facts.description, *holder);
      return;
    }
    if (is_member) {
      return;
    }
    const bool belongs = facts.answers != facts.name && facts.name.kind == ObjectKind::relation;
    const bool inherits = !facts.parents.empty();
    if (belongs || inherits || facts.is_index || created_names_.contains(facts.name) || created_names_.contains(facts.answers)) {
      return;
    }
    const std::optional<Owner> owner = owner_of(map_, facts, me());
    if (owner && owner->service == me()) {
      return;
    }
    report(Rule::unnamed_creation, to_string(facts.answers),
           fmt::format("The step made {}, which its text does not name.", facts.description),
           fmt::format("Write -- deed:claim {} into the step.", to_string(facts.name)), suspects(facts.answers));
  }

  void report_taken_name(const ObjectName& name, const std::string& description, const Owner& holder) {
    report(Rule::foreign_object, to_string(name),
           fmt::format("The step made {}, a name that belongs to {}{}.", description, holder.service, by(holder, name)),
           "Choose another name.");
  }

  // What was the service's own before, and has another name now.
  void judge_new_name(const ObjectFacts& facts) {
    const auto before = before_.find(facts.address);
    const bool mine = evidence_.known_mine.contains(facts.address) ||
                      (before != before_.end() && is_mine(map_, me(), *before->second) && before->second->name != facts.name);
    const std::optional<Owner> holder = map_.owner(facts.name);
    if (mine && facts.answers == facts.name && !facts.temporary && holder && holder->service != me() && !holder->by_everything) {
      report_taken_name(facts.name, facts.description, *holder);
    }
  }

  void judge_lost_name(const ObjectFacts& facts) {
    const std::optional<Owner> owner = owner_of(map_, facts, me());
    const bool held = owner && owner->service != me() && facts.answers == facts.name && owner->by == to_string(facts.name);
    if (held && map_.share(owner->service, facts.name, me(), Access::alter) != nullptr) {
      report(Rule::foreign_object, fmt::format("{} name", to_string(facts.name)),
             fmt::format("The transaction would drop, rename or move {}, which belongs to {}; a share to alter covers all but the name.",
                         facts.description, owner->service),
             give_hint(*owner, facts.name, me()), suspects(facts.name));
    }
  }

  // A change of a schema reaches everything in it.
  void judge_schema_members(const ObjectFacts& facts) {
    for (const auto& [service, holdings] : map_.services()) {
      for (const auto& [held, revision] : holdings.objects) {
        if (service != me() && held.schema == facts.name.name && map_.share(service, held, me(), Access::alter) == nullptr) {
          report(Rule::foreign_object, to_string(facts.name),
                 fmt::format("The step changed {}, in which {} belongs to {}.", facts.description, to_string(held), service),
                 "Name your own objects one by one.");
        }
      }
    }
  }

  bool report_deed(const ObjectFacts& facts, const std::string& evidence) {
    const bool schema = facts.name.kind == ObjectKind::schema && facts.name.name == kDeedSchema;
    if (schema || facts.answers.schema == kDeedSchema || map_.is_history(facts.answers)) {
      report(Rule::deed_table, to_string(facts.answers),
             fmt::format("The step touched {}, which is deed's own ({}).", facts.description, evidence), "Use deed's commands.");
      return true;
    }
    return false;
  }

  // Rows that no lock tells of. Of a foreign table only what its fingerprint says counts: an own foreign key writes its row too.
  void judge_row(const WrittenRow& row) {
    if (!row.everybody.empty()) {
      report(Rule::system_object, row.everybody, fmt::format("The step changed the {}, which concerns every service.", row.everybody),
             "Let a DBA do it.");
      return;
    }
    const auto found = before_.find(row.address);
    if (found == before_.end()) {
      const auto created = created_.find(row.address);
      if (created != created_.end()) {
        judge_created(*created->second);
      }
      return;
    }
    const ObjectFacts& facts = *found->second;
    if (report_deed(facts, "its row in the catalogue is another")) {
      return;
    }
    if (is_system_schema(facts.answers.schema)) {
      report(Rule::system_object, to_string(facts.answers),
             fmt::format("The step changed {}, which is PostgreSQL's own.", facts.description), "Make an object of your own instead.");
      return;
    }
    const bool relation = row.address.class_oid == kPgClass;
    if (facts.address.class_oid == kPgNamespace && is_mine(map_, me(), facts)) {
      judge_schema_members(facts);
    }
    if (facts.temporary || is_mine(map_, me(), facts) || (relation && !evidence_.altered.contains(facts.answers_oid))) {
      return;
    }
    const std::optional<Owner> owner = owner_of(map_, facts, me());
    if (!owner || map_.share(owner->service, held_as(facts), me(), Access::alter) == nullptr) {
      refuse(facts, owner, Access::alter, "its row in the catalogue is another");
    }
  }

  void judge_existing(const HeldLock& lock, const ObjectFacts& facts) {
    if (facts.address.class_oid == kPgNamespace) {
      judge_schema(lock, facts);
      return;
    }
    if (report_deed(facts, evidence_text(lock))) {
      return;
    }
    if (lock.shared || is_system_schema(facts.answers.schema)) {
      judge_system(lock, facts);
      return;
    }
    if (facts.temporary || is_mine(map_, me(), facts)) {
      return;
    }
    judge_foreign(lock, facts);
  }

  // AccessShare on a schema is making something in it.
  void judge_schema(const HeldLock& lock, const ObjectFacts& facts) {
    const std::optional<Owner> owner = map_.owner(facts.name);
    const bool strong = *lock.modes.rbegin() != LockMode::access_share;
    if (strong && report_deed(facts, evidence_text(lock))) {
      return;
    }
    if (strong && owner && owner->service == me()) {
      judge_schema_members(facts);
    }
    if (is_system_schema(facts.name.name) || (owner && owner->service == me()) || (!strong && (!owner || owner->by_everything))) {
      return;
    }
    const bool shared = owner && map_.share(owner->service, facts.name, me(), Access::alter) != nullptr;
    if (!shared) {
      refuse(facts, owner, Access::alter, lock);
    }
  }

  void judge_system(const HeldLock& lock, const ObjectFacts& facts) {
    const LockMode strongest = *lock.modes.rbegin();
    // CREATE COLLATION keeps others from making the same one.
    const bool collating = facts.address == CatalogAddress{kPgClass, kPgCollation} && strongest == LockMode::share_row_exclusive;
    const bool ordering = facts.name.schema == "pg_catalog" && facts.answers.name == "pg_depend" && runs_extension_scripts(step_);
    if (collating || ordering) {
      return;
    }
    if (lock.shared && strongest > LockMode::access_share) {
      report(Rule::system_object, to_string(facts.answers),
             fmt::format("The step changed {}, which belongs to the whole server ({}).", facts.description, evidence_text(lock)),
             "Let a DBA do it.", suspects(facts.answers));
    } else if (facts.address.class_oid != kPgClass && strongest > LockMode::access_share) {
      report(Rule::system_object, to_string(facts.answers),
             fmt::format("The step changed {}, which is PostgreSQL's own ({}).", facts.description, evidence_text(lock)),
             "Make an object of your own instead.", suspects(facts.answers));
    } else if (facts.address.class_oid == kPgClass &&
               ((facts.is_index && facts.name.schema != "pg_toast" && strongest >= LockMode::row_exclusive) ||
                strongest > LockMode::row_exclusive)) {
      // DDL leaves RowExclusive on catalogue tables, but nothing on their indexes; UPDATE and DELETE by hand do. A definition that is too
      // long for its row leaves it on the index of the TOAST table too.
      report(Rule::system_object, to_string(facts.answers),
             fmt::format("The step changed PostgreSQL's catalogue by hand: {} ({}).", facts.description, evidence_text(lock)),
             "Use DDL instead.", suspects(facts.answers));
    }
  }

  void judge_foreign(const HeldLock& lock, const ObjectFacts& facts) {
    const std::optional<Owner> owner = owner_of(map_, facts, me());
    if (!facts.extension.empty() && *lock.modes.rbegin() <= LockMode::row_share) {
      return;
    }
    for (const LockMode mode : lock.modes) {
      const std::optional<Access> access = access_of(mode, lock, facts);
      if (!access || (owner && map_.share(owner->service, held_as(facts), me(), *access) != nullptr)) {
        continue;
      }
      refuse(facts, owner, *access, lock);
    }
    // A lock that a foreign key explains hides what else was done to the table.
    if (evidence_.altered.contains(facts.answers_oid) &&
        !(owner && map_.share(owner->service, held_as(facts), me(), Access::alter) != nullptr)) {
      refuse(facts, owner, Access::alter, lock);
    }
  }

  // What a mode on somebody else's object means; nothing where the service's own business explains it.
  std::optional<Access> access_of(LockMode mode, const HeldLock& lock, const ObjectFacts& facts) const {
    if (lock.address.class_oid != kPgClass) {
      return mode == LockMode::access_share ? Access::reference : Access::alter;
    }
    const ForeignKeyRole keys = foreign_key_role(facts.answers_oid);
    const std::optional<Access> access = access_of_lock(mode, keys);
    if (access == Access::read && read_through_shared_view(facts.answers_oid)) {
      return std::nullopt;
    }
    return access;
  }

  ForeignKeyRole foreign_key_role(std::uint32_t table) const {
    ForeignKeyRole role;
    for (const ForeignKeyFacts& key : evidence_.foreign_keys) {
      if (key.referenced_oid == table && mine(key.referencing_oid)) {
        role.own_key_changed = role.own_key_changed || (key.exists && key.changed);
        role.own_key_gone = role.own_key_gone || (key.existed && !key.exists);
        role.own_rows_written = role.own_rows_written || (key.exists && written(key.referencing_oid));
      } else if (key.referencing_oid == table && mine(key.referenced_oid) && written(key.referenced_oid)) {
        role.own_key_rows_changed = true;
        role.declared_action = role.declared_action || (key.has_action && nothing_else_writes(key.referenced_oid) &&
                                                        shared_with_owner_of(table, key.referenced_oid));
      }
    }
    return role;
  }

  bool mine(std::uint32_t relation) const {
    const CatalogAddress address{kPgClass, relation};
    const auto found = before_.find(address);
    return evidence_.known_mine.contains(address) || created_.contains(address) ||
           (found != before_.end() && is_mine(map_, me(), *found->second));
  }

  bool written(std::uint32_t relation) const {
    const auto found = modes_.find(relation);
    return found != modes_.end() && *found->second.rbegin() > LockMode::row_share;
  }

  // Whether the service shares its referenced table with the one whose rows an action changes: that service declared the action.
  bool shared_with_owner_of(std::uint32_t table, std::uint32_t own) const {
    const auto theirs = before_.find({kPgClass, table});
    const auto ours = before_.find({kPgClass, own});
    const std::optional<Owner> owner = theirs == before_.end() ? std::nullopt : owner_of(map_, *theirs->second, me());
    return owner && ours != before_.end() && map_.share(me(), ours->second->answers, owner->service, Access::reference) != nullptr;
  }

  // Whether the step changes rows of this own table, and nothing in it can have changed the other's rows but the action.
  bool nothing_else_writes(std::uint32_t own) const {
    const bool code =
        std::any_of(evidence_.running_code.begin(), evidence_.running_code.end(), [&](std::uint32_t oid) { return mine(oid); });
    const auto facts = before_.find({kPgClass, own});
    return !code && facts != before_.end() && plainly_writes(step_, facts->second->answers);
  }

  // A shared view at read brings what it reads.
  bool read_through_shared_view(std::uint32_t relation) const {
    return std::any_of(evidence_.views.begin(), evidence_.views.end(), [&](const ViewDependency& dependency) {
      const auto view = before_.find({kPgClass, dependency.view_oid});
      if (dependency.relation_oid != relation || view == before_.end()) {
        return false;
      }
      const std::optional<Owner> owner = owner_of(map_, *view->second, me());
      return (owner && map_.share(owner->service, view->second->name, me(), Access::read) != nullptr) ||
             read_through_shared_view(dependency.view_oid);
    });
  }

  // CREATE ... IF NOT EXISTS that met something: it was not made, so it must have been the service's.
  void judge_standing(const ObjectName& name) {
    const std::optional<Owner> owner = map_.owner(name);
    if (!owner || owner->service != me()) {
      report(Rule::foreign_object, to_string(name),
             fmt::format("{} existed before and is {}; IF NOT EXISTS does not make it {}'s.", to_string(name),
                         owner ? owner->service + "'s" : "nobody's", me()),
             owner ? "Choose another name." : fmt::format("Write -- deed:claim {} before the statement.", to_string(name)));
    }
  }

  void refuse(const ObjectFacts& facts, const std::optional<Owner>& owner, Access access, const HeldLock& lock) {
    refuse(facts, owner, access, evidence_text(lock));
  }

  void refuse(const ObjectFacts& facts, const std::optional<Owner>& owner, Access access, const std::string& evidence) {
    const std::string whose = owner ? fmt::format("belongs to {}{}", owner->service, by(*owner, held_as(facts))) : "no service owns";
    const bool lost = access == Access::alter && facts.answers == facts.name && lost_.contains(facts.address);
    const std::string hint = !owner ? fmt::format("If it is {}'s, write -- deed:claim {} into the step.", me(), to_string(held_as(facts)))
                             : lost ? give_hint(*owner, held_as(facts), me())
                                    : share_hint(*owner, held_as(facts), me(), access);
    report(Rule::foreign_object, fmt::format("{} {}", to_string(facts.answers), word(access)),
           fmt::format("The transaction would {} {}, which {}; {}.", word(access), facts.description, whose, evidence), hint,
           ownership::suspects(step_, facts.answers, access));
  }

  std::vector<std::string> suspects(const ObjectName& object) const { return ownership::suspects(step_, object, Access::alter); }

  static std::string evidence_text(const HeldLock& lock) {
    return lock.rolled_back ? "a sub-transaction that was rolled back read it" : fmt::format("it holds {} on it", join_modes(lock.modes));
  }

  const Evidence& evidence_;
  const OwnershipMap& map_;
  const GuardedStep& step_;
  std::set<ObjectName> created_names_;
  std::set<CatalogAddress> lost_;
  std::map<CatalogAddress, const ObjectFacts*> before_;
  std::map<CatalogAddress, const ObjectFacts*> created_;
  // Of each relation with its indexes.
  std::map<std::uint32_t, std::set<LockMode>> modes_;
  std::set<std::pair<Rule, std::string>> reported_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<ObjectName> claimed_objects(const RowDelta& delta) {
  std::vector<ObjectName> objects;
  for (const OwnershipRow& row : delta.add) {
    const std::optional<ObjectName> object =
        row.kind == OwnershipRowKind::object ? parse_object_pattern(row.object, "").exact() : std::nullopt;
    if (object && (object->kind == ObjectKind::relation || object->kind == ObjectKind::statistics)) {
      objects.push_back(*object);
    }
  }
  return objects;
}

std::vector<Finding> foreign_parts(const OwnershipMap& before, const GuardedStep& guarded, const std::vector<ObjectFacts>& all) {
  const std::string& me = guarded.origin.service;
  std::vector<Finding> findings;
  for (const ObjectFacts& facts : all) {
    const std::optional<Owner> owner = owner_of(before, facts, me);
    const bool on_its_way = before.given_to(facts.name) == me;
    if (on_its_way || !owner || owner->service == me || owner->by_everything) {
      continue;
    }
    findings.push_back({.rule = Rule::foreign_object,
                        .kind = ErrorKind::refused_by_commit_guard,
                        .message = fmt::format("{} may not be claimed: {} belongs to {}{}.", to_string(facts.name), facts.description,
                                               owner->service, by(*owner, facts.name)),
                        .location = {guarded.path, guarded.step->line},
                        .hint = "Only `deed:give` in its owner's revision and `deed:take` here move an object.",
                        .service = me,
                        .revision = guarded.origin.revision});
  }
  return findings;
}

std::vector<Finding> judge(const Evidence& evidence, const OwnershipMap& map, const GuardedStep& step) {
  return Judge(evidence, map, step).run();
}

std::set<CatalogAddress> own_addresses(const Evidence& evidence, const OwnershipMap& map, const std::string& service) {
  std::set<CatalogAddress> own;
  for (const ObjectFacts& facts : evidence.before) {
    if (is_mine(map, service, facts)) {
      own.insert(facts.address);
    }
  }
  return own;
}

}  // namespace deed::ownership
