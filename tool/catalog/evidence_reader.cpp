#include "catalog/evidence_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "catalog/lookup.h"
#include "catalog/queries.h"

namespace deed::catalog {

namespace {

using postgres::Connection;
using postgres::Result;

std::uint32_t oid(const Result& result, std::size_t row, int column) { return static_cast<std::uint32_t>(result.number(row, column)); }

std::string oid_array(const std::set<std::uint32_t>& oids) { return fmt::format("{{{}}}", fmt::join(oids, ",")); }

// The temporary schema stands last: left out, PostgreSQL would look for types there first, and a step can make any type.
constexpr const char* kSettle =
    "SELECT pg_catalog.set_config('role', $1, true), pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)";

// Objects that came with the server; nobody owns them. Schemas are told by their names, as `public` has a low number too.
bool is_builtin(const CatalogAddress& address) { return address.object_oid < 16384 && address.class_oid != kPgNamespace; }

// A catalogue whose rows may change without a lock that tells of it, and the counters that then move: of rows inserted, updated, deleted.
struct CountedCatalogue {
  std::uint32_t oid;
  std::string_view counters;
};
constexpr std::uint32_t kPgProc = 1255;
// New relations, types and schemas are locked by who made them; what else CREATE inserts is not.
constexpr std::array kCounted = std::to_array<CountedCatalogue>({
    {kPgProc, "iud"}, {1259, "u"},  {1249, "u"},  {1247, "u"},  {2606, "iu"}, {3501, "iu"}, {2615, "iu"},  {826, "iu"},
    {3381, "iu"},     {6104, "iu"}, {3466, "iu"}, {1417, "iu"}, {2328, "iu"}, {2612, "iu"}, {2995, "u"},   {2617, "iu"},
    {2616, "iu"},     {2753, "iu"}, {3456, "iu"}, {2607, "iu"}, {3602, "iu"}, {3600, "iu"}, {3603, "iud"},
});

// The counters in SQL, as one text. Every name and operator is PostgreSQL's own whatever the search_path is.
std::string counters_sql() {
  std::vector<std::string> counters;
  for (const CountedCatalogue& catalogue : kCounted) {
    std::vector<std::string> sum;
    for (const char counter : catalogue.counters) {
      const std::string_view name = counter == 'i' ? "inserted" : counter == 'u' ? "updated" : "deleted";
      sum.push_back(fmt::format("pg_catalog.pg_stat_get_xact_tuples_{}('{}'::pg_catalog.oid)", name, catalogue.oid));
    }
    counters.push_back(join(sum, " OPERATOR(pg_catalog.+) "));
  }
  return fmt::format("pg_catalog.concat_ws(' '::pg_catalog.text, {})", join(counters, ", "));
}

std::string with_counters(std::string_view query) { return replace_all(std::string(query), "@counters@", counters_sql()); }

std::vector<std::int64_t> numbers(std::string_view text) {
  std::vector<std::int64_t> result;
  for (const std::string& word : split_list(text)) {
    result.push_back(std::stoll(word));
  }
  return result;
}

// Visible rows of transactions in progress are this one's. age() counts from the transaction's own id: later ones are negative.
constexpr const char* kOurs =
    "pg_catalog.age(t.xmin) <= 0 AND pg_catalog.age(t.xmin) > -since AND pg_catalog.pg_xact_status((((top >> 32) << 32) + "
    "t.xmin::text::bigint)::text::pg_catalog.xid8) = 'in progress'";

struct FunctionRow {
  ObjectName name;
  std::string digest;
};
using FunctionTable = std::map<std::uint32_t, FunctionRow>;

FunctionTable list_functions(Connection& connection) {
  FunctionTable table;
  const Result result = connection.execute(queries::list_functions);
  for (std::size_t row = 0; row < result.size(); ++row) {
    table[oid(result, row, 0)] = {{ObjectKind::function, std::string(result.text(row, 1)), std::string(result.text(row, 2))},
                                  std::string(result.text(row, 3))};
  }
  return table;
}

std::map<std::uint32_t, FunctionFate> differences(const FunctionTable& before, const FunctionTable& now) {
  std::map<std::uint32_t, FunctionFate> found;
  for (const auto& [oid, row] : now) {
    const auto known = before.find(oid);
    if (known == before.end() || known->second.digest != row.digest) {
      found[oid] = known == before.end() ? FunctionFate::created : FunctionFate::altered;
    }
  }
  for (const auto& [oid, row] : before) {
    if (!now.contains(oid)) {
      found[oid] = FunctionFate::dropped;
    }
  }
  return found;
}

// Fills one Evidence; each member function adds what the ones before made necessary.
class Reader {
 public:
  Reader(Connection& inside, const Observer& observer, const EvidenceRequest& request)
      : inside_(inside), observer_(observer), request_(request) {}

  Evidence read() {
    inside_.execute_uninterrupted(kSettle, {request_.role.empty() ? "none" : request_.role});
    read_locks();
    evidence_.known_mine = request_.known_mine;
    read_written_rows();
    resolve_unknown();
    collect_foreign();
    if (!foreign_.empty()) {
      read_foreign_keys();
      read_views();
      compare_fingerprints();
    }
    if (functions_touched_) {
      compare_functions();
    }
    read_names();
    return std::move(evidence_);
  }

