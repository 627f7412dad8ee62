#include "script/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

#include "base/identifier.h"
#include "base/text.h"
#include "domain/savepoints.h"
#include "history/writer.h"
#include "ownership/adoption.h"
#include "ownership/guarded_step.h"
#include "script/calls.h"
#include "script/literals.h"
#include "script/procedures.h"

namespace deed::script {

namespace {

std::string duration(Duration value) { return fmt::format("{}ms", value.count()); }

class Writer {
 public:
  explicit Writer(const Frame& frame) : frame_(frame) {}

  std::string text() { return std::move(text_); }

  void line(std::string_view text = "") {
    text_ += text;
    text_ += '\n';
  }

  // What stands before anything that changes the database.
  void head(const std::string& what) {
    line(fmt::format("-- {} of {}, written by deed {}.", what, frame_.service, frame_.deed_version));
    line("-- Apply it with psql: psql -X -f FILE URL");
    line("-- It stops at the first error. What was committed until then stays, and deed goes on from there.");
    line(
        "\\set QUIET on\n\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n\\set SINGLELINE off\n\\set "
        "SHOW_CONTEXT never\n\\encoding UTF8");
    line("SET standard_conforming_strings = on;");
    line("SET client_min_messages = warning;\nSET default_transaction_isolation = 'read committed';");
    line(fmt::format("SET application_name = {};", quote_literal(fmt::format("deed/{}/script", frame_.service))));
    line(settings("", duration(frame_.lock_timeout)));
  }

  // A DO block, in dollar signs that its text does not hold.
  void block(const std::string& body) { line(fmt::format("DO {};\n", dollar_quoted(body))); }

  void lock() {
    line("-- One runner of this history at a time.");
    block(fmt::format(
        "\nBEGIN\n  IF NOT pg_catalog.pg_try_advisory_lock({}, {}) THEN\n    RAISE EXCEPTION USING MESSAGE = {}, HINT = {};\n  END "
        "IF;\n  PERFORM pg_catalog.set_config('deed.run_id', pg_catalog.gen_random_uuid()::text, false);\nEND ",
        frame_.runner_lock.tool, frame_.runner_lock.table,
        quote_literal(fmt::format("Another runner of {} is at work.", frame_.version_table.quoted())),
        quote_literal("Apply the script when it is done, if there is still something to do.")));
  }

  void unlock() {
    block(
        fmt::format("\nBEGIN\n  PERFORM pg_catalog.pg_advisory_unlock({}, {});\nEND ", frame_.runner_lock.tool, frame_.runner_lock.table));
  }

  void own_tables() {
    line("-- deed's own tables, where they are missing.");
    block(history::ensure_tables_script(frame_.version_table, frame_.service));
  }

  void procedures(const Expectation& expected) {
    line("-- The guard and the history. What is noted before a transaction's statements lies in tables that are made then.");
    line("SET check_function_bodies = off;");
    text_ += script::procedures(frame_);
    line("RESET check_function_bodies;");
    line("-- The database must be where this begins.");
    line(expect_call({expected.heads, 0}, ""));
    line(fmt::format("CALL pg_temp.deed_expect_rows({});\n", row_array(frame_.rows)));
  }

  void step(const ScriptStep& at) {
    const Revision& revision = *at.revision;
    const ownership::GuardedStep guarded{at.step, {frame_.service, revision.id, frame_.schemas}, revision.path};
    const std::string which = at.count == 1 ? "" : fmt::format(" (step {} of {})", at.number, at.count);
    const std::string parents = join(revision.revises, ", ");
    line(at.step->direction == Direction::upgrade
             ? fmt::format("-- Running upgrade {} -> {}, {}{}", parents, revision.id, one_line(revision.message), which)
             : fmt::format("-- Running downgrade {} -> {}, {}{}", revision.id, parents, one_line(revision.message), which));
    switch (at.step->kind) {
      case StepKind::transactional: transaction(at, guarded, statement_lines(*at.step)); break;
      case StepKind::autocommit: autocommit(at); break;
      case StepKind::repeat: repeat(at, guarded); break;
      case StepKind::adopt: transaction(at, guarded, adopting(*at.step)); break;
    }
    line();
  }

  void stamp(const std::vector<StampRow>& rows, const Expectation& expected, const ownership::RowDelta& delta) {
    begin();
    line(expect_call(expected, ""));
    std::vector<std::string> gone;
    for (const StampRow& row : rows) {
      if (row.event == EventKind::unstamped) {
        gone.push_back(row.revision->id);
      }
    }
    not_needed(gone);
    for (const StampRow& row : rows) {
      Record record{.revision = *row.revision, .event = row.event, .number = row.number, .count = row.count};
      if (row.step != nullptr) {
        record.checksum = row.step->checksum;
        record.sql = dollar_quoted(row.step->text);
      }
      if (&row == &rows.back()) {
        record.delta = delta;
      }
      line(record_call(record));
    }
    line("COMMIT;\n");
  }

