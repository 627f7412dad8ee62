// Every statement of tests/cases/ownership, against a real server: what its label says is what the static check says of its text, what
// the commit guard says of what it did, and what a bystander sees who knows nothing of deed.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "base/files.h"
#include "base/lexer.h"
#include "base/text.h"
#include "history/state.h"
#include "ownership/static_check.h"
#include "revisions/reader.h"
#include "runner/guarded_transaction.h"
#include "runner/runner_lock.h"
#include "runner/session.h"
#include "runner/step_runner.h"
#include "sql/analyse.h"
#include "support/labelled_statements.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;

namespace {

const std::filesystem::path kCases = std::filesystem::path(DEED_SOURCE_DIR) / "tests/cases/ownership";

std::vector<LabelledStatement> all_cases() {
  std::vector<LabelledStatement> cases;
  for (const std::filesystem::path& file : list_files(kCases, ".sql", ErrorKind::local_io)) {
    const std::vector<LabelledStatement> of_file = read_labelled_statements(file);
    cases.insert(cases.end(), of_file.begin(), of_file.end());
  }
  return cases;
}

// What marks a line that older servers do not understand.
constexpr std::string_view kSince15 = "-- PostgreSQL 15";

std::string fixture(const std::string& name) {
  std::string text;
  const std::string all = read_file(kCases / "fixture" / name, ErrorKind::local_io);
  for (const std::string_view line : split_lines(all)) {
    if (server_major() >= 15 || !line.ends_with(kSince15)) {
      text += std::string(line) + '\n';
    }
  }
  return text;
}

bool is_refused(const LabelledStatement& statement) {
  return statement.label == Label::refuse || statement.label == Label::guard_refuses || statement.label == Label::kind;
}

enum class StaticVerdict { allows, leaves_open, refuses, refuses_kind };
enum class GuardVerdict { allows, refuses, server_refuses, too_new };

struct Verdict {
  GuardVerdict verdict;
  std::string why;
};

// The database of `own` and `att`, made by deed, and a session of att's in which steps run under the commit guard and are rolled back.
class Arena {
 public:
  static Arena& get() {
    static Arena arena;
    return arena;
  }

  ParsedStep step(const std::string& sql) const {
    const std::string section = sql.starts_with("-- deed:upgrade") ? sql : "-- deed:upgrade\n" + sql;
    return sql::analyse(revisions::parse_step(section, 1, "case.sql", {"att", "public"}));
  }

  StaticVerdict check(const ParsedStep& step, std::string& why) const {
    OwnershipMap map = map_;
    StaticVerdict verdict = StaticVerdict::allows;
    for (const Finding& finding :
         ownership::check_step(map, step, {"att", "cccccccccccc", {"public"}}, "case.sql", {.schemas = {"public"}}).findings) {
      why += finding.message + "\n";
      const StaticVerdict one = finding.severity == Severity::warning ? StaticVerdict::leaves_open
                                : finding.rule == Rule::refused_kind  ? StaticVerdict::refuses_kind
                                                                      : StaticVerdict::refuses;
      // A kind is refused whatever it touches: that is what is said of it.
      verdict = verdict == StaticVerdict::refuses_kind || one == StaticVerdict::refuses_kind ? StaticVerdict::refuses_kind
                                                                                             : std::max(verdict, one);
    }
    return verdict;
  }

  // What the guard alone says: the step runs, whatever the static check thinks of it. Nothing of it stays but what is done outside of a
  // transaction.
  Verdict guard(const ParsedStep& step) {
    Revision revision{.service = "att", .id = "cccccccccccc", .path = "case.sql"};
    const runner::StepRequest request{.revision = &revision, .step = &step, .map = &map_};
    session_.known_mine.clear();
    try {
      if (step.kind == StepKind::autocommit) {
        runner::run_step(session_, request);
        return {GuardVerdict::allows, ""};
      }
      runner::GuardedTransaction transaction(session_, request);
      transaction.run_statements();
      transaction.guard();
      return {GuardVerdict::allows, ""};
    } catch (const Error& error) {
      // Before a statement of an autocommit step: what the live database says is no verdict on what was done.
      const bool by_guard = error.kind() == ErrorKind::refused_by_commit_guard || error.kind() == ErrorKind::refused_by_static_check;
      return {by_guard                  ? GuardVerdict::refuses
              : is_beyond_server(error) ? GuardVerdict::too_new
                                        : GuardVerdict::server_refuses,
              error.text().what};
    }
  }