 private:
  void read_locks() {
    const Result result = inside_.execute_uninterrupted(with_counters(queries::held_locks), {});
    std::map<CatalogAddress, HeldLock> locks;
    evidence_.runner_lock_held = false;
    for (std::size_t row = 0; row < result.size(); ++row) {
      const std::string_view kind = result.text(row, 0);
      if (kind == "transaction") {
        evidence_.same_transaction = result.text(row, 1) == request_.start.id;
        note_counters(numbers(result.text(row, 2)));
        continue;
      }
      const CatalogAddress address{oid(result, row, 1), oid(result, row, 2)};
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

  void note_counters(const std::vector<std::int64_t>& now) {
    for (std::size_t i = 0; i < kCounted.size(); ++i) {
      const bool moved = i >= now.size() || i >= request_.start.catalogue_rows.size() || now[i] != request_.start.catalogue_rows[i];
      if (moved && kCounted[i].oid == kPgProc) {
        functions_touched_ = true;
      } else if (moved) {
        moved_.insert(kCounted[i].oid);
      }
    }
  }

  void read_written_rows() {
    if (moved_.empty() || request_.locks_tell) {
      return;
    }
    const std::int64_t begun = std::stoll(request_.start.id);
    // What a sub-transaction wrote has an id of its own, given out until now.
    const std::int64_t given = observer_().execute_uninterrupted("SELECT pg_catalog.pg_current_xact_id()::text", {}).number(0, 0);
    const Result result =
        inside_.execute_uninterrupted(written_rows_sql(), {request_.start.id, std::to_string(given - begun + 1), oid_array(moved_)});
    for (std::size_t row = 0; row < result.size(); ++row) {
      const CatalogAddress address{oid(result, row, 0), result.is_null(row, 1) ? 0 : oid(result, row, 1)};
      evidence_.written.insert({address, std::string(result.text(row, 2))});
    }
  }

  void resolve_unknown() {
    std::vector<CatalogAddress> unknown;
    for (const WrittenRow& row : evidence_.written) {
      if (row.address.object_oid != 0 && !request_.known_mine.contains(row.address)) {
        unknown.push_back(row.address);
      }
    }
    for (const HeldLock& lock : evidence_.locks) {
      // Of what came with the server only strong locks matter.
      const bool harmless = is_builtin(lock.address) && *lock.modes.rbegin() <= LockMode::row_share;
      if (!harmless && !request_.known_mine.contains(lock.address)) {
        unknown.push_back(lock.address);
      }
    }
    if (unknown.empty()) {
      return;
    }
    evidence_.before = resolve_objects(observer_(), unknown);
    std::set<CatalogAddress> seen;
    for (const ObjectFacts& facts : evidence_.before) {
      seen.insert(facts.address);
    }
    std::erase_if(unknown, [&](const CatalogAddress& address) { return seen.contains(address); });
    if (!unknown.empty()) {
      evidence_.created = resolve_objects(inside_, unknown);
    }
  }

  // Relations before the transaction that are somebody else's.
  void collect_foreign() {
    for (const ObjectFacts& facts : evidence_.before) {
      if (facts.answers_oid != 0 && !is_builtin({kPgClass, facts.answers_oid}) && !facts.extension_member && !request_.is_mine(facts)) {
        foreign_.insert(facts.answers_oid);
      }
    }
  }

  void read_foreign_keys() {
    std::map<std::uint32_t, ForeignKeyFacts> keys;
    std::map<std::uint32_t, std::string> rows_before;
    const std::string tables = oid_array(foreign_);
    const auto take = [&](const Result& result, std::size_t row) -> ForeignKeyFacts& {
      ForeignKeyFacts& key = keys[oid(result, row, 0)];
      key.constraint_oid = oid(result, row, 0);
      key.referencing_oid = oid(result, row, 1);
      key.referenced_oid = oid(result, row, 2);
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

  // What another session commits between two looks is seen by the later one: what the step did differs from the look before and the
  // one after.
  void compare_functions() {
    const FunctionTable before = list_functions(observer_());
    const FunctionTable now = list_functions(inside_);
    const std::map<std::uint32_t, FunctionFate> changed = differences(before, now);
    if (changed.empty()) {
      return;
    }
    const FunctionTable after = list_functions(observer_());
    const std::map<std::uint32_t, FunctionFate> still = differences(after, now);
    for (const auto& [oid, fate] : changed) {
      if (still.contains(oid)) {
        evidence_.functions.push_back({(fate == FunctionFate::created ? now : before).at(oid).name, fate});
      }
    }
  }

  void read_views() {
    const Result result = observer_().execute_uninterrupted(queries::view_dependencies, {oid_array(foreign_)});
    for (std::size_t row = 0; row < result.size(); ++row) {
      evidence_.views.push_back({oid(result, row, 0), oid(result, row, 1)});
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
      digests[oid(before, row, 0)] = before.text(row, 1);
    }
    for (std::size_t row = 0; row < now.size(); ++row) {
      if (digests[oid(now, row, 0)] != now.text(row, 1)) {
        evidence_.altered.insert(oid(now, row, 0));
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
  bool functions_touched_ = false;
  // Catalogues of kCounted but pg_proc whose counters moved.
  std::set<std::uint32_t> moved_;
};

}  // namespace

std::string written_rows_sql() { return replace_all(std::string(queries::written_rows), "@ours@", kOurs); }

TransactionStart transaction_start(Connection& connection) {
  const Result result = connection.execute_uninterrupted(with_counters(queries::transaction_start));
  return {.id = std::string(result.text(0, 0)), .catalogue_rows = numbers(result.text(0, 1)), .has_leftovers = result.boolean(0, 2)};
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
