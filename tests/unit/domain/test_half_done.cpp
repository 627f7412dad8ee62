#include <catch2/catch.hpp>

#include "domain/half_done.h"

using namespace deed;

namespace {

Revision revision(StepKind second) {
  Step first{.line = 6};
  Step step{.kind = second, .line = 9};
  step.items = {SourceStatement{"FIRST", {0, 10, 1}}, SourceStatement{"SECOND", {0, 11, 1}}};
  return {.service = "api", .id = "b1", .revises = {"a1"}, .path = "b1.sql", .upgrade = {first, step}, .downgrade = {first, step}};
}

RevisionState state() {
  RevisionState result{.id = "b1", .message = "m"};
  result.progress = Progress::upgrading;
  result.steps_done = 1;
  result.steps = 2;
  return result;
}

}  // namespace

TEST_CASE("a transactional step begins anew") {
  const Revision file = revision(StepKind::transactional);
  const HalfDone at = half_done("api", &file, state(), 0);
  CHECK(at.step == 2);
  CHECK(at.command == "deed -s api upgrade b1");
  CHECK(at.next == "runs step 2 of 2 from its beginning");
  CHECK(at.sql == "FIRST");
  CHECK(to_string(at.location) == "b1.sql:10:1");
}

TEST_CASE("an autocommit step goes on with the statement that is next, and looks at one that was started") {
  const Revision file = revision(StepKind::autocommit);
  RevisionState now = state();
  now.statements_done = 1;
  CHECK(half_done("api", &file, now, 0).next == "goes on with statement 2 of step 2 of 2");
  now.started_statement = 2;
  const HalfDone at = half_done("api", &file, now, 0);
  CHECK(at.next == "looks at what statement 2 of step 2 of 2 left behind, and completes it or runs it again");
  CHECK(at.sql == "SECOND");
  now.statements_done = 2;
  now.started_statement.reset();
  CHECK(half_done("api", &file, now, 0).next == "records that step 2 of 2 is done");
}

TEST_CASE("a repeat step goes on where it stopped") {
  const Revision file = revision(StepKind::repeat);
  RevisionState now = state();
  now.statements_done = 24;
  const HalfDone at = half_done("api", &file, now, 120'000);
  CHECK(at.iterations == 24);
  CHECK(at.rows == 120'000);
  CHECK(at.next == "goes on with step 2 of 2 where it stopped");
}

TEST_CASE("a downgrade is completed by the command that goes below") {
  const Revision file = revision(StepKind::transactional);
  RevisionState now = state();
  now.progress = Progress::downgrading;
  CHECK(half_done("api", &file, now, 0).command == "deed -s api downgrade a1");
}

TEST_CASE("without its file nobody here can complete it") {
  const HalfDone at = half_done("api", nullptr, state(), 0);
  CHECK(at.command.empty());
  CHECK_THAT(at.next, Catch::Contains("its file is not here"));
}
