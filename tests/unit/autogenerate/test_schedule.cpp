#include <catch2/catch.hpp>

#include "autogenerate/schedule.h"
#include "base/error.h"

using namespace deed;
using namespace deed::autogenerate;

namespace {

// An operation that can be told apart by the name of a schema.
Planned operation(const std::string& name, Footprint footprint, Lane lane = Lane::transaction, Phase phase = Phase::alter_column) {
  return {.operation = {CreateSchema{name}}, .place = {phase, name}, .footprint = std::move(footprint), .lane = lane};
}

using Names = std::vector<std::vector<std::string>>;

Names names_of(const std::vector<OperationStep>& steps) {
  Names names;
  for (const OperationStep& step : steps) {
    names.emplace_back();
    for (const Operation& one : step.operations) {
      names.back().push_back(std::get<CreateSchema>(one.action).name);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("what makes, frees and removes a key comes in that order around what needs it") {
  CHECK(names_of(schedule({operation("a", {.needs = {"k"}}), operation("b", {.makes = {"k"}})})) == Names{{"b", "a"}});
  CHECK(names_of(schedule({operation("a", {.removes = {"k"}}), operation("b", {.frees = {"k"}})})) == Names{{"b", "a"}});
  CHECK(names_of(schedule({operation("a", {.makes = {"k"}}), operation("b", {.removes = {"k"}})})) == Names{{"b", "a"}});
  CHECK(names_of(schedule({operation("a", {.makes = {"k"}, .removes = {"k"}}), operation("b", {.needs = {"k"}}),
                           operation("c", {.frees = {"k"}})})) == Names{{"c", "a", "b"}});
}

TEST_CASE("where nothing is forced the place decides") {
  CHECK(names_of(schedule({operation("z", {}, Lane::transaction, Phase::comment), operation("b", {}), operation("a", {}),
                           operation("y", {}, Lane::transaction, Phase::create_schema)})) == Names{{"y", "a", "b", "z"}});
}

TEST_CASE("operations of different lanes stand in different steps, and in as few as possible") {
  const std::vector<OperationStep> steps =
      schedule({operation("validate", {.needs = {"check"}}, Lane::scan), operation("check", {.makes = {"check"}}),
                operation("index", {.makes = {"index"}}, Lane::autocommit), operation("key", {.needs = {"index"}}),
                operation("other", {}, Lane::autocommit)});
  CHECK(names_of(steps) == Names{{"index", "other"}, {"check", "key"}, {"validate"}});
  CHECK(steps[0].kind == StepKind::autocommit);
  CHECK(steps[1].kind == StepKind::transactional);
}

TEST_CASE("an explicit order holds across lanes") {
  Plan plan{operation("a", {}), operation("b", {}, Lane::scan), operation("c", {})};
  plan[1].after = {0};
  plan[2].after = {1};
  CHECK(names_of(schedule(plan)) == Names{{"a"}, {"b"}, {"c"}});
}

TEST_CASE("a circle is an error that names who stands in it") {
  try {
    schedule({operation("a", {.makes = {"x"}, .needs = {"y"}}), operation("b", {.makes = {"y"}, .needs = {"x"}}), operation("c", {})});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::internal);
    CHECK(error.text().details == std::vector<std::string>{"a", "b"});
  }
}
