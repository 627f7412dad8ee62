#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "sql/render_step.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;
using Catch::Contains;

namespace {

const std::string kLow = "FOR VALUES FROM (0) TO (10)";
const std::string kHigh = "FOR VALUES FROM (10) TO (20)";
const Table kLog = partitioned("log", {column("day"), column("note", "text")}, "day");
const Table kLogLow = partition("log_low", kLog, kLow, "((day >= 0) AND (day < 10))");
const Table kLogHigh = partition("log_high", kLog, kHigh, "((day >= 10) AND (day < 20))");

std::string upgrade(const std::vector<Table>& desired, const std::vector<Table>& actual, const Options& options = {}) {
  std::string text;
  for (const OperationStep& step : generate(schema_of(desired), schema_of(actual), options).upgrade) {
    text += (step.kind == StepKind::autocommit ? "[autocommit]\n" : "[transaction]\n") + sql::render_step(step, "public");
  }
  return text;
}

Table with_column(Table table, const Column& column) {
  table.columns.push_back(column);
  return table;
}

}  // namespace

TEST_CASE("a partitioned table with partitions compared with itself gives nothing") {
  Table own = kLogLow;
  own.columns[1].expression = "'own'";
  CHECK(upgrade({kLog, own, kLogHigh}, {kLog, own, kLogHigh}).empty());
}

TEST_CASE("what comes from the parent is said once, for the parent") {
  const Column fresh = column("fresh");
  Column given = fresh;
  given.local = false;
  const std::vector<Table> desired{with_column(kLog, fresh), with_column(kLogLow, given)};
  CHECK(upgrade(desired, {kLog, kLogLow}) == "[transaction]\nALTER TABLE log ADD COLUMN fresh integer;\n");
  const Draft draft = generate(schema_of(desired), schema_of({kLog, kLogLow}), {});
  CHECK(draft.differences == std::vector<std::string>{"added column 'log.fresh'"});
}

TEST_CASE("a default of a partition is said again when the parent's has overwritten it") {
  Table log = kLog;
  log.columns[1].expression = "'all'";
  Table own = kLogLow;
  own.columns[1].expression = "'own'";
  CHECK(upgrade({log, own}, {kLog, own}) ==
        "[transaction]\nALTER TABLE log ALTER COLUMN note SET DEFAULT 'all';\nALTER TABLE log_low ALTER COLUMN note SET DEFAULT 'own';\n");
}

TEST_CASE("an index is built partition by partition; not concurrently where it is not online or runs somebody's code") {
  Table log = kLog;
  log.indexes = {index("log_day_idx", "day")};
  Table low = kLogLow;
  low.indexes = {index("log_low_day_idx", "day")};
  low.indexes[0].part_of = "log_day_idx";
  CHECK_THAT(upgrade({log, low}, {kLog, kLogLow}),
             Contains("CREATE INDEX CONCURRENTLY log_low_day_idx ON log_low (day);\n\n[transaction]") ||
                 Contains("CREATE INDEX CONCURRENTLY log_low_day_idx ON log_low (day);\n[transaction]"));
  CHECK(upgrade({log, low}, {kLog, kLogLow}, {.online = false}) ==
        "[transaction]\n-- Nobody can write into the table while the index is built.\nCREATE INDEX log_day_idx ON log (day);\n");
}

TEST_CASE("a partition leaves without anybody waiting, but not beside a default one, one that is not read, or one of a hash") {
  Table alone = kLogLow;
  alone.parents.clear();
  alone.bound.reset();
  CHECK_THAT(upgrade({kLog, alone}, {kLog, kLogLow}),
             Contains("DETACH PARTITION log_low CONCURRENTLY;") && Contains("DROP CONSTRAINT IF EXISTS log_low_day_check;"));
  const Table others = partition("others", kLog, "DEFAULT");
  CHECK(upgrade({kLog, alone, others}, {kLog, kLogLow, others}) == "[transaction]\nALTER TABLE log DETACH PARTITION log_low;\n");
  Table partly_read = kLog;
  partly_read.has_unread_children = true;
  CHECK(upgrade({partly_read, alone}, {partly_read, kLogLow}) == "[transaction]\nALTER TABLE log DETACH PARTITION log_low;\n");
  const Table hashed = partition("log_low", kLog, "FOR VALUES WITH (modulus 1, remainder 0)");
  CHECK(upgrade({kLog, alone}, {kLog, hashed}) == "[transaction]\nALTER TABLE log DETACH PARTITION log_low;\n");
}

TEST_CASE("the check that DETACH CONCURRENTLY leaves has the name that is free") {
  Table low = kLogLow;
  low.constraints = {check("log_low_day_check", {"note"}, "note <> ''")};
  Table alone = low;
  alone.parents.clear();
  alone.bound.reset();
  CHECK_THAT(upgrade({kLog, alone}, {kLog, low}), Contains("DROP CONSTRAINT IF EXISTS log_low_day_check1;"));
}

TEST_CASE("another bound is a partition that leaves and comes back in one transaction") {
  Table wider = kLogLow;
  wider.bound = Bound{"FOR VALUES FROM (0) TO (15)", "((day >= 0) AND (day < 15))"};
  CHECK_THAT(upgrade({kLog, wider}, {kLog, kLogLow}),
             Contains("VALIDATE CONSTRAINT log_low_bound;\n[transaction]\n-- Nobody can use the table until the end of this transaction.\n"
                      "ALTER TABLE log DETACH PARTITION log_low;\n\n"
                      "ALTER TABLE log ATTACH PARTITION log_low FOR VALUES FROM (0) TO (15);\n"
                      "ALTER TABLE log_low DROP CONSTRAINT log_low_bound;\n"));
}

TEST_CASE("a dropped and a new partition of other bounds are no rename, of the same bound they may be one") {
  const Table renamed = partition("low", kLog, kLow);
  CHECK(generate(schema_of({kLog, renamed}), schema_of({kLog, kLogLow}), {}).possible_renames.size() == 1);
  CHECK(generate(schema_of({kLog, kLogHigh}), schema_of({kLog, kLogLow}), {}).possible_renames.empty());
}

TEST_CASE("children that keep what the parent drops keep its values") {
  const Table base{.name = named("base"), .columns = {column("a"), column("b")}};
  Table child{.name = named("child"), .parents = {base.name}, .columns = base.columns};
  Table other{.name = named("other"), .parents = {base.name}, .columns = base.columns};
  for (Table* one : {&child, &other}) {
    one->columns[0].local = one->columns[1].local = false;
  }
  Table smaller = base;
  smaller.columns.pop_back();
  Table less = other;
  less.columns.pop_back();
  CHECK(upgrade({smaller, child, less}, {base, child, other}) ==
        "[transaction]\n-- Deletes the values of the column.\nALTER TABLE ONLY base DROP COLUMN b;\nALTER TABLE other DROP COLUMN b;\n");
}

TEST_CASE("another key of partitions moves the rows and drops nothing before") {
  const Table by_note = partitioned("log", kLog.columns, "note");
  const std::string text = upgrade({by_note}, {kLog, kLogLow});
  CHECK_THAT(text, Contains("INSERT INTO log (day, note) OVERRIDING SYSTEM VALUE\n    SELECT day, note FROM log_replaced;"));
  CHECK(text.find("INSERT INTO") < text.find("DROP TABLE log_low;"));
  CHECK(text.find("DROP TABLE log_low;") < text.find("DROP TABLE log_replaced;"));
  CHECK(generate(schema_of({by_note}), schema_of({kLog}), {}).differences == std::vector<std::string>{"other partitioning of table 'log'"});
}