  // What a plain transaction does to what own does not share; empty for nothing. Rolled back.
  std::string traces(const LabelledStatement& statement) {
    execute("BEGIN");
    execute("SET LOCAL search_path = public");
    execute("SET LOCAL track_functions = 'all'");
    std::string result;
    try {
      const std::string calls = value("SELECT proof.calls()");
      for (const StatementSpan& span : split_statements(statement.sql)) {
        execute(statement.sql.substr(span.begin, span.end - span.begin));
      }
      execute("SET CONSTRAINTS ALL IMMEDIATE");
      if (!statement.proof.empty()) {
        execute(statement.proof);
      }
      result = value(is_refused(statement) ? "SELECT proof.locked(true)" : "SELECT proof.locked(false)");
      result += value("SELECT proof.calls()") == calls ? "" : " called";
      // It takes a while, and one trace is as good as two.
      const bool changed = result.empty() && value("SELECT proof.fingerprint()") != fingerprint_;
      result += changed ? "changed" : "";
    } catch (const Error& error) {
      plain_.execute("ROLLBACK");
      if (is_beyond_server(error)) {
        return is_refused(statement) ? "too new" : "";
      }
      throw std::runtime_error(error.text().what);
    }
    execute("ROLLBACK");
    // No rollback takes a sequence back.
    fingerprint_ = is_refused(statement) ? value("SELECT proof.fingerprint()") : fingerprint_;
    return result;
  }

 private:
  Arena()
      : settings_(make_workspace()),
        connection_(runner::open_session(settings_, runner::SessionUse::run, no_cancellation(), log_)),
        lock_(connection_, settings_.version_table, Duration(1000), no_cancellation(), log_),
        session_(connection_, settings_, lock_.key(), no_cancellation(), log_),
        plain_(workspace_.database().connect()) {
    map_ = OwnershipMap::from_rows(history::read_ownership(connection_));
    // As a run has it: of its own it knows what the rows do not say, the table of each index.
    Holdings own;
    ownership::fold_step(own, step(fixture("attacker.sql")), {"att", "bbbbbbbbbbbb", {"public"}});
    map_.of("att") = own;
    fingerprint_ = value("SELECT proof.fingerprint()");
  }

  runner::RunSettings make_workspace() {
    workspace_.service("own");
    workspace_.service("att");
    workspace_.revision("own", "aaaaaaaaaaaa", "", "-- deed:upgrade\n" + fixture("owner.sql"));
    workspace_.revision("att", "bbbbbbbbbbbb", "\nDepends On: own:aaaaaaaaaaaa", "-- deed:upgrade\n" + fixture("attacker.sql"));
    upgrade("own");
    // Before there is anything of att's.
    workspace_.database().sql(fixture("proof.sql"));
    upgrade("att");
    runner::RunSettings settings{.service = "att", .version_table = {"deed", "version_att"}};
    settings.target = [this] { return postgres::Target{workspace_.database().parameters()}; };
    settings.schemas = {"public"};
    settings.run_id = "00000000-0000-4000-8000-000000000000";
    return settings;
  }

  void upgrade(const std::string& service) {
    const ProcessResult result = workspace_.deed({"-s", service, "upgrade", "head"});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
  }

  void execute(const std::string& sql) { plain_.execute(sql); }
  std::string value(const std::string& sql) { return std::string(plain_.execute(sql).text(0, 0)); }

