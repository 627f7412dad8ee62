#include "catalog/evidence_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "catalog/counted_catalogues.h"
#include "catalog/lookup.h"
#include "catalog/queries.h"
#include "catalog/text_search_mappings.h"
#include "catalog/touched_objects.h"

namespace deed::catalog {

namespace {

using postgres::Connection;
using postgres::Result;

// The temporary schema stands last: left out, PostgreSQL would look for types there first, and a step can make any type. Compiling these
// queries with thousands of locks takes seconds, and running them milliseconds; planning them takes longer than running them.
constexpr const char* kSettle =
    "SELECT pg_catalog.set_config('role', $1, true), pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true), "
    "pg_catalog.set_config('jit', 'off', true), pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)";

// Objects that came with the server; nobody owns them. Schemas are told by their names, as `public` has a low number too.
bool is_builtin(const CatalogAddress& address) { return address.object_oid < 16384 && address.class_oid != kPgNamespace; }

// Fills one Evidence; each member function adds what the ones before made necessary.
class Reader {
 public:
  Reader(Connection& inside, const Observer& observer, const EvidenceRequest& request)
      : inside_(inside), observer_(observer), request_(request) {}

  Evidence read() {
    read_touched();
    if (!request_.locks_tell) {
      read_rolled_back();
    }
    read_references(request_.locks_tell);
    resolve_locked();
    read_written_rows();
    if (request_.locks_tell && evidence_.code_ran) {
      read_references(false);
      resolve_locked();
    }
    if (!request_.locks_tell || evidence_.code_ran) {
      read_new_names();
    }
    collect_foreign();
    if (!foreign_.empty()) {
      read_foreign_keys();
      read_views();
      compare_fingerprints();
    }
    read_names();
    return std::move(evidence_);
  }

 private:
  void note_state(const Result& result) {
    evidence_.same_transaction = result.text(0, 0) == request_.start.id;
    evidence_.holdable_cursor = result.boolean(0, 1);
    RowCounts counts;
    for (std::size_t row = 0; row < result.size(); ++row) {
      note_counts(counts, result.oid(row, 3), result.array(row, 4));
    }
    for (const CountedCatalogue& catalogue : kCounted) {
      if (has_moved(catalogue, request_.start.written_rows, counts)) {
        moved_.insert(catalogue.oid);
      }
    }
  }

  void read_touched() {
    const bool asked = !request_.asked.empty();
    if (asked) {
      note_state(request_.asked.back());
    } else {
      const std::vector<Result> answers = inside_.execute_together(asking_evidence(request_.role, false));
      note_state(answers.back());
      inside_.reuse_plans(request_.run, standing_plans(answers.back()));
    }
    if (asked && request_.locks_tell) {
      touched_ = touched_objects(request_.asked[request_.asked.size() - 2], request_.runner_lock);
    } else {
      const postgres::Request question = asking_touched_objects("", request_.locks_tell);
      touched_ = touched_objects(inside_.execute_uninterrupted(question.sql, question.values), request_.runner_lock);
    }
    evidence_.locks = std::move(touched_.locks);
    evidence_.runner_lock_held = touched_.runner_lock_held;
  }

  // The locks of a sub-transaction that was rolled back are gone, and what it read may be in the service's hands.
  void read_rolled_back() {
    std::set<std::uint32_t> locked;
    for (const HeldLock& lock : evidence_.locks) {
      if (lock.address.class_oid == kPgClass) {
        locked.insert(lock.address.object_oid);
      }
    }
    const Result result = inside_.execute_uninterrupted(queries::read_relations, {});
    const ReadCounts& before = request_.start.read_blocks;
    for (std::size_t row = 0; row < result.size(); ++row) {
      const auto counted = before.find(result.oid(row, 0));
      const bool read = counted == before.end() || result.number(row, 2) > counted->second;
      // The table that an index or TOAST table belongs to, once.
      const std::uint32_t relation = result.oid(row, 1);
      if (read && locked.insert(relation).second) {
        evidence_.locks.push_back({.address = {kPgClass, relation}, .modes = {LockMode::access_share}, .rolled_back = true});
      }
    }
  }

