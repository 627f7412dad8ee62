#include "catalog/evidence_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "catalog/code_of_ddl.h"
#include "catalog/counted_catalogues.h"
#include "catalog/lookup.h"
#include "catalog/queries.h"

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

std::map<std::uint32_t, std::string> mappings(Connection& connection) {
  std::map<std::uint32_t, std::string> digests;
  const Result result = connection.execute_uninterrupted(queries::mappings);
  for (std::size_t row = 0; row < result.size(); ++row) {
    digests[result.oid(row, 0)] = result.text(row, 1);
  }
  return digests;
}

// Fills one Evidence; each member function adds what the ones before made necessary.
class Reader {
 public:
  Reader(Connection& inside, const Observer& observer, const EvidenceRequest& request)
      : inside_(inside), observer_(observer), request_(request) {}

  Evidence read() {
    const std::vector<Result> answers = inside_.execute_together(
        {{kSettle, {request_.role.empty() ? "none" : request_.role}}, {std::string(queries::transaction_state), {counted_catalogues()}}});
    note_state(answers.back());
    inside_.reuse_plans(request_.run, answers.back().array(0, 2));
    note_locks(observer_().execute_uninterrupted(queries::held_locks, {request_.start.process}));
    if (!request_.locks_tell) {
      read_rolled_back();
    }
    read_references(request_.locks_tell);
    resolve_locked();
    read_written_rows();
    if (request_.locks_tell && code_ran_) {
      read_references(false);
      resolve_locked();
    }
    if (!request_.locks_tell || code_ran_) {
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

  void note_locks(const Result& result) {
    std::map<CatalogAddress, HeldLock> locks;
    evidence_.runner_lock_held = false;
    for (std::size_t row = 0; row < result.size(); ++row) {
      const std::string_view kind = result.text(row, 0);
      if (kind == "next") {
        given_ = std::to_string(result.number(row, 4) - std::stoll(request_.start.id) + 1);
        continue;
      }
      const CatalogAddress address{result.oid(row, 1), result.oid(row, 2)};
      if (kind == "advisory") {
        const bool ours = address.class_oid == static_cast<std::uint32_t>(request_.runner_lock.tool) &&
                          address.object_oid == static_cast<std::uint32_t>(request_.runner_lock.table) && result.number(row, 3) == 2;
        evidence_.runner_lock_held = evidence_.runner_lock_held || ours;
        continue;
      }
      HeldLock& lock = locks[address];
      lock.address = address;
      lock.modes.insert(parse_lock_mode(result.text(row, 4)));
      lock.shared = result.number(row, 5) == 0;
    }
    for (auto& [address, lock] : locks) {
      evidence_.locks.push_back(std::move(lock));
    }
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
    std::set<std::uint32_t> changed;
    for (const HeldLock& lock : evidence_.locks) {
      locked.insert(lock.address);
      if (lock.address.class_oid == kPgClass && *lock.modes.rbegin() >= LockMode::share_update_exclusive) {
        changed.insert(lock.address.object_oid);
      }
    }
    std::vector<postgres::Value> values = transactions();
    if (of_relations) {
      values.emplace_back(oid_array(changed));
    }
    const Result result =
        inside_.execute_uninterrupted(of_relations ? queries::new_references_of_relations : queries::new_references, values);
    for (std::size_t row = 0; row < result.size(); ++row) {
      const CatalogAddress address{result.oid(row, 0), result.oid(row, 1)};
      if (locked.insert(address).second) {
        evidence_.locks.push_back({.address = address, .modes = {LockMode::access_share}});
      }
    }
  }

  // This transaction, and how many ids were given out since it began: what a sub-transaction wrote has an id of its own, given out until
  // now.
  std::vector<postgres::Value> transactions() const { return {request_.start.id, given_}; }

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
    if (!addresses.empty()) {
      evidence_.now = resolve_objects(inside_, {addresses.begin(), addresses.end()});
    }
  }

  void read_written_rows() {
    std::set<std::uint32_t> catalogues = moved_;
    catalogues.erase(kPgDepend);
    const auto moved = [&](std::uint32_t told) { return moved_.contains(told); };
    if (request_.locks_tell && std::any_of(kToldByLocks.begin(), kToldByLocks.end(), moved)) {
      code_ran_ = code_may_have_run();
    }
    if (request_.locks_tell && !code_ran_) {
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
      compare_mappings();
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
    const CodeOfDdl inside = code_of_ddl(inside_, relations);
    if (inside.runs_code || (inside.relations == relations.size() && !dropped)) {
      return inside.runs_code;
    }
    return code_of_ddl(observer_(), relations).runs_code;
  }

  void note_rows(const Result& result) {
    for (std::size_t row = 0; row < result.size(); ++row) {
      const CatalogAddress address{result.oid(row, 0), result.is_null(row, 1) ? 0 : result.oid(row, 1)};
      evidence_.written.insert({address, std::string(result.text(row, 2))});
    }
  }

  // What another session commits between two looks is seen by the later one: what the step did differs from the look before and the
  // one after.
  void compare_mappings() {
    const auto before = mappings(observer_());
    const auto now = mappings(inside_);
    const auto after = mappings(observer_());
    std::set<std::uint32_t> configurations;
    for (const auto* digests : {&before, &now}) {
      for (const auto& [configuration, digest] : *digests) {
        configurations.insert(configuration);
      }
    }
    const auto differs = [&](const std::map<std::uint32_t, std::string>& outside, std::uint32_t configuration) {
      const auto there = outside.find(configuration);
      const auto here = now.find(configuration);
      return (there == outside.end() ? "" : there->second) != (here == now.end() ? "" : here->second);
    };
    for (const std::uint32_t configuration : configurations) {
      if (differs(before, configuration) && differs(after, configuration)) {
        evidence_.written.insert({{kTextSearchConfiguration, configuration}, ""});
      }
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
    for (ObjectFacts& facts : resolve_objects(observer_(), addresses)) {
      std::erase(addresses, facts.address);
      evidence_.before.push_back(std::move(facts));
    }
    if (!addresses.empty()) {
      std::vector<ObjectFacts> created = resolve_objects(inside_, addresses);
      evidence_.created.insert(evidence_.created.end(), std::make_move_iterator(created.begin()), std::make_move_iterator(created.end()));
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
    if (request_.may_exist.empty()) {
      return;
    }
    std::vector<std::string> schemas;
    std::vector<std::string> names;
    for (const ObjectName& name : request_.may_exist) {
      schemas.push_back(name.schema);
      names.push_back(name.name);
    }
    const Result result =
        observer_().execute_uninterrupted(queries::existing_names, {postgres::format_array(schemas), postgres::format_array(names)});
    for (std::size_t row = 0; row < result.size(); ++row) {
      evidence_.stood_before.push_back({ObjectKind::relation, std::string(result.text(row, 0)), std::string(result.text(row, 1))});
    }
  }

  Connection& inside_;
  const Observer& observer_;
  const EvidenceRequest& request_;
  Evidence evidence_;
  std::set<std::uint32_t> foreign_;
  // Objects that resolve() has asked for.
  std::set<CatalogAddress> asked_;
  // Of a step whose locks would tell all, had it run nobody's code.
  bool code_ran_ = false;
  std::string given_;
  // Catalogues of kCounted whose counters moved.
  std::set<std::uint32_t> moved_;
};

}  // namespace

postgres::Request asking_transaction_start() { return {std::string(queries::transaction_start), {counted_catalogues()}}; }

TransactionStart transaction_start(const Result& result) {
  TransactionStart start{
      .id = std::string(result.text(0, 0)), .process = std::string(result.text(0, 1)), .has_leftovers = result.boolean(0, 2)};
  for (std::size_t row = 0; row < result.size(); ++row) {
    note_counts(start.written_rows, result.oid(row, 3), result.array(row, 4));
  }
  return start;
}

ReadCounts read_counts(Connection& connection) {
  const Result result = connection.execute_uninterrupted(queries::read_relations, {});
  ReadCounts counts;
  for (std::size_t row = 0; row < result.size(); ++row) {
    counts.emplace(result.oid(row, 0), result.number(row, 2));
  }
  return counts;
}

ReadCounts fresh_read_counts(Connection& connection) {
  if (connection.server_version() < 150000) {
    return read_counts(connection);
  }
  connection.execute_uninterrupted("SELECT pg_catalog.pg_stat_force_next_flush()");
  return {};
}

void discard_leftovers(Connection& connection) {
  for (const char* sql : {"CLOSE ALL", "DEALLOCATE ALL", "DISCARD TEMP"}) {
    connection.execute_uninterrupted(sql);
  }
}

Evidence read_evidence(Connection& inside, const Observer& observer, const EvidenceRequest& request) {
  return Reader(inside, observer, request).read();
}

}  // namespace deed::catalog