 private:
  // Every step begins with the same settings, and without what the one before has left in the session.
  void clean() { line("CLOSE ALL;\nDEALLOCATE ALL;\nCALL pg_temp.deed_clean();"); }

  std::string settings(std::string_view scope, const std::string& lock_timeout) const {
    std::string text;
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"search_path", to_text(frame_.schemas)},
                                                          {"lock_timeout", quote_literal(lock_timeout)},
                                                          {"statement_timeout", quote_literal(duration(frame_.statement_timeout))},
                                                          {"row_security", "off"},
                                                          {"role", frame_.role.empty() ? "none" : quote_literal(frame_.role)}}) {
      text += fmt::format("SET {}{} = {};\n", scope, name, value);
    }
    return text;
  }

  void begin() {
    clean();
    line("BEGIN;");
    text_ += settings("LOCAL ", duration(frame_.lock_timeout));
  }

  void not_needed(const std::vector<std::string>& gone) {
    if (!gone.empty()) {
      line(fmt::format("CALL pg_temp.deed_not_needed({});", text_array(gone)));
    }
  }

  void expect(const ScriptStep& at) {
    line(expect_call(at.expected, at.revision->id));
    if (at.number > 1) {
      return;
    }
    if (at.step->direction == Direction::downgrade) {
      not_needed({at.revision->id});
      return;
    }
    for (const RevisionRef& ref : at.revision->depends_on) {
      if (!ref.service.empty() && ref.service != frame_.service) {
        line(fmt::format("CALL pg_temp.deed_need({}, {});", quote_literal(ref.service), quote_literal(ref.id)));
      }
    }
  }

  static std::string statement_lines(const ParsedStep& step) {
    std::string text;
    for (const Statement* statement : statements_of(step)) {
      // On a line of its own: the text may end with a comment.
      text += for_psql(statement->text) + "\n;\n";
    }
    return text;
  }

  // The statements only where nothing of what they create stands there.
  std::string adopting(const ParsedStep& step) const {
    std::vector<ObjectName> names;
    std::vector<std::string> kinds;
    std::vector<std::string> columns;
    for (const ownership::AdoptedObject& wanted : ownership::adopted_objects(step, frame_.schemas)) {
      names.push_back(wanted.object);
      kinds.push_back(wanted.made);
      columns.push_back(array_text(wanted.columns));
    }
    std::string body = fmt::format("\nBEGIN\n  IF NOT pg_temp.deed_stands(\n    {},\n    {}, {}) THEN\n", name_array(names),
                                   text_array(kinds), text_array(columns));
    for (const Statement* statement : statements_of(step)) {
      body += fmt::format("    EXECUTE {};\n", quote_literal(statement->text));
    }
    return fmt::format("DO {};\n", dollar_quoted(body + "  END IF;\nEND "));
  }

  void transaction(const ScriptStep& at, const ownership::GuardedStep& guarded, const std::string& statements) {
    begin();
    expect(at);
    line(begin_call(at));
    line();
    line(statements);
    line("SET CONSTRAINTS ALL IMMEDIATE;");
    line(guard_call(at, guarded));
    line(finish_call(at));
    // A sub-transaction takes READ ONLY back when it ends, and COMMIT ends all of them.
    for (const std::string& savepoint : open_savepoints(*at.step)) {
      line(fmt::format("RELEASE SAVEPOINT {};", savepoint));
    }
    line("SET TRANSACTION READ ONLY;\nCOMMIT;");
  }

  void autocommit(const ScriptStep& at) {
    expect(at);
    const std::vector<const Statement*> statements = statements_of(*at.step);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& statement = *statements[i];
      Record row{.revision = *at.revision,
                 .event = EventKind::started,
                 .number = at.number,
                 .count = at.count,
                 .checksum = at.step->statement_checksums[i],
                 .sql = dollar_quoted(at.step->text),
                 .further = fmt::format(",\n  statement => {}", i + 1)};
      const bool waits = statement.autocommit->outside_transaction && statement.autocommit->action != AutocommitAction::vacuum;
      line(settings("", waits ? "0" : duration(frame_.lock_timeout)));
      line(require_own_call(at, *statement.autocommit));
      line(record_call(row));
      line(for_psql(statement.text) + "\n;\n");
      if (statement.autocommit->action == AutocommitAction::create_index) {
        line(require_valid_call(statement.autocommit->part));
      }
      row.event = EventKind::done;
      row.sql = "''";
      line(record_call(row));
    }
    begin();
    line(finish_call(at));
    line("COMMIT;");
  }

  void repeat(const ScriptStep& at, const ownership::GuardedStep& guarded) {
    const Statement& statement = *statements_of(*at.step).front();
    expect(at);
    clean();
    std::string body = "\nDECLARE\n  touched bigint;\n  iteration integer := 0;\nBEGIN\n  LOOP\n";
    body += settings("LOCAL ", duration(frame_.lock_timeout)) + begin_call(at) + '\n';
    body += fmt::format("    EXECUTE {};\n    GET DIAGNOSTICS touched = ROW_COUNT;\n", quote_literal(statement.text));
    body += "    SET CONSTRAINTS ALL IMMEDIATE;\n" + guard_call(at, guarded) + "\n    IF touched = 0 THEN\n" + finish_call(at);
    body += "\n      SET LOCAL transaction_read_only = on;\n      EXIT;\n    END IF;\n    iteration := iteration + 1;\n";
    // The text of the iterations is that of the first.
    body += record_call({.revision = *at.revision,
                         .event = EventKind::done,
                         .number = at.number,
                         .count = at.count,
                         .sql = fmt::format("CASE iteration WHEN 1 THEN {} ELSE '' END", quote_literal(at.step->text)),
                         .further = ",\n  statement => iteration, changed => touched"});
    body += "\n    SET LOCAL transaction_read_only = on;\n    COMMIT;\n";
    if (at.step->pause.count() > 0) {
      body += fmt::format("    PERFORM pg_catalog.pg_sleep({});\n", static_cast<double>(at.step->pause.count()) / 1000);
    }
    block(body + "  END LOOP;\nEND ");
  }

  const Frame& frame_;
  std::string text_;
};

