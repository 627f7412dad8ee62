#include "support/fault_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "base/text.h"
#include "support/test_database.h"
#include "support/test_server.h"

namespace deed::testing {

namespace {

const std::string kPassword = "S3cr%tZ@";

constexpr const char* kAccount =
    "-- deed:upgrade\n"
    "CREATE TYPE mood AS ENUM ('ok');\n"
    "CREATE TABLE account (id bigint PRIMARY KEY, mood mood, code int UNIQUE DEFERRABLE INITIALLY DEFERRED);\n"
    "INSERT INTO account SELECT i, 'ok', i FROM generate_series(1, 30) i;\n\n"
    "-- deed:downgrade\nDROP TABLE account;\nDROP TYPE mood;\n";
constexpr const char* kSeen =
    "-- deed:upgrade\nALTER TABLE account ADD COLUMN seen bigint;\n\n"
    "-- deed:upgrade repeat\n"
    "UPDATE account SET seen = id WHERE id IN (SELECT id FROM account WHERE seen IS NULL ORDER BY id LIMIT 15);\n\n"
    "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY account_seen ON account (seen);\nALTER TYPE mood ADD VALUE 'sad';\n\n"
    "-- deed:downgrade autocommit\nDROP INDEX CONCURRENTLY account_seen;\n\n"
    "-- deed:downgrade\nALTER TABLE account DROP COLUMN seen;\n";
constexpr const char* kLegacy = "-- deed:upgrade adopt\nCREATE TABLE legacy (id int, note text);\n\n-- deed:downgrade\n";
constexpr const char* kShare =
    "-- deed:upgrade\n-- deed:share account with neighbour: read\nGRANT SELECT ON account TO reader;\n\n"
    "-- deed:upgrade autocommit\nREINDEX INDEX CONCURRENTLY account_seen;\n\n"
    "-- deed:downgrade\nREVOKE SELECT ON account FROM reader;\n";
constexpr const char* kPartner =
    "-- deed:upgrade\nCREATE TABLE partner (id int PRIMARY KEY, note text);\nINSERT INTO partner SELECT i, 'p' || i FROM "
    "generate_series(1, "
    "5) i;\nGRANT SELECT ON partner TO reader;\n";

constexpr const char* kParted =
    "-- deed:upgrade\nCREATE TABLE event (at int, PRIMARY KEY (at)) PARTITION BY RANGE (at);\n"
    "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (10);\n"
    "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (10) TO (20);\n"
    "INSERT INTO event SELECT generate_series(1, 19);\n";
constexpr const char* kUpkeep =
    "-- deed:upgrade autocommit\nALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;\nVACUUM event_2;\nANALYZE event_2;\n"
    "CLUSTER event_2 USING event_2_pkey;\nREINDEX TABLE CONCURRENTLY event_2;\n";

// A condition about what stands in the database, and the same as the history tells it.
struct Invariant {
  std::string name;
  std::string effect;
  std::string row;
  // Whether the effect may be there before its row: what runs outside a transaction.
  bool effect_first = false;
};

// "'upgraded'" or the like: what the history says of a revision last.
std::string last_of(const std::string& revision) {
  return fmt::format(
      "(SELECT event FROM deed.version_api WHERE revision = '{}' AND event IN ('upgraded', 'downgraded', 'stamped', 'unstamped') ORDER BY "
      "position DESC LIMIT 1)",
      revision);
}

std::string done(const std::string& revision, const std::string& place) {
  return fmt::format("EXISTS (SELECT FROM deed.version_api WHERE revision = '{}' AND event = 'done' AND {})", revision, place);
}

std::vector<Invariant> of_steps() {
  const std::string table = "to_regclass('public.account')";
  const std::string seen = done("bbbbbbbbbbbb", "step = 1 AND steps = 3 AND statement IS NULL");
  const std::string granted = done("dddddddddddd", "step = 1 AND steps = 2");
  const std::string going_down = "EXISTS (SELECT FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb' AND sql LIKE '-- deed:downgrade%')";
  return {
      {"account", table + " IS NOT NULL", last_of("aaaaaaaaaaaa") + " = 'upgraded'"},
      {"column seen", "EXISTS (SELECT FROM pg_attribute WHERE attrelid = " + table + " AND attname = 'seen')",
       seen + " AND " + last_of("bbbbbbbbbbbb") + " IS DISTINCT FROM 'downgraded'"},
      {"index", "EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('public.account_seen') AND indisvalid)",
       done("bbbbbbbbbbbb", "step = 3 AND statement = 1") + " AND NOT " + going_down, true},
      {"dropped index", "to_regclass('public.account_seen') IS NULL", done("bbbbbbbbbbbb", "steps = 2 AND step = 1 AND statement = 1"),
       true},
      {"label", "EXISTS (SELECT FROM pg_enum WHERE enumlabel = 'sad')",
       done("bbbbbbbbbbbb", "step = 3 AND statement = 2") + " AND " + last_of("aaaaaaaaaaaa") + " = 'upgraded'", true},
      {"legacy", "EXISTS (SELECT FROM deed.ownership WHERE service = 'api' AND object = 'public.legacy')",
       last_of("cccccccccccc") + " = 'upgraded'"},
      {"grant", "has_table_privilege('reader', " + table + ", 'SELECT')",
       granted + " AND " + last_of("dddddddddddd") + " IS DISTINCT FROM 'downgraded'"},
      {"share", "EXISTS (SELECT FROM deed.ownership WHERE service = 'api' AND kind = 'share')",
       granted + " AND " + last_of("dddddddddddd") + " IS DISTINCT FROM 'downgraded'"},
  };
}

std::vector<Invariant> invariants(FaultSubject subject) {
  switch (subject) {
    case FaultSubject::steps: return of_steps();
    case FaultSubject::stamp:
      // All rows of a stamp are one transaction, with the ownership rows.
      return {{"stamp", "EXISTS (SELECT FROM deed.ownership WHERE service = 'api' AND kind = 'share')",
               "(SELECT count(*) = 7 FROM deed.version_api)"},
              {"history", "EXISTS (SELECT FROM deed.ownership WHERE service = 'api' AND kind = 'object')",
               "EXISTS (SELECT FROM deed.version_api)"}};
    case FaultSubject::upkeep: break;
  }
  return {{"detached", "NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = 'event_1'::regclass)",
           "EXISTS (SELECT FROM deed.version_upkeep WHERE revision = 'ffffffffffff' AND event = 'done' AND statement = 1)", true}};
}

// DEED_FAULTS: "all" points rather than a choice, or the number of one. DEED_FAULTS_SCENARIO: the only one that is wanted.
std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void append_rows(std::string& text, postgres::Connection& connection, const std::string& query) {
  for (const std::vector<std::string>& row : connection.texts(query)) {
    text += join(row, " | ") + '\n';
  }
}

}  // namespace

FaultScenario upgrade_scenario() { return {"upgrade", {"upgrade", "head"}, "empty"}; }
FaultScenario downgrade_scenario() { return {"downgrade", {"downgrade", "base"}, "head"}; }
FaultScenario stamp_scenario() { return {"stamp", {"stamp", "head"}, "empty", FaultSubject::stamp}; }
FaultScenario upkeep_scenario() { return {"upkeep", {"upgrade", "head"}, "empty", FaultSubject::upkeep}; }

std::vector<std::string> FaultScenario::command() const {
  std::vector<std::string> result{"deed", "-s", subject == FaultSubject::upkeep ? "upkeep" : "api"};
  result.insert(result.end(), words.begin(), words.end());
  return result;
}

FaultBench::FaultBench(const std::string& configuration) : proxy_(server_.address()) {
  write_services(configuration);
  make_templates();
}

void FaultBench::write_services(const std::string& configuration) const {
  const auto revision = [&](const std::string& service, const std::string& id, const std::string& revises, const std::string& sections) {
    files_.write(fmt::format("services/{}/revisions/{}.sql", service, id),
                 fmt::format("-- {0} of {1}\n--\n-- Revision ID: {0}\n-- Revises: {2}\n\n{3}", id, service, revises, sections));
  };
  files_.write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n");
  files_.write("services/api/deed.toml", "service = \"api\"\n" + configuration);
  files_.write("services/neighbour/deed.toml", "service = \"neighbour\"\n");
  files_.write("services/upkeep/deed.toml", "service = \"upkeep\"\n" + configuration);
  revision("upkeep", "eeeeeeeeeeee", "", kParted);
  revision("upkeep", "ffffffffffff", "eeeeeeeeeeee", kUpkeep);
  revision("neighbour", "0123456789ab", "", kPartner);
  revision("api", "aaaaaaaaaaaa", "", kAccount);
  revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", kSeen);
  revision("api", "cccccccccccc", "bbbbbbbbbbbb", kLegacy);
  revision("api", "dddddddddddd", "cccccccccccc", kShare);
}

void FaultBench::make_templates() {
  const auto require = [](const ProcessResult& result) {
    if (result.exit_code != 0) {
      throw std::runtime_error(result.err);
    }
  };
  server_.sql("postgres", "CREATE ROLE reader; CREATE DATABASE empty");
  server_.sql("empty", "CREATE TABLE legacy (id int, note text); INSERT INTO legacy VALUES (1, 'old')");
  require(::deed::testing::run({"deed", "-s", "neighbour", "upgrade", "head"}, options("empty", false)));
  require(::deed::testing::run({"deed", "-s", "upkeep", "upgrade", "eeeeeeeeeeee"}, options("empty", false)));
  server_.sql("postgres", "CREATE DATABASE head TEMPLATE empty");
  require(deed("head", {"upgrade", "head"}));
}

std::string FaultBench::fresh(const std::string& start) {
  std::string name = fmt::format("trial_{}", ++databases_);
  postgres::Connection connection = server_.connect();
  connection.execute(fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name, start, copying_files(connection)));
  return name;
}