  TestWorkspace workspace_;
  SilentLog log_;
  runner::RunSettings settings_;
  postgres::Connection connection_;
  runner::RunnerLock lock_;
  runner::StepSession session_;
  OwnershipMap map_;
  postgres::Connection plain_;
  std::string fingerprint_;
};

std::set<std::string> documented() {
  const std::string text = read_file(std::filesystem::path(DEED_SOURCE_DIR) / "docs/ownership.md", ErrorKind::local_io);
  const std::size_t begin = text.find("\n### What the commit guard alone does not see");
  REQUIRE(begin != std::string::npos);
  const std::string section = text.substr(begin + 1, text.find("\n#", begin + 4) - begin);
  std::set<std::string> headings;
  for (std::size_t at = section.find("\n- **"); at != std::string::npos; at = section.find("\n- **", at + 1)) {
    headings.insert(section.substr(at + 5, section.find(".**", at) - at - 5));
  }
  return headings;
}

}  // namespace

TEST_CASE("the static check says of each statement what its label says") {
  std::map<Label, int> counts;
  for (const LabelledStatement& statement : all_cases()) {
    CAPTURE(statement.place, statement.reason, statement.sql, word(statement.label));
    ++counts[statement.label];
    std::string why;
    const StaticVerdict verdict = Arena::get().check(Arena::get().step(statement.sql), why);
    CAPTURE(why);
    switch (statement.label) {
      case Label::allow: CHECK(verdict == StaticVerdict::allows); break;
      case Label::refuse: CHECK(verdict == StaticVerdict::refuses); break;
      case Label::kind: CHECK(verdict == StaticVerdict::refuses_kind); break;
      case Label::guard_allows: CHECK(verdict == StaticVerdict::leaves_open); break;
      case Label::guard_refuses: CHECK((verdict == StaticVerdict::leaves_open || verdict == StaticVerdict::allows)); break;
    }
  }
  int all = 0;
  std::string summary;
  for (const auto& [label, count] : counts) {
    all += count;
    summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, word(label));
  }
  WARN(all << " labelled statements: " << summary);
  CHECK(all >= 400);
}

TEST_CASE("without the static check the commit guard stops all but what is documented") {
  std::map<std::string, int> stopped;
  std::set<std::string> unseen;
  for (const LabelledStatement& statement : all_cases()) {
    if (statement.not_run) {
      continue;
    }
    CAPTURE(statement.place, statement.reason, statement.sql, word(statement.label));
    const Verdict found = Arena::get().guard(Arena::get().step(statement.sql));
    CAPTURE(found.why);
    if (found.verdict == GuardVerdict::too_new) {
      WARN("skipped, as the server does not know it yet: " << statement.sql);
      if (statement.unseen) {
        unseen.insert(*statement.unseen);
      }
      continue;
    }
    if (statement.server_refuses) {
      CHECK(found.verdict == GuardVerdict::server_refuses);
    } else if (statement.unseen || !is_refused(statement)) {
      CHECK(found.verdict == GuardVerdict::allows);
    } else {
      CHECK(found.verdict == GuardVerdict::refuses);
    }
    if (statement.unseen) {
      unseen.insert(*statement.unseen);
    }
    ++stopped[fmt::format("{}: {}", word(statement.label),
                          found.verdict == GuardVerdict::allows    ? "passes"
                          : found.verdict == GuardVerdict::refuses ? "stopped"
                                                                   : "refused by the server")];
  }
  for (const auto& [what, count] : stopped) {
    WARN("commit guard alone, " << what << " " << count);
  }
  CHECK(unseen == documented());
}

TEST_CASE("the labels are facts: what is refused touches what is not shared, what is allowed does not") {
  for (const LabelledStatement& statement : all_cases()) {
    const bool in_transaction = Arena::get().step(statement.sql).kind != StepKind::autocommit;
    if (statement.not_run || statement.server_refuses || statement.label == Label::kind || !in_transaction) {
      continue;
    }
    CAPTURE(statement.place, statement.reason, statement.sql, word(statement.label));
    std::string traces;
    CHECK_NOTHROW(traces = Arena::get().traces(statement));
    CAPTURE(traces);
    if (!is_refused(statement)) {
      CHECK(traces.empty());
    } else if (!statement.no_trace) {
      CHECK_FALSE(traces.empty());
    }
  }
}