  // What new definitions refer to counts as locked, as by a server that locks it: all of them, or those of relations that were changed.
  void read_references(bool of_relations) {
    if (!moved_.contains(kPgDepend)) {
      return;
    }
    std::set<CatalogAddress> locked;
    for (const HeldLock& lock : evidence_.locks) {
      locked.insert(lock.address);
    }
    const auto note = [&](const CatalogAddress& address) {
      if (locked.insert(address).second) {
        evidence_.locks.push_back({.address = address, .modes = {LockMode::access_share}});
      }
    };
    if (of_relations) {
      for (const Reference& reference : touched_.references) {
        if (reference.in_progress || reference.after < given()) {
          note(reference.address);
        }
      }
      return;
    }
    const Result result = inside_.execute_uninterrupted(queries::new_references, transactions());
    for (std::size_t row = 0; row < result.size(); ++row) {
      note({result.oid(row, 0), result.oid(row, 1)});
    }
  }

  // How many ids were given out since this transaction began. A sub-transaction has one of its own: all of them are among these, as the
  // observer takes one now.
  std::int64_t given() {
    if (!given_) {
      const Result now = observer_().execute_uninterrupted("SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text");
      given_ = now.number(0, 0) - std::stoll(request_.start.id) + 1;
    }
    return *given_;
  }

  // This transaction, and how many ids were given out since it began.
  std::vector<postgres::Value> transactions() { return {request_.start.id, std::to_string(given())}; }

  void read_new_names() {
    std::set<CatalogAddress> addresses;
    for (const HeldLock& lock : evidence_.locks) {
      if (*lock.modes.rbegin() >= LockMode::share_update_exclusive && !is_builtin(lock.address)) {
        addresses.insert(lock.address);
      }
    }
    for (const WrittenRow& row : evidence_.written) {
      if (row.everybody.empty() && row.address.object_oid != 0 && !is_builtin(row.address)) {
        addresses.insert(row.address);
      }
    }
    for (const ObjectFacts& facts : evidence_.created) {
      addresses.erase(facts.address);
    }
    evidence_.now = addresses.empty() ? std::vector<ObjectFacts>{} : resolve_objects(inside_, {addresses.begin(), addresses.end()});
  }

  void read_written_rows() {
    std::set<std::uint32_t> catalogues = moved_;
    catalogues.erase(kPgDepend);
    const auto moved = [&](std::uint32_t told) { return moved_.contains(told); };
    if (request_.locks_tell && std::any_of(kToldByLocks.begin(), kToldByLocks.end(), moved)) {
      evidence_.code_ran = code_may_have_run();
    }
    if (request_.locks_tell && !evidence_.code_ran) {
      std::for_each(kToldByLocks.begin(), kToldByLocks.end(), [&](std::uint32_t told) { catalogues.erase(told); });
    }
    if (catalogues.empty()) {
      return;
    }
    std::vector<postgres::Value> values = transactions();
    values.emplace_back(oid_array(catalogues));
    note_rows(inside_.execute_uninterrupted(queries::written_rows, values));
    if (catalogues.contains(kUserMapping) || catalogues.contains(kSubscription)) {
      note_rows(inside_.execute_uninterrupted(queries::written_secrets, values));
    }
    if (catalogues.contains(kParameterAcl)) {
      evidence_.written.insert({{kParameterAcl, 0}, "privileges on settings"});
    }
    if (catalogues.contains(kTextSearchMap)) {
      for (const std::uint32_t configuration : changed_mappings(inside_, observer_())) {
        evidence_.written.insert({{kTextSearchConfiguration, configuration}, ""});
      }
    }
    std::vector<CatalogAddress> addresses;
    for (const WrittenRow& row : evidence_.written) {
      if (row.everybody.empty()) {
        addresses.push_back(row.address);
      }
    }
    resolve(std::move(addresses));
  }

  // Objects that were found to be there, or to have been before.
  std::set<CatalogAddress> found() const {
    std::set<CatalogAddress> addresses;
    for (const auto* facts : {&evidence_.before, &evidence_.created}) {
      std::transform(facts->begin(), facts->end(), std::inserter(addresses, addresses.end()),
                     [](const ObjectFacts& one) { return one.address; });
    }
    return addresses;
  }

  // Whether the step's DDL may have run somebody's code, by what the relations are that it touched.
  bool code_may_have_run() {
    const std::set<CatalogAddress> found = this->found();
    std::set<std::uint32_t> relations;
    bool dropped = false;
    for (const HeldLock& lock : evidence_.locks) {
      const bool relation = lock.address.class_oid == kPgClass;
      const bool strong = *lock.modes.rbegin() > LockMode::access_share;
      dropped = dropped || (!relation && strong);
      if (is_builtin(lock.address) || (!relation && !strong)) {
        continue;
      }
      if (!found.contains(lock.address) && !request_.known_mine.contains(lock.address)) {
        // It came and went: nobody can tell what it was, and what it ran.
        return true;
      }
      if (relation) {
        relations.insert(lock.address.object_oid);
      }
    }
    if (runs_code(inside_, touched_.code)) {
      return true;
    }
    if (touched_.relations == relations.size() && !dropped) {
      return false;
    }
    const postgres::Request before = asking_touched_objects(request_.start.process, true);
    const Result seen = observer_().execute_uninterrupted(before.sql, before.values);
    return runs_code(observer_(), touched_objects(seen, request_.runner_lock).code);
  }