std::string range_of(const std::vector<ScriptStep>& steps) {
  const Revision& last = *steps.back().revision;
  const std::string from = steps.front().expected.heads.empty() ? "base" : join(steps.front().expected.heads, ", ");
  const bool up = steps.front().step->direction == Direction::upgrade;
  const std::string to = up ? last.id : last.revises.empty() ? "base" : join(last.revises, ", ");
  return fmt::format("{} from {} to {}", up ? "Upgrade" : "Downgrade", from, to);
}

// The guard's own notes lie in temporary tables of the session: a script whose statements name them is none.
void refuse_own_names(const ScriptStep& at, const Statement& statement) {
  const auto is_own = [](const WrittenName& name, bool temporary) {
    return name.name.starts_with("deed_") && (temporary || name.schema.starts_with("pg_temp"));
  };
  const bool uses =
      std::any_of(statement.uses.begin(), statement.uses.end(), [&](const ObjectUse& use) { return is_own(use.object, use.temporary); });
  const bool changes = std::any_of(statement.changes.begin(), statement.changes.end(),
                                   [&](const NameChange& change) { return is_own(change.object, change.temporary); });
  if (uses || changes) {
    throw Error(ErrorKind::refused_by_static_check,
                {.what = "Temporary objects named deed_... are the script's own.",
                 .where = to_string(Location{at.revision->path, statement.position.line, statement.position.column}),
                 .hint = "Choose another name."});
  }
}

}  // namespace

void describe(ScriptStep& at, const OwnershipMap& map, const ownership::StepOrigin& origin) {
  const ownership::GuardedStep guarded{at.step, origin, at.revision->path};
  if (const std::optional<OwnershipMap> with_claims = ownership::map_for_guard(map, guarded)) {
    const Holdings* before = map.find(origin.service);
    at.claims = ownership::difference(before == nullptr ? std::vector<OwnershipRow>{} : to_rows(origin.service, *before),
                                      to_rows(origin.service, *with_claims->find(origin.service)))
                    .add;
  }
  std::set<ObjectName> mentions;
  for (const Statement* statement : statements_of(*at.step)) {
    refuse_own_names(at, *statement);
    for (const ObjectUse& use : statement->uses) {
      if (use.object.kind == ObjectKind::relation && use.access == Access::reference && !use.temporary) {
        mentions.insert(map.resolve(use.object, origin.path));
      }
    }
  }
  at.mentions = {mentions.begin(), mentions.end()};
}

std::string steps_script(const Frame& frame, const std::vector<ScriptStep>& steps) {
  Writer writer(frame);
  writer.head(range_of(steps));
  writer.lock();
  writer.own_tables();
  writer.procedures(steps.front().expected);
  for (const ScriptStep& step : steps) {
    writer.step(step);
  }
  writer.unlock();
  return writer.text();
}

std::string stamp_script(const Frame& frame, const std::vector<StampRow>& rows, const Expectation& expected,
                         const ownership::RowDelta& delta) {
  Writer writer(frame);
  writer.head("Stamp");
  writer.lock();
  writer.own_tables();
  writer.procedures(expected);
  writer.stamp(rows, expected, delta);
  writer.unlock();
  return writer.text();
}

std::string tables_script(const Frame& frame) {
  Writer writer(frame);
  writer.head("deed's own tables");
  writer.own_tables();
  return writer.text();
}

}  // namespace deed::script