void FaultBench::drop(const std::string& database) { server_.sql("postgres", fmt::format("DROP DATABASE {} WITH (FORCE)", database)); }

ProcessOptions FaultBench::options(const std::string& database, bool by_proxy) const {
  const std::string url = (by_proxy ? proxy_.address() : server_.address()).url(database);
  return {.environment = {{"DATABASE_URL", replace_all(url, "postgres@", "postgres:" + percent_encoded(kPassword) + '@')}},
          .directory = files_.path()};
}

ProcessResult FaultBench::deed(const std::string& database, std::vector<std::string> words) const {
  words.insert(words.begin(), {"deed", "-s", "api"});
  return ::deed::testing::run(words, options(database, false));
}

std::string FaultBench::state(const std::string& database) const {
  std::string text = normalised_dump(server_.run_client("pg_dump", {"-U", "postgres", "-s", "-d", database}));
  postgres::Connection connection = server_.connect(database);
  for (const std::string table : {"account", "legacy", "partner", "event", "event_1"}) {
    if (connection.texts("SELECT to_regclass('public." + table + "')").at(0).at(0) == table) {
      append_rows(text, connection, fmt::format("SELECT '{0}', t::text FROM {0} t ORDER BY 2", table));
    }
  }
  // What is the neighbour's to the last byte; of the service's own rows all but when and by which run.
  append_rows(text, connection, "SELECT t::text FROM deed.version_neighbour t ORDER BY 1");
  append_rows(text, connection, "SELECT t::text FROM deed.ownership t WHERE service = 'neighbour' ORDER BY 1");
  append_rows(text, connection,
              "SELECT service, kind, object, with_service, accesses::text, revision, db_role FROM deed.ownership ORDER BY 1, 2, 3, 4");
  for (const std::string service : {"api", "upkeep"}) {
    if (!connection.texts("SELECT to_regclass('deed.version_" + service + "')").at(0).at(0).empty()) {
      append_rows(text, connection,
                  "SELECT revision, event, step::text, steps::text, statement::text, rows::text, sql, count(*)::text FROM deed.version_" +
                      service + " WHERE event <> 'started' GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7");
    }
  }
  return text;
}