  void note_rows(const Result& result) {
    for (std::size_t row = 0; row < result.size(); ++row) {
      const CatalogAddress address{result.oid(row, 0), result.is_null(row, 1) ? 0 : result.oid(row, 1)};
      evidence_.written.insert({address, std::string(result.text(row, 2))});
    }
  }

  void resolve_locked() {
    std::vector<CatalogAddress> addresses;
    for (const HeldLock& lock : evidence_.locks) {
      // Of what came with the server only strong locks matter.
      if (!is_builtin(lock.address) || *lock.modes.rbegin() > LockMode::row_share) {
        addresses.push_back(lock.address);
      }
    }
    resolve(std::move(addresses));
  }

  // Notes who these objects are, but for the service's own and those that are known by now.
  void resolve(std::vector<CatalogAddress> addresses) {
    std::erase_if(addresses, [&](const CatalogAddress& address) {
      return address.object_oid == 0 || request_.known_mine.contains(address) || !asked_.insert(address).second;
    });
    if (addresses.empty()) {
      return;
    }
    SeenByTwo seen = resolve_by_two(observer_(), inside_, addresses, asking_standing());
    note_standing(seen.further);
    for (ObjectFacts& facts : seen.by_first) {
      std::erase(addresses, facts.address);
      evidence_.before.push_back(std::move(facts));
    }
    for (ObjectFacts& facts : seen.by_second) {
      if (std::ranges::find(addresses, facts.address) != addresses.end()) {
        evidence_.created.push_back(std::move(facts));
      }
    }
  }

  // Relations before the transaction that are somebody else's.
  void collect_foreign() {
    for (const ObjectFacts& facts : evidence_.before) {
      if (facts.answers_oid != 0 && !is_builtin({kPgClass, facts.answers_oid}) && !request_.is_mine(facts)) {
        foreign_.insert(facts.answers_oid);
      }
    }
  }

  void read_foreign_keys() {
    std::map<std::uint32_t, ForeignKeyFacts> keys;
    std::map<std::uint32_t, std::string> rows_before;
    const std::string tables = oid_array(foreign_);
    const auto take = [&](const Result& result, std::size_t row) -> ForeignKeyFacts& {
      ForeignKeyFacts& key = keys[result.oid(row, 0)];
      key.constraint_oid = result.oid(row, 0);
      key.referencing_oid = result.oid(row, 1);
      key.referenced_oid = result.oid(row, 2);
      key.has_action = key.has_action || result.text(row, 4) == "1";
      return key;
    };
    const Result before = observer_().execute_uninterrupted(queries::foreign_keys, {tables});
    for (std::size_t row = 0; row < before.size(); ++row) {
      ForeignKeyFacts& key = take(before, row);
      key.existed = true;
      rows_before[key.constraint_oid] = before.text(row, 3);
    }
    const Result now = inside_.execute_uninterrupted(queries::foreign_keys, {tables});
    for (std::size_t row = 0; row < now.size(); ++row) {
      ForeignKeyFacts& key = take(now, row);
      key.exists = true;
      key.changed = !key.existed || rows_before[key.constraint_oid] != now.text(row, 3);
    }
    for (auto& [constraint, key] : keys) {
      key.changed = key.changed || !key.exists;
      evidence_.foreign_keys.push_back(key);
    }
    const auto has_action = [](const ForeignKeyFacts& key) { return key.has_action; };
    if (std::any_of(evidence_.foreign_keys.begin(), evidence_.foreign_keys.end(), has_action)) {
      read_running_code();
      name_referenced_tables();
    }
  }

  // Whether an action explains rows depends on shares of the table that an own row was changed in: its name is needed, known or not.
  void name_referenced_tables() {
    std::vector<CatalogAddress> own;
    for (const ForeignKeyFacts& key : evidence_.foreign_keys) {
      if (const CatalogAddress referenced{kPgClass, key.referenced_oid}; key.has_action && request_.known_mine.contains(referenced)) {
        own.push_back(referenced);
      }
    }
    if (!own.empty()) {
      const std::vector<ObjectFacts> facts = resolve_objects(observer_(), own);
      evidence_.before.insert(evidence_.before.end(), facts.begin(), facts.end());
    }
  }

