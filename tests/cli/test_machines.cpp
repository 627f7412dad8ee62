// What machines read of a run: the log in JSON, the termination message, metrics, traces.
#include <catch2/catch.hpp>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/text.h"
#include "report/termination_message.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

constexpr const char* kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

// A log in JSON, each line an object; the last one is the result.
class JsonLog {
 public:
  explicit JsonLog(const std::string& text) : text_(text) {
    for (const std::string_view line : split_lines(text_)) {
      INFO(line);
      rapidjson::Document& document = lines_.emplace_back();
      document.Parse(line.data(), line.size());
      REQUIRE_FALSE(document.HasParseError());
      for (const char* key : {"time", "level", "event", "message"}) {
        REQUIRE(document.HasMember(key));
      }
    }
    REQUIRE_FALSE(lines_.empty());
    REQUIRE(std::string(result()["event"].GetString()) == "result");
  }

  const rapidjson::Document& result() const { return lines_.back(); }
  std::vector<const rapidjson::Document*> events(const std::string& name) const {
    std::vector<const rapidjson::Document*> found;
    for (const rapidjson::Document& line : lines_) {
      if (name == line["event"].GetString()) {
        found.push_back(&line);
      }
    }
    return found;
  }

 private:
  std::string text_;
  std::vector<rapidjson::Document> lines_;
};

std::string text(const rapidjson::Value& object, const char* key) { return object.HasMember(key) ? object[key].GetString() : ""; }

std::string metric(const std::string& metrics, const std::string& name) {
  for (const std::string_view line : split_lines(metrics)) {
    if (line.starts_with(name + ' ')) {
      return std::string(line.substr(name.size() + 1));
    }
  }
  return "";
}

constexpr const char* kTable = "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:upgrade\nINSERT INTO t VALUES (1);\n";

struct Api : TestWorkspace {
  Api() {
    service("api", "[database]\nlock_timeout = \"100ms\"\nretry_for = \"30s\"\n");
    revision("api", "aaaaaaaaaaaa", "", kTable);
  }
  std::string read(const std::string& name) const { return read_file(path() / name, ErrorKind::local_io); }
  std::map<std::string, std::string> with(const std::map<std::string, std::string>& further) {
    std::map<std::string, std::string> environment{{"DATABASE_URL", database().url()}};
    environment.insert(further.begin(), further.end());
    return environment;
  }
};

}  // namespace

TEST_CASE("a run in JSON tells each step, and ends with its result") {
  Api workspace;
  const ProcessResult run = workspace.deed({"--log-format", "json", "-v", "upgrade", "head"});
  CHECK(run.exit_code == 0);
  const JsonLog log(run.err);
  const auto done = log.events("step_done");
  REQUIRE(done.size() == 2);
  CHECK(text(*done[1], "service") == "api");
  CHECK(text(*done[1], "revision") == "aaaaaaaaaaaa");
  CHECK((*done[1])["step"].GetInt() == 2);
  CHECK((*done[1])["steps"].GetInt() == 2);
  CHECK((*done[1]).HasMember("duration_ms"));
  CHECK(text(*done[1], "run_id") == workspace.database().value("SELECT run_id FROM deed.version_api LIMIT 1"));
  const auto statements = log.events("statement_done");
  REQUIRE(statements.size() == 2);
  CHECK(text(*statements[1], "statement") == "insert (services/api/revisions/aaaaaaaaaaaa.sql:10)");
  CHECK(text(log.result(), "class") == "done");
  CHECK(log.result()["exit_code"].GetInt() == 0);
  CHECK(log.result()["services"][0]["revisions"].GetInt() == 1);
  CHECK(log.result()["services"][0]["steps"].GetInt() == 2);
}

