// What a run tells of its end: lines of the log, termination message, metrics, summary.
#include <catch2/catch.hpp>
#include <rapidjson/document.h>

#include <set>

#include "base/files.h"
#include "base/text.h"
#include "manual/manual.h"
#include "report/log_line.h"
#include "report/metrics_text.h"
#include "report/run_summary.h"
#include "report/termination_message.h"

using namespace deed;
using namespace deed::report;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

const TimePoint kTime = TimePoint(1'795'256'720'123ms);

rapidjson::Document parsed(const std::string& line) {
  REQUIRE_THAT(line, Catch::EndsWith("\n"));
  REQUIRE(line.find('\n') == line.size() - 1);
  rapidjson::Document document;
  document.Parse(line.c_str());
  REQUIRE_FALSE(document.HasParseError());
  REQUIRE(document.IsObject());
  return document;
}

RunResult failed() {
  return {
      .command = "upgrade",
      .deed_version = "1.2",
      .exit_code = 75,
      .error = ErrorText{.what = "A lock was \"busy\".", .where = "x.sql:7", .hint = "Again:\ndeed upgrade head", .details = {"blocked"}},
      .sqlstate = "55P03",
      .finished = kTime,
      .duration = 1500ms,
      .services = {{.service = "api",
                    .state = ServiceFigures::State::failed,
                    .exit_code = 75,
                    .reason = "A lock was \"busy\".",
                    .revisions = 2,
                    .steps = 3,
                    .retries = 4,
                    .lock_wait = 1250ms,
                    .duration = 1500ms},
                   {.service = "billing", .state = ServiceFigures::State::done, .duration = 20ms}}};
}

}  // namespace

TEST_CASE("text and JSON of a line are made from the same event") {
  const LogEvent event{.level = LogLevel::warning,
                       .source = "deed.runner",
                       .event = Event::step_retry,
                       .message = "Step 1 was \"rolled back\"\x1b[2J",
                       .service = "api",
                       .run_id = "0af1c2d3",
                       .revision = "aaaaaaaaaaaa",
                       .step = 1,
                       .steps = 2,
                       .statement = "alter table (x.sql:7)",
                       .sqlstate = "55P03",
                       .duration = 12ms,
                       .lock_wait = 2200ms};
  CHECK(log_text(event, {}) == "WARN  [deed.runner] Step 1 was \"rolled back\"\\x1b[2J\n");
  CHECK(log_text(event, {.attributed = true}) == "WARN  [deed.runner] api: Step 1 was \"rolled back\"\\x1b[2J\n");
  CHECK(log_text(event, {.coloured = true}) == "\x1b[33mWARN \x1b[0m [deed.runner] Step 1 was \"rolled back\"\\x1b[2J\n");
  const std::string line = log_json(event, kTime, TraceContext{"4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"});
  CHECK(
      line ==
      R"line({"time":"2026-11-21T10:25:20.123Z","level":"warning","source":"deed.runner","event":"step_retry",)line"
      R"line("message":"Step 1 was \"rolled back\"\\x1b[2J","service":"api","run_id":"0af1c2d3","revision":"aaaaaaaaaaaa","step":1,"steps":2,)line"
      R"line("statement":"alter table (x.sql:7)","duration_ms":12,"sqlstate":"55P03","lock_wait_ms":2200,)line"
      R"line("trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"})line"
      "\n");
}

TEST_CASE("a message that says whose it is is not attributed once more") {
  CHECK(log_text({.source = "deed.runner", .message = "api failed: x", .service = "api"}, {.attributed = true}) ==
        "INFO  [deed.runner] api failed: x\n");
}

TEST_CASE("what an event does not have is left out") {
  CHECK(log_json({.source = "deed.dev", .message = "Stopped"}, kTime, {}) ==
        R"({"time":"2026-11-21T10:25:20.123Z","level":"info","source":"deed.dev","event":"note","message":"Stopped"})"
        "\n");
}

TEST_CASE("bytes that are no UTF-8 do not break a line of JSON") {
  CHECK_THAT(std::string(parsed(log_json({.message = "a\xff\"\n"}, kTime, {}))["message"].GetString()), Contains("a"));
}

TEST_CASE("the documentation lists exactly the events that there are") {
  const std::string formats = read_file(DEED_SOURCE_DIR "/docs/formats.md", ErrorKind::local_io);
  std::set<std::string> documented;
  for (const std::vector<std::string>& row : manual::table_rows(formats, "log event")) {
    for (const std::string& name : split_list(replace_all(row.front(), "`", ""))) {
      CHECK(documented.insert(name).second);
    }
  }
  std::set<std::string> known;
  for (const Event event : all_events()) {
    known.emplace(word(event));
  }
  known.insert("result");
  CHECK(documented == known);
}

TEST_CASE("the last line of JSON has the exit code, its class, the error's parts and each service's figures") {
  const std::string line = result_json(failed(), {});
  const rapidjson::Document result = parsed(line);
  CHECK(std::string(result["event"].GetString()) == "result");
  CHECK(std::string(result["level"].GetString()) == "error");
  CHECK(result["exit_code"].GetInt() == 75);
  CHECK(std::string(result["class"].GetString()) == "retryable");
  CHECK(result["duration_ms"].GetInt() == 1500);
  CHECK(std::string(result["command"].GetString()) == "upgrade");
  CHECK(std::string(result["error"]["what"].GetString()) == "A lock was \"busy\".");
  CHECK(std::string(result["error"]["where"].GetString()) == "x.sql:7");
  CHECK(std::string(result["error"]["try"].GetString()).find("deed upgrade head") != std::string::npos);
  CHECK(std::string(result["error"]["details"][0].GetString()) == "blocked");
  CHECK(std::string(result["error"]["sqlstate"].GetString()) == "55P03");
  CHECK(result["services"].Size() == 2);
  CHECK(result["services"][0]["lock_wait_ms"].GetInt() == 1250);
  CHECK(result["services"][0]["retries"].GetInt() == 4);
}