std::string FaultBench::contradictions(const std::string& database, FaultSubject subject) const {
  postgres::Connection connection = server_.connect(database);
  const bool history = subject == FaultSubject::upkeep || !connection.texts("SELECT to_regclass('deed.version_api')").at(0).at(0).empty();
  std::string text;
  for (const Invariant& invariant : invariants(subject)) {
    const bool effect = connection.execute(fmt::format("SELECT coalesce({}, false)", invariant.effect)).boolean(0, 0);
    const bool row = history && connection.execute(fmt::format("SELECT coalesce({}, false)", invariant.row)).boolean(0, 0);
    if (effect != row && !(effect && invariant.effect_first)) {
      text += fmt::format("{}: {}, but {}; ", invariant.name, effect ? "there" : "not there", row ? "recorded" : "not recorded");
    }
  }
  return text;
}

bool FaultBench::wait_for_end_of_sessions(const std::string& database, Duration patience) const {
  postgres::Connection connection = server_.connect();
  for (const Deadline deadline(patience); !deadline.passed(); no_cancellation().sleep(Duration(2))) {
    if (connection.texts("SELECT count(*)::text FROM pg_stat_activity WHERE datname = $1", {database}).at(0).at(0) == "0") {
      return true;
    }
  }
  return false;
}

const std::string& FaultBench::expected(const FaultScenario& scenario) {
  std::string& text = expected_[scenario.name];
  if (text.empty()) {
    const std::string database = fresh(scenario.start);
    const ProcessResult result = ::deed::testing::run(scenario.command(), options(database, false));
    if (const std::string contradiction = contradictions(database, scenario.subject); result.exit_code != 0 || !contradiction.empty()) {
      throw std::runtime_error(result.err + contradiction);
    }
    text = state(database);
    drop(database);
  }
  return text;
}