TEST_CASE("with -v a run tells its phases in their order, each with its time") {
  const auto phases = [](const ProcessResult& run) {
    INFO(run.err);
    std::vector<std::string> names;
    const JsonLog log(run.err);
    for (const rapidjson::Document* phase : log.events("phase_done")) {
      CHECK((*phase)["duration_us"].IsInt64());
      names.push_back(text(*phase, "phase"));
    }
    return names;
  };
  using Names = std::vector<std::string>;
  Api workspace;
  const ProcessResult run = workspace.deed({"--log-format", "json", "-v", "upgrade", "head"});
  CHECK(phases(run) == Names{"read revisions", "connect", "read history", "plan and check", "take runner lock", "create deed's tables",
                             "read history", "plan and check", "statements", "guard", "commit", "statements", "guard", "commit"});
  const JsonLog log(run.err);
  const rapidjson::Document& last = *log.events("phase_done").back();
  CHECK(text(last, "service") == "api");
  CHECK(text(last, "revision") == "aaaaaaaaaaaa");
  CHECK(last["step"].GetInt() == 2);

  workspace.model("api", "CREATE TABLE t (a int, b int);\n");
  Names of_autogenerate = phases(workspace.deed({"--log-format", "json", "-v", "revision", "--autogenerate", "-m", "b"}));
  // Beside the scratch server's phases: it may end before any of them.
  CHECK(std::erase(of_autogenerate, "read the database") == 1);
  CHECK(of_autogenerate == Names{"read the model", "connect", "read history", "look up the model's names", "recall the model",
                                 "start the scratch server", "play the model", "read the scratch database", "stop the scratch server",
                                 "compare"});
  CHECK(phases(workspace.deed({"--log-format", "json", "upgrade", "head"})).empty());
  CHECK_THAT(workspace.deed({"-v", "upgrade", "head"}).err, Contains(" ms  read revisions\n"));
}

TEST_CASE("whatever ends a command, the last line of JSON says it") {
  Api workspace;
  const auto [words, exit_code, outcome] = GENERATE(table<std::vector<std::string>, int, std::string>({
      {{"upgrade"}, 2, "final"},
      {{"no-such-command"}, 2, "final"},
      {{"--no-such-option", "heads"}, 2, "final"},
      {{"heads"}, 0, "done"},
      {{"--version"}, 0, "done"},
      {{"-c", "nowhere", "heads"}, 3, "final"},
      {{"show", "ffffffffffff"}, 4, "final"},
      {{"current", "--check-heads"}, 1, "found"},
      {{"wait", "--timeout", "1ms"}, 79, "retryable"},
  }));
  INFO(words.back());
  std::vector<std::string> line{"--log-format=json"};
  line.insert(line.end(), words.begin(), words.end());
  const ProcessResult run = workspace.deed(line);
  CHECK(run.exit_code == exit_code);
  const JsonLog log(run.err);
  CHECK(log.result()["exit_code"].GetInt() == exit_code);
  CHECK(text(log.result(), "class") == outcome);
  CHECK(log.result().HasMember("error") == (exit_code != 0));
}

TEST_CASE("a log in JSON goes on to stderr, the result to stdout, as with text") {
  Api workspace;
  const ProcessResult run = workspace.deed({"--log-format", "json", "--format", "json", "heads"});
  rapidjson::Document heads;
  heads.Parse(run.out.c_str());
  CHECK(heads.IsArray());
  CHECK(split_lines(run.err).size() == 1);
}

TEST_CASE("a failed statement is told with its place and SQLSTATE") {
  Api workspace;
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nSELECT 1 / 0;\n");
  const ProcessResult run = workspace.deed({"--log-format", "json", "upgrade", "head"});
  CHECK(run.exit_code == 11);
  const JsonLog log(run.err);
  CHECK(text(log.result(), "level") == "error");
  CHECK(text(log.result()["error"], "sqlstate") == "22012");
  CHECK(text(log.result()["error"], "where") == "services/api/revisions/bbbbbbbbbbbb.sql:7:1");
  CHECK(log.result()["services"][0]["revisions"].GetInt() == 1);
  CHECK(log.result()["services"][0]["exit_code"].GetInt() == 11);
}