TEST_CASE("exit codes have classes, by which a machine decides") {
  const auto [code, name] = GENERATE(table<int, std::string>({{0, "done"},
                                                              {1, "found"},
                                                              {2, "final"},
                                                              {16, "final"},
                                                              {19, "final"},
                                                              {70, "retryable"},
                                                              {79, "retryable"},
                                                              {130, "signal"},
                                                              {143, "signal"}}));
  CHECK(exit_class(code) == name);
}

TEST_CASE("a termination message is the error with its class, in at most 4096 bytes") {
  RunResult result = failed();
  CHECK(termination_message(result) ==
        "exit 75, retryable\n"
        "error: A lock was \"busy\".\n"
        "  at:  x.sql:7\n"
        "       blocked\n"
        "  try: Again:\n"
        "deed upgrade head\n");
  result.error->details.assign(500, "a detail that is quite long");
  const std::string shortened = termination_message(result);
  CHECK(shortened.size() <= kLongestTermination);
  CHECK_THAT(shortened, Contains("a detail that is quite long") && Contains("try: Again"));
  result.error->what = std::string(10'000, '\x01');
  CHECK(termination_message(result).size() <= kLongestTermination);
  CHECK(termination_message({.exit_code = 1}) == "exit 1, found\n");
}

TEST_CASE("metrics are what a textfile collector reads, and keep the time of the last success") {
  const LastSuccess before{{"", 1700000000.5}, {"api", 1700000000.25}, {"gone", 1600000000}};
  const std::string text = metrics_text(failed(), before);
  CHECK_THAT(text, Contains("deed_run_info{command=\"upgrade\",version=\"1.2\"} 1\n") && Contains("\ndeed_run_exit_code 75\n") &&
                       Contains("\ndeed_run_duration_seconds 1.5\n") && Contains("\ndeed_run_end_timestamp_seconds 1795256720.123\n"));
  CHECK_THAT(text, Contains("\ndeed_service_revisions{service=\"api\"} 2\n") &&
                       Contains("\ndeed_service_lock_wait_seconds{service=\"api\"} 1.25\n") &&
                       Contains("\ndeed_service_retries{service=\"billing\"} 0\n"));
  const LastSuccess after = last_success(text);
  CHECK(after == LastSuccess{{"", 1700000000.5}, {"api", 1700000000.25}, {"billing", 1795256720.123}, {"gone", 1600000000}});
  // Each metric is described once, before its samples.
  std::set<std::string> described;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("# TYPE ")) {
      CHECK(line.ends_with(" gauge"));
      CHECK(described.insert(std::string(line.substr(7, line.size() - 7 - 6))).second);
    } else if (!line.empty() && !line.starts_with('#')) {
      CHECK(described.contains(std::string(line.substr(0, line.find_first_of("{ ")))));
    }
  }
}

TEST_CASE("metrics count a service's tenants by outcome, and name none") {
  RunResult result = failed();
  CHECK_THAT(metrics_text(result, {}), !Contains("deed_service_tenants"));
  result.services.front().tenants = TenantCounts{.done = 997, .nothing_to_do = 1, .failed = 2};
  const std::string text = metrics_text(result, {});
  CHECK_THAT(text, Contains("# TYPE deed_service_tenants gauge\n"
                            "deed_service_tenants{service=\"api\",outcome=\"done\"} 997\n"
                            "deed_service_tenants{service=\"api\",outcome=\"nothing_to_do\"} 1\n"
                            "deed_service_tenants{service=\"api\",outcome=\"failed\"} 2\n"
                            "deed_service_tenants{service=\"api\",outcome=\"not_reached\"} 0\n"));
  const rapidjson::Document line = parsed(result_json(result, std::nullopt));
  CHECK(line["services"][0]["tenants"]["failed"].GetInt() == 2);
  CHECK_FALSE(line["services"][1].HasMember("tenants"));
}

TEST_CASE("what is no line of metrics says nothing of an earlier success") {
  const std::string line =
      GENERATE(values<std::string>({"deed_run_last_success_timestamp_seconds x", "deed_run_last_success_timestamp_seconds ",
                                    "deed_service_last_success_timestamp_seconds{service=\"\"} 5",
                                    "deed_service_last_success_timestamp_seconds{service=\"a", "\xff\xfe", ""}));
  CHECK(last_success(line).empty());
}

TEST_CASE("a summary has a line for each service") {
  std::vector<ServiceFigures> services = failed().services;
  services.push_back(
      {.service = "c", .state = ServiceFigures::State::skipped, .exit_code = 79, .reason = "Revision 'x' depends on api:y."});
  services.push_back({.service = "d", .state = ServiceFigures::State::done, .revisions = 1, .steps = 1, .lock_wait = 2s, .duration = 3s});
  CHECK(run_summary_text(services) ==
        "api      failed   2 revisions (3 steps) before; exit 75: A lock was \"busy\".\n"
        "billing  done     nothing to do, 20ms\n"
        "c        skipped  exit 79: Revision 'x' depends on api:y.\n"
        "d        done     1 revision, 3s, 2s of it held up by others\n");
}
