#include <catch2/catch.hpp>

#include "autogenerate/baseline.h"
#include "sql/render_step.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;
using Catch::Contains;

namespace {

std::string text_of(const std::vector<OperationStep>& steps) {
  std::string text;
  for (const OperationStep& step : steps) {
    text += sql::render_step(step, "public");
  }
  return text;
}

std::string adopted_text(const Baseline& baseline) { return sql::render_step({StepKind::adopt, baseline.adopt}, "public"); }

Table task() {
  Table table{.name = named("task"), .columns = {column("id"), column("title", "text")}};
  table.constraints = {primary_key("task_pkey", "id")};
  table.indexes = {index("task_title", "title")};
  return table;
}

Table note() {
  Table table{.name = named("note"), .columns = {column("id"), column("task_id")}};
  table.constraints = {foreign_key("note_task_fkey", "task_id", named("task"), "id", "task_pkey")};
  return table;
}

}  // namespace

TEST_CASE("what exists as the model says is adopted as a whole, and nothing is left to do") {
  const Schema schema = schema_of({task(), note()});
  const Baseline baseline = generate_baseline(schema, schema, {named("task"), named("note")}, {});
  CHECK_THAT(adopted_text(baseline), Contains("CREATE TABLE task") && Contains("CREATE INDEX task_title") &&
                                         Contains("CREATE TABLE note") && Contains("REFERENCES task"));
  CHECK(baseline.rest.empty());
  CHECK(baseline.differences.empty());
}

TEST_CASE("of a mixed state what exists is adopted and the rest is made") {
  const Baseline notes = generate_baseline(schema_of({task(), note()}), schema_of({task()}), {named("task")}, {});
  CHECK_THAT(adopted_text(notes), Contains("CREATE TABLE task") && !Contains("note"));
  CHECK_THAT(text_of(notes.rest.upgrade), Contains("CREATE TABLE note") && Contains("REFERENCES task") && !Contains("TABLE task ("));

  const Baseline tasks = generate_baseline(schema_of({task(), note()}), schema_of({note()}), {named("note")}, {});
  CHECK_THAT(adopted_text(tasks), Contains("CREATE TABLE note") && !Contains("REFERENCES"));
  CHECK_THAT(text_of(tasks.rest.upgrade), Contains("CREATE TABLE task") && Contains("note_task_fkey FOREIGN KEY"));
}

TEST_CASE("a difference is told and not mended, and columns that differ stop the adoption") {
  Table changed = task();
  changed.columns = {column("id", "bigint"), column("due", "date")};
  changed.indexes.clear();
  const Baseline baseline = generate_baseline(schema_of({task()}), schema_of({changed}), {named("task")}, {});
  CHECK(baseline.rest.empty());
  std::size_t refused = 0;
  for (const BaselineDifference& difference : baseline.differences) {
    refused += difference.refused_by_adopt ? 1 : 0;
  }
  CHECK(refused == 2);
  CHECK(baseline.differences.size() >= 4);
}

TEST_CASE("an enum that an adopted table needs and nobody has goes with it") {
  Table moody = task();
  moody.columns.push_back({.name = "mood", .type = "mood", .type_name = named("mood")});
  Schema desired = schema_of({moody});
  desired.enums[named("mood")] = {named("mood"), {"a"}};
  const Baseline baseline = generate_baseline(desired, schema_of({task()}), {named("task")}, {});
  CHECK_THAT(adopted_text(baseline), Contains("CREATE TYPE mood"));
  CHECK(baseline.rest.empty());
  CHECK(std::any_of(baseline.differences.begin(), baseline.differences.end(), [](const auto& entry) { return entry.refused_by_adopt; }));
}

TEST_CASE("what is the service's already is changed as ever, beside the adoption") {
  Table wider = task();
  wider.columns.push_back(column("due", "date"));
  const Baseline baseline = generate_baseline(schema_of({wider, note()}), schema_of({task(), note()}), {named("note")}, {});
  CHECK_THAT(adopted_text(baseline), Contains("CREATE TABLE note") && Contains("REFERENCES task"));
  CHECK_THAT(text_of(baseline.rest.upgrade), Contains("ADD COLUMN due date"));
}

TEST_CASE("comments go with what they are on") {
  Schema desired = schema_of({task(), note()});
  desired.comments[{CommentedKind::index, named("task_title")}] = "by title";
  desired.comments[{CommentedKind::table, named("note")}] = "notes";
  const Baseline baseline = generate_baseline(desired, schema_of({task()}), {named("task")}, {});
  CHECK_THAT(adopted_text(baseline), Contains("by title") && !Contains("notes"));
  CHECK_THAT(text_of(baseline.rest.upgrade), Contains("notes") && !Contains("by title"));
}