TEST_CASE("how long others' locks held a run up is in the log and in the metrics") {
  Api workspace;
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE t");
  RunningProcess running({"deed", "--log-format", "json", "--metrics-file", "deed.prom", "upgrade", "head"}, workspace.options());
  REQUIRE(running.wait_for_text("\"event\":\"step_retry\""));
  other.execute("ROLLBACK");
  const ProcessResult run = running.wait();
  CHECK(run.exit_code == 0);
  const JsonLog log(run.err);
  const auto retries = log.events("step_retry");
  REQUIRE_FALSE(retries.empty());
  CHECK(text(*retries[0], "sqlstate") == "55P03");
  CHECK(text(*retries[0], "statement") == "alter table (services/api/revisions/bbbbbbbbbbbb.sql:7)");
  // The lock_timeout of 100 ms, at least.
  CHECK((*retries[0])["lock_wait_ms"].GetInt() >= 100);
  std::int64_t sum = 0;
  for (const rapidjson::Document* retry : retries) {
    sum += (*retry)["lock_wait_ms"].GetInt64();
  }
  CHECK(log.result()["services"][0]["lock_wait_ms"].GetInt64() == sum);
  CHECK(log.result()["services"][0]["retries"].GetUint() == retries.size());
  const std::string metrics = workspace.read("deed.prom");
  CHECK(metric(metrics, "deed_service_retries{service=\"api\"}") == std::to_string(retries.size()));
  CHECK(std::stod(metric(metrics, "deed_service_lock_wait_seconds{service=\"api\"}")) == Approx(static_cast<double>(sum) / 1000));
}

TEST_CASE("metrics are written at each end, in the place of the older ones") {
  Api workspace;
  const auto upgrade = [&] { return workspace.deed({"--metrics-file", "deed.prom", "upgrade", "head"}).exit_code; };
  CHECK(upgrade() == 0);
  const std::string first = workspace.read("deed.prom");
  CHECK(metric(first, "deed_run_exit_code") == "0");
  CHECK(metric(first, "deed_service_revisions{service=\"api\"}") == "1");
  CHECK(metric(first, "deed_run_last_success_timestamp_seconds") == metric(first, "deed_run_end_timestamp_seconds"));
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nSELECT 1 / 0;\n");
  CHECK(upgrade() == 11);
  const std::string second = workspace.read("deed.prom");
  CHECK(metric(second, "deed_run_exit_code") == "11");
  CHECK(metric(second, "deed_service_exit_code{service=\"api\"}") == "11");
  CHECK(metric(second, "deed_service_revisions{service=\"api\"}") == "0");
  CHECK(metric(second, "deed_run_last_success_timestamp_seconds") == metric(first, "deed_run_end_timestamp_seconds"));
  CHECK(metric(second, "deed_service_last_success_timestamp_seconds{service=\"api\"}") == metric(first, "deed_run_end_timestamp_seconds"));
  // Nothing is left of the writing.
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(workspace.path())) {
    files += entry.path().filename().string().starts_with("deed.prom") ? 1U : 0U;
  }
  CHECK(files == 1);
}

TEST_CASE("the end of a failed command is left where Kubernetes looks for it") {
  Api workspace;
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nSELECT 1 / 0;\n");
  CHECK(workspace.deed_with({"upgrade", "head"}, workspace.with({{"DEED_TERMINATION_LOG", "end"}})).exit_code == 11);
  CHECK_THAT(workspace.read("end"), Catch::StartsWith("exit 11, final\nerror: division by zero\n") && Contains("bbbbbbbbbbbb.sql:7:1"));
  // The option counts before the variable, and an older message does not shine through.
  workspace.write("other", std::string(5000, 'x'));
  CHECK(workspace.deed_with({"--termination-log", "other", "upgrade"}, workspace.with({{"DEED_TERMINATION_LOG", "end"}})).exit_code == 2);
  CHECK_THAT(workspace.read("other"), Catch::StartsWith("exit 2, final\n") && !Contains("xxx"));
  CHECK_THAT(workspace.read("end"), Contains("division by zero"));
}

TEST_CASE("what went well leaves no termination message, and a long error a short one") {
  Api workspace;
  CHECK(workspace.deed({"--termination-log", "end", "upgrade", "head"}).exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(workspace.path() / "end"));
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nDO $$ BEGIN RAISE EXCEPTION '%', repeat('ä', 20000) USING DETAIL = repeat('d', 20000); END $$;\n");
  CHECK(workspace.deed({"--termination-log", "end", "upgrade", "head"}).exit_code == 11);
  const std::string message = workspace.read("end");
  CHECK(message.size() <= report::kLongestTermination);
  CHECK_FALSE(invalid_utf8_at(message));
  CHECK_THAT(message, Contains("try: Nothing of this step is left"));
}

