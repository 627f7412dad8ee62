// Steps whose statements run outside a transaction. Before each one a committed row says that it started, after it one says that it is
// done; what a crash left in between is examined, and taken on or taken back, before the statement runs again.
#include <fmt/format.h>

#include <set>

#include "base/identifier.h"
#include "catalog/lookup.h"
#include "history/writer.h"
#include "ownership/object_owner.h"
#include "runner/guarded_transaction.h"
#include "runner/invalid_indexes.h"
#include "runner/queries.h"
#include "runner/session.h"
#include "runner/step_runner.h"

namespace deed::runner {

namespace {

// What there is to do for a statement, by what the database shows.
enum class Work { run, nothing, finish_detaching };

class AutocommitStatement {
 public:
  AutocommitStatement(StepSession& session, const StepRequest& request, const Statement& statement)
      : session_(session),
        request_(request),
        statement_(statement),
        target_(*statement.autocommit),
        current_(session.current(*request.map)),
        map_(ownership::map_for_guard(current_, request.guarded(session.settings.schemas)).value_or(current_)) {}

  // Throws Error(refused_by_static_check) unless the table, index or type, and all that the statement reaches, is the service's own by
  // OID, and nothing that it runs is somebody's code: evidence afterwards is too late.
  void require_own() {
    facts_ = target_.action == AutocommitAction::add_enum_value
                 ? catalog::find_type(session_.connection, session_.observer(), target_.object)
                 : catalog::find_relation(session_.connection, session_.observer(), target_.object);
    if (target_.action == AutocommitAction::detach_partition) {
      const auto partition = catalog::find_relation(session_.connection, session_.observer(), target_.part);
      require_own(partition);
      partition_oid_ = partition ? partition->address.object_oid : 0;
    }
    require_own(facts_);
    std::set<std::uint32_t> reached;
    if (facts_ && facts_->answers_oid != 0) {
      reached.insert(facts_->answers_oid);
      for (const ObjectFacts& below : catalog::partitions_below(session_.observer(), facts_->answers_oid)) {
        require_own(below);
        reached.insert(below.address.object_oid);
      }
    }
    refuse_code(reached);
  }

  // What is left to do when an earlier run started the statement and nobody knows how it ended. Takes back what it left half done.
  Work examine() {
    switch (target_.action) {
      case AutocommitAction::create_index: return examine_index();
      case AutocommitAction::drop_index: return facts_ ? Work::run : Work::nothing;
      case AutocommitAction::reindex: drop_leftovers(); return Work::run;
      case AutocommitAction::detach_partition: return examine_partition();
      case AutocommitAction::add_enum_value:
        return facts_ && catalog::enum_has_label(session_.observer(), facts_->address.object_oid, target_.part.name) ? Work::nothing
                                                                                                                     : Work::run;
      case AutocommitAction::vacuum:
      case AutocommitAction::analyze:
      case AutocommitAction::cluster: break;
    }
    return Work::run;
  }

  // Before it runs for the first time: an invalid index of its name and table is what some earlier CREATE INDEX CONCURRENTLY has left, in
  // nobody's use, and would stand in the way.
  void clear_the_way() {
    const std::optional<catalog::IndexState> index =
        target_.action == AutocommitAction::create_index ? find_index() : std::optional<catalog::IndexState>();
    if (index && !index->valid && is_on_its_table(*index)) {
      drop_invalid(*index);
    }
  }

  // Before it runs for the first time: what it is to make is there already, or what it is to take away is not. The server says what that
  // means, and nothing is recorded as begun: the next run would take it for the statement's own doing.
  bool finds_its_result() {
    switch (target_.action) {
      case AutocommitAction::create_index: {
        const std::optional<catalog::IndexState> index = find_index();
        return index && index->valid;
      }
      case AutocommitAction::drop_index: return !facts_;
      case AutocommitAction::detach_partition:
        return facts_ && partition_oid_ != 0 &&
               catalog::partition_state(session_.observer(), facts_->address.object_oid, partition_oid_) !=
                   catalog::PartitionState::attached;
      case AutocommitAction::add_enum_value:
        return facts_ && catalog::enum_has_label(session_.observer(), facts_->address.object_oid, target_.part.name);
      case AutocommitAction::reindex:
      case AutocommitAction::vacuum:
      case AutocommitAction::analyze:
      case AutocommitAction::cluster: break;
    }
    return false;
  }