// One run without a fault shows the messages. Around each COMMIT things are decided; of the others, which are much the same, every k-th.
std::vector<int> FaultBench::points(const FaultScenario& scenario, const Fault& fault) {
  const std::string database = fresh(scenario.start);
  proxy_.arm(0, fault.grain);
  const ProcessResult faultless = ::deed::testing::run(scenario.command(), options(database, true));
  const std::vector<WireMessage> seen = proxy_.seen();
  // Nothing would be tried, and nothing fail.
  if (faultless.exit_code != 0 || seen.empty()) {
    throw std::runtime_error("no run without a fault: " + faultless.err);
  }
  drop(database);
  std::vector<int> numbers;
  const std::size_t wanted = fault.stride == 1 ? 6 : 1;
  const std::size_t stride = seen.size() / wanted + 1;
  int commits = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const WireMessage& message = seen[i];
    const bool sync = message.statement == "COMMIT" && message.way == WireMessage::Way::to_server && message.type == 'S';
    commits += sync ? 1 : 0;
    if (i % stride == stride / 2) {
      numbers.push_back(static_cast<int>(i) + 1);
    }
    // Sent in part, sent whole, and answered.
    if (sync && commits == 2) {
      numbers.insert(numbers.end(), {static_cast<int>(i), static_cast<int>(i) + 1, static_cast<int>(i) + 2});
    }
  }
  return numbers;
}

std::vector<std::string> FaultBench::run(const FaultScenario& scenario, const Fault& fault) {
  if (const std::string only = from_environment("DEED_FAULTS_SCENARIO"); !only.empty() && only != scenario.name) {
    return {};
  }
  expected(scenario);
  std::vector<std::string> failures;
  int tried = 0;
  const auto at = [&](int number) {
    const std::optional<std::string> failure = try_point(scenario, fault, number);
    if (failure) {
      ++tried;
      if (!failure->empty()) {
        failures.push_back(*failure);
      }
    }
    return failure.has_value();
  };
  if (const std::string wanted = from_environment("DEED_FAULTS"); wanted == "all") {
    for (int number = 1; at(number); number += fault.stride) {
    }
  } else if (!wanted.empty()) {
    at(std::stoi(wanted));
  } else {
    for (const int number : points(scenario, fault)) {
      at(number);
    }
  }
  if (tried == 0) {
    failures.emplace_back("no point was tried");
  }
  if (const std::string report = from_environment("DEED_FAULTS_REPORT"); !report.empty()) {
    std::ofstream(report, std::ios::app) << fmt::format("{}, {}: {} points, {} failed\n", scenario.name, fault.name, tried,
                                                        failures.size());
  }
  return failures;
}

std::optional<std::string> FaultBench::try_point(const FaultScenario& scenario, const Fault& fault, int number) {
  const std::string database = fresh(scenario.start);
  proxy_.arm(number, fault.grain);
  RunningProcess process(scenario.command(), options(database, true));
  while (!proxy_.holds() && process.running()) {
    no_cancellation().sleep(Duration(1));
  }
  std::optional<std::string> failure;
  if (proxy_.holds()) {
    FaultTrial trial{*this, database, scenario.command(), process, proxy_.seen().back()};
    fault.happen(trial);
    const ProcessResult result = process.wait();
    proxy_.arm(0);
    failure = check(scenario, fault, database, result);
    if (!failure->empty()) {
      failure =
          fmt::format("{}, {}, at message {} ({}): {}\n{}", scenario.name, fault.name, number, to_string(trial.at), *failure, result.err);
    }
  }
  drop(database);
  return failure;
}

std::string FaultBench::check(const FaultScenario& scenario, const Fault& fault, const std::string& database,
                              const ProcessResult& result) const {
  std::string problems;
  const auto demand = [&](bool kept, const std::string& problem) { problems += kept ? "" : problem + ". "; };
  const std::string& wanted = expected_.at(scenario.name);
  demand(!result.timed_out, "the run did not end");
  demand(fault.codes.contains(result.exit_code), fmt::format("exit code {}", result.exit_code));
  demand((result.out + result.err).find("S3cr") == std::string::npos, "the password is shown");
  demand(wait_for_end_of_sessions(database, Duration(3000)), "a session is left");
  demand(result.exit_code != 0 || state(database) == wanted, "exit code 0, but something is missing");
  const std::string contradiction = contradictions(database, scenario.subject);
  demand(contradiction.empty(), contradiction);
  const ProcessResult again = ::deed::testing::run(scenario.command(), options(database, false));
  demand(again.exit_code == 0, fmt::format("the same command again: exit code {}: {}", again.exit_code, again.err));
  demand(state(database) == wanted, "the same command again leads elsewhere");
  return problems;
}

}  // namespace deed::testing