TEST_CASE("that the end cannot be written somewhere changes nothing of it") {
  Api workspace;
  const ProcessResult run =
      workspace.deed({"--metrics-file", "no/such/directory/m", "--termination-log", "no/such/directory/t", "upgrade", "head"});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.err, Contains("WARN  [deed.report] The metrics could not be written"));
  const ProcessResult failed = workspace.deed({"--log-format", "json", "--termination-log", "/", "upgrade", "no-such"});
  CHECK(failed.exit_code == 4);
  CHECK(JsonLog(failed.err).result()["exit_code"].GetInt() == 4);
  CHECK_THAT(failed.err, Contains("The termination message could not be written"));
}

TEST_CASE("a run says which trace it is a part of, in its log and to the server") {
  Api workspace;
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t AS SELECT current_setting('application_name') AS name;\n");
  const std::string traceparent = std::string("00-") + kTrace + "-00f067aa0ba902b7-01";
  const ProcessResult run =
      workspace.deed_with({"--log-format", "json", "upgrade", "head"}, workspace.with({{"TRACEPARENT", traceparent}}));
  CHECK(run.exit_code == 0);
  for (const std::string_view line : split_lines(run.err)) {
    CHECK_THAT(std::string(line), Contains(std::string("\"trace_id\":\"") + kTrace + "\",\"span_id\":\"00f067aa0ba902b7\""));
  }
  const std::string name = workspace.database().value("SELECT name FROM t");
  CHECK_THAT(name, Catch::StartsWith("deed/api/") && Catch::EndsWith(std::string("/") + kTrace));
  CHECK_THAT(workspace.deed_with({"-v", "upgrade", "head"}, workspace.with({{"TRACEPARENT", traceparent}})).err,
             Contains(std::string("DEBUG [deed.trace] Part of trace ") + kTrace));
}

TEST_CASE("a long service keeps its name and its run in front of as much of the trace as there is room for") {
  TestWorkspace workspace;
  const auto [length, digits] =
      GENERATE(table<std::size_t, std::size_t>({{16, 32}, {17, 16}, {32, 16}, {33, 8}, {40, 8}, {41, 0}, {60, 0}}));
  const std::string service(length, 's');
  workspace.service(service, "version_table = \"v\"\n");
  workspace.revision(service, "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nCREATE TABLE t AS SELECT current_setting('application_name') AS name;\n");
  const std::string traceparent = std::string("00-") + kTrace + "-00f067aa0ba902b7-01";
  const ProcessResult run =
      workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", workspace.database().url()}, {"TRACEPARENT", traceparent}});
  REQUIRE(run.exit_code == 0);
  const std::string name = workspace.database().value("SELECT name FROM t");
  const std::string run_id = workspace.database().value("SELECT left(run_id::text, 8) FROM deed.v LIMIT 1");
  const std::string trace = digits == 0 ? "" : '/' + std::string(kTrace).substr(32 - digits);
  CHECK(name == "deed/" + service.substr(0, 49) + '/' + run_id + trace);
}

TEST_CASE("what is no trace context is told, and not used") {
  Api workspace;
  const ProcessResult run = workspace.deed_with({"upgrade", "head"}, workspace.with({{"TRACEPARENT", "00-zz-zz-01"}}));
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.err, Contains("WARN  [deed.trace] TRACEPARENT is no W3C trace context"));
}

TEST_CASE("no log in JSON, termination message or metric shows the password") {
  Api workspace;
  const std::string url = "postgresql://nobody:s3cr3t-w0rd@127.0.0.1:1/db";
  workspace.service("api", "[database]\nconnect_timeout = \"1s\"\n");
  const ProcessResult run = workspace.deed_with(
      {"--log-format", "json", "-v", "--termination-log", "end", "--metrics-file", "m", "upgrade", "head"}, {{"DATABASE_URL", url}});
  CHECK(run.exit_code == 76);
  for (const std::string& told : {run.err, workspace.read("end"), workspace.read("m")}) {
    CHECK_THAT(told, !Contains("s3cr3t"));
    CHECK_FALSE(told.empty());
  }
}