  Error done_with_another_text() const {
    return Error(
        ErrorKind::incomplete,
        {.what = "The statement was begun with another text, and what it is to do seems done: nobody can tell by which of the two.",
         .where = place(),
         .hint = "Restore the text that was begun and run the same command again; or take back what it did, and run the same command "
                 "again."});
  }

  void run(Work work) {
    if (work == Work::nothing) {
      return;
    }
    set_lock_timeout();
    try {
      if (work == Work::finish_detaching) {
        session_.connection.execute(
            fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE", quoted(target_.object), quoted(target_.part)));
      } else {
        execute_statement(session_, request_, statement_);
      }
    } catch (const Error&) {
      clean_up();
      throw;
    }
    verify();
  }

 private:
  void require_own(const std::optional<ObjectFacts>& facts) const {
    if (facts && !ownership::is_mine(map_, session_.settings.service, *facts)) {
      throw refusal(*facts);
    }
  }

  void add_code(const std::set<std::uint32_t>& relations, catalog::CodeIn where, std::vector<std::string>& code) {
    for (const auto& found : catalog::running_code(session_.observer(), relations, where)) {
      code.push_back(found.what);
    }
  }

  // Upkeep runs the functions of a table's indexes and statistics, building an index those of its expressions, both those of range types.
  void refuse_code(const std::set<std::uint32_t>& relations) {
    std::vector<std::string> code;
    switch (target_.action) {
      case AutocommitAction::create_index:
        code = catalog::own_callables(session_.observer(), target_.calls);
        add_code(relations, catalog::CodeIn::column_types, code);
        break;
      case AutocommitAction::reindex:
      case AutocommitAction::vacuum:
      case AutocommitAction::analyze:
      case AutocommitAction::cluster: add_code(relations, catalog::CodeIn::indexes_and_statistics, code); break;
      case AutocommitAction::drop_index:
      case AutocommitAction::detach_partition:
      case AutocommitAction::add_enum_value: break;
    }
    if (!code.empty()) {
      throw Error(ErrorKind::refused_by_static_check,
                  {.what = fmt::format("The statement runs {}, and outside of a transaction no guard sees what that does.", code.front()),
                   .where = place(),
                   .hint = "Do it in an ordinary step: CREATE INDEX or REINDEX without CONCURRENTLY, ANALYZE, CLUSTER."});
    }
  }

  static std::string quoted(const WrittenName& name) { return quote_qualified(name.schema, name.name); }

  std::string place() const { return to_string(Location{request_.revision->path, statement_.position.line, statement_.position.column}); }

  Error refusal(const ObjectFacts& facts) const {
    const std::optional<Owner> owner = map_.owner(facts.answers);
    return Error(ErrorKind::refused_by_static_check,
                 {.what = fmt::format("The statement works on {}, which {}.", facts.description,
                                      owner ? "belongs to " + owner->service : std::string("no service owns")),
                  .where = place(),
                  .hint = "An autocommit step works on the service's own objects only."});
  }

  // These wait for all older transactions by design, and stand in nobody's way meanwhile; a lock_timeout would only leave an invalid index
  // behind. DETACH PARTITION waits with a lock that readers of the partition would queue behind, and can be finished at any time.
  void set_lock_timeout() {
    const bool patient = statement_.autocommit->outside_transaction && target_.action != AutocommitAction::vacuum &&
                         target_.action != AutocommitAction::detach_partition;
    const Duration timeout = patient ? Duration(0) : session_.settings.lock_timeout;
    restore_session(session_.connection, session_.settings, timeout, SettingScope::session);
  }

  Work examine_index() {
    const std::optional<catalog::IndexState> index = find_index();
    if (!index) {
      return Work::run;
    }
    if (!is_on_its_table(*index)) {
      throw on_another_table();
    }
    return index->valid || !drop_invalid(*index) ? Work::nothing : Work::run;
  }

  std::optional<catalog::IndexState> find_index() { return catalog::find_index(session_.connection, session_.observer(), target_.part); }

  bool is_on_its_table(const catalog::IndexState& index) const { return facts_ && index.table_oid == facts_->address.object_oid; }

  Error on_another_table() const {
    return Error(
        ErrorKind::incomplete,
        {.what = fmt::format("An index {} exists on another table.", quoted(target_.part)),
         .where = place(),
         .hint = fmt::format("Rename or drop it, and run the same command again: ALTER INDEX {} RENAME TO ...", quoted(target_.part))});
  }

  // False where it is valid after all: somebody else was building it.
  bool drop_invalid(const catalog::IndexState& seen) {
    refuse_builders(seen);
    const std::optional<catalog::IndexState> index = find_index();
    if (index && !index->valid) {
      session_.log.info(request_.tells(
          Event::invalid_index, fmt::format("Dropping the invalid index {} that an interrupted statement left", quoted(target_.part))));
      drop_index(quoted(target_.part));
    }
    return !index || !index->valid;
  }

  // Whoever builds an index of the table concurrently holds this lock to the end. Throws SqlError(lock_busy), for another look later.
  void refuse_builders(const catalog::IndexState& index) {
    if (!session_.connection.execute(queries::at_upkeep, {std::to_string(index.table_oid)}).empty()) {
      throw postgres::SqlError(
          ErrorKind::lock_busy,
          {.what =
               fmt::format("Index {} is invalid, and another session is at work on its table: it may be building it", quoted(target_.part)),
           .where = place(),
           .hint = "Run the same command again when it is done."},
          "55P03", 0);
    }
  }

  Work examine_partition() {
    if (!facts_ || partition_oid_ == 0) {
      return Work::run;
    }
    switch (catalog::partition_state(session_.observer(), facts_->address.object_oid, partition_oid_)) {
      case catalog::PartitionState::attached: return Work::run;
      case catalog::PartitionState::detaching: return Work::finish_detaching;
      case catalog::PartitionState::detached: break;
    }
    return Work::nothing;
  }

  void drop_index(const std::string& name) {
    session_.connection.execute("SELECT pg_catalog.set_config('lock_timeout', '0', false)");
    session_.connection.execute("DROP INDEX CONCURRENTLY IF EXISTS " + name);
  }

  void drop_leftovers() {
    if (!facts_) {
      return;
    }
    for (const std::string& name : catalog::leftover_indexes(session_.observer(), facts_->answers_oid)) {
      drop_index(name);
    }
  }

  // After a failure: what CREATE INDEX CONCURRENTLY leaves is maintained on each write and hidden from IF NOT EXISTS. The failure that
  // led here is the one to tell; what cannot be cleaned up now is found by the next run.
  void clean_up() {
    try {
      drop_what_is_left();
    } catch (const Error& error) {
      LogEvent event =
          request_.tells(Event::invalid_index, fmt::format("What the statement left could not be dropped: {}", error.text().what));
      event.sqlstate = error.sqlstate();
      session_.log.warning(std::move(event));
    }
  }

  void drop_what_is_left() {
    if (!session_.connection.usable() || session_.cancellation.requested()) {
      return;
    }
    if (target_.action == AutocommitAction::create_index) {
      const std::optional<catalog::IndexState> index = find_index();
      if (index && !index->valid && facts_ && index->table_oid == facts_->address.object_oid) {
        drop_index(quoted(target_.part));
      }
    } else if (target_.action == AutocommitAction::reindex) {
      drop_leftovers();
    }
  }

  void verify() {
    if (target_.action != AutocommitAction::create_index) {
      return;
    }
    const std::optional<catalog::IndexState> index = find_index();
    if (index && !is_on_its_table(*index)) {
      throw on_another_table();
    }
    if (!index || !index->valid) {
      throw Error(ErrorKind::incomplete,
                  {.what = fmt::format("Index {} is {} after it was built.", quoted(target_.part), index ? "invalid" : "not there"),
                   .where = place(),
                   .hint = fmt::format("Drop it (DROP INDEX CONCURRENTLY {}), and run the same command again.", quoted(target_.part))});
    }
  }

  StepSession& session_;
  const StepRequest& request_;
  const Statement& statement_;
  const AutocommitTarget& target_;
  const OwnershipMap& current_;
  OwnershipMap map_;
  std::optional<ObjectFacts> facts_;
  std::uint32_t partition_oid_ = 0;
};

// `statement` from 1.
const std::string& checksum_of(const StepRequest& request, int statement) {
  return request.step->statement_checksums.at(static_cast<std::size_t>(statement) - 1);
}

// The server has refused a statement for what it says: it did nothing. What it was to make is somebody else's doing then, now or by the
// next run, so the start is taken back by one of the step as a whole.
void take_back_start(StepSession& session, const StepRequest& request) {
  restore_session(session.connection, session.settings, session.settings.lock_timeout, SettingScope::session);
  history::append(session.connection, session.settings.version_table, session.event(request, EventKind::started));
}

// By the class of its SQLSTATE: syntax error or access rule violation. Those come before any effect.
bool refused_for_its_text(const postgres::SqlError& error) { return error.sqlstate().starts_with("42"); }

// What an edited statement was before may have left an index of another name, which nothing here looks for.
void warn_of_invalid_indexes(StepSession& session, const StepRequest& request) {
  for (const catalog::UnusedIndex& index :
       own_invalid_indexes(session.observer(), session.current(*request.map), session.settings.service)) {
    if (index.builder_pid == 0) {
      session.log.warning(request.tells(Event::invalid_index,
                                        fmt::format("The statement was edited after it had begun, and index {} is invalid: if it was the "
                                                    "statement's, drop it (DROP INDEX CONCURRENTLY {})",
                                                    index.name, index.name)));
    }
  }
}

void record(StepSession& session, const StepRequest& request, EventKind kind, int statement) {
  restore_session(session.connection, session.settings, session.settings.lock_timeout, SettingScope::session);
  HistoryEvent event = session.event(request, kind);
  event.statement = statement;
  event.checksum = checksum_of(request, statement);
  event.sql = kind == EventKind::started ? event.sql : "";
  history::append(session.connection, session.settings.version_table, event);
}

// The step's own row, with what it means for the ownership table.
StepOutcome finish(StepSession& session, const StepRequest& request) {
  return retrying(session, request, [&] {
    GuardedTransaction transaction(session, request);
    transaction.write(session.event(request, request.finishing()), request.delta);
    return transaction.commit();
  });
}

}  // namespace

StepOutcome run_autocommit(StepSession& session, const StepRequest& request) {
  const std::vector<const Statement*> statements = statements_of(*request.step);
  catalog::discard_leftovers(session.connection);
  for (int number = request.statements_done + 1; number <= static_cast<int>(statements.size()); ++number) {
    const bool started = number == request.statements_done + 1 && request.statement_started;
    bool again = started;
    retrying(session, request, [&] {
      session.cancellation.check();
      AutocommitStatement statement(session, request, *statements[static_cast<std::size_t>(number - 1)]);
      statement.require_own();
      const Work work = again ? statement.examine() : Work::run;
      if (started && request.started_checksum != checksum_of(request, number)) {
        if (work != Work::run) {
          throw statement.done_with_another_text();
        }
        warn_of_invalid_indexes(session, request);
      }
      if (!again) {
        statement.clear_the_way();
      }
      const bool unrecorded = !again && statement.finds_its_result();
      if (!again && !unrecorded) {
        record(session, request, EventKind::started, number);
        again = true;
      }
      try {
        statement.run(work);
      } catch (const postgres::SqlError& error) {
        if (!unrecorded && refused_for_its_text(error)) {
          take_back_start(session, request);
        }
        throw;
      }
      if (unrecorded) {
        record(session, request, EventKind::started, number);
      }
      record(session, request, EventKind::done, number);
      return StepOutcome::done;
    });
  }
  return finish(session, request);
}

}  // namespace deed::runner