  // A trigger that was dropped again is seen from outside, one that is new from inside.
  void read_running_code() {
    std::set<std::uint32_t> written;
    for (const HeldLock& lock : evidence_.locks) {
      if (lock.address.class_oid == kPgClass && lock.modes.contains(LockMode::row_exclusive)) {
        written.insert(lock.address.object_oid);
      }
    }
    for (Connection* connection : {&inside_, &observer_()}) {
      for (const RunningCode& code : running_code(*connection, written, CodeIn::anything)) {
        evidence_.running_code.insert(code.relation_oid);
      }
    }
  }

  void read_views() {
    const Result result = observer_().execute_uninterrupted(queries::view_dependencies, {oid_array(foreign_)});
    for (std::size_t row = 0; row < result.size(); ++row) {
      evidence_.views.push_back({result.oid(row, 0), result.oid(row, 1)});
    }
  }

  void compare_fingerprints() {
    std::set<std::uint32_t> keys;
    for (const ForeignKeyFacts& key : evidence_.foreign_keys) {
      if (!foreign_.contains(key.referencing_oid)) {
        keys.insert(key.constraint_oid);
      }
    }
    const std::vector<postgres::Value> values{oid_array(foreign_), oid_array(keys)};
    const Result before = observer_().execute_uninterrupted(queries::fingerprints, values);
    const Result now = inside_.execute_uninterrupted(queries::fingerprints, values);
    std::map<std::uint32_t, std::string> digests;
    for (std::size_t row = 0; row < before.size(); ++row) {
      digests[before.oid(row, 0)] = before.text(row, 1);
    }
    for (std::size_t row = 0; row < now.size(); ++row) {
      if (digests[now.oid(row, 0)] != now.text(row, 1)) {
        evidence_.altered.insert(now.oid(row, 0));
      }
    }
  }

  void read_names() {
    if (const std::vector<postgres::Request> questions = asking_standing(); !questions.empty()) {
      note_standing(observer_().execute_together(questions));
    }
  }

  // What stands under names of the step's text, before the transaction: asked once.
  std::vector<postgres::Request> asking_standing() {
    std::vector<postgres::Request> questions;
    if (!named_ && !request_.claimed.empty()) {
      questions.push_back(asking_names(request_.claimed));
    }
    if (!named_ && !request_.may_exist.empty()) {
      std::vector<std::string> schemas;
      std::vector<std::string> names;
      for (const ObjectName& name : request_.may_exist) {
        schemas.push_back(name.schema);
        names.push_back(name.name);
      }
      questions.push_back({std::string(queries::existing_names), {postgres::format_array(schemas), postgres::format_array(names)}});
    }
    named_ = true;
    return questions;
  }

  void note_standing(const std::vector<Result>& answers) {
    if (answers.empty()) {
      return;
    }
    if (!request_.claimed.empty()) {
      evidence_.claimed = resolve_named(observer_(), answers.front());
    }
    if (!request_.may_exist.empty()) {
      const Result& names = answers.back();
      for (std::size_t row = 0; row < names.size(); ++row) {
        evidence_.stood_before.push_back({ObjectKind::relation, std::string(names.text(row, 0)), std::string(names.text(row, 1))});
      }
    }
  }

  Connection& inside_;
  const Observer& observer_;
  const EvidenceRequest& request_;
  Evidence evidence_;
  std::set<std::uint32_t> foreign_;
  // Objects that resolve() has asked for.
  std::set<CatalogAddress> asked_;
  TouchedObjects touched_;
  std::optional<std::int64_t> given_;
  // asking_standing() was answered.
  bool named_ = false;
  // Catalogues of kCounted whose counters moved.
  std::set<std::uint32_t> moved_;
};

}  // namespace

std::vector<postgres::Request> asking_evidence(const std::string& role, bool locks_tell) {
  // The first and the last are what all the others can be believed by: in which schemas names are looked up, and whose statements the
  // prepared ones are.
  std::vector<postgres::Request> questions{{.sql = kSettle, .values = {role.empty() ? "none" : role}, .never_prepared = true}};
  if (locks_tell) {
    questions.push_back(asking_touched_objects("", true));
  }
  questions.push_back({.sql = std::string(queries::transaction_state), .values = {counted_catalogues()}, .never_prepared = true});
  return questions;
}

std::vector<std::string> standing_plans(const Result& last) { return last.array(0, 2); }

Evidence read_evidence(Connection& inside, const Observer& observer, const EvidenceRequest& request) {
  return Reader(inside, observer, request).read();
}

}  // namespace deed::catalog
