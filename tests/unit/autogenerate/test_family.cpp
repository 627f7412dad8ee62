#include <catch2/catch.hpp>

#include "autogenerate/family.h"
#include "autogenerate/usual_names.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

const std::string kLow = "FOR VALUES FROM (0) TO (10)";
const Table kLog = partitioned("log", {column("day"), column("note", "text")}, "day");
const Table kLogLow = partition("log_low", kLog, kLow);

Table child_of(const Table& parent, std::string name) {
  Table table{.name = named(std::move(name)), .parents = {parent.name}, .columns = parent.columns};
  for (Column& column : table.columns) {
    column.local = false;
  }
  return table;
}

const Table kBase{.name = named("base"), .columns = {column("a"), column("b")}};

}  // namespace

TEST_CASE("a table is made anew for another key of partitions, or another type of a column in it") {
  CHECK_FALSE(needs_making_anew(kLog, kLog));
  CHECK(needs_making_anew(kLog, partitioned("log", kLog.columns, "note")));
  CHECK(needs_making_anew(kLog, {.name = kLog.name, .columns = kLog.columns}));
  Table retyped = kLog;
  retyped.columns[1].type = "varchar";
  CHECK_FALSE(needs_making_anew(kLog, retyped));
  retyped.columns[0].type = "bigint";
  CHECK(needs_making_anew(kLog, retyped));
}

TEST_CASE("links that stand on both sides are kept, parents come first") {
  const Table leaf = partition("a_leaf", kLogLow, kLow);
  const Schema before = schema_of({kLog, kLogLow, leaf});
  Table alone = leaf;
  alone.parents.clear();
  alone.bound.reset();
  const Schema after = schema_of({kLog, kLogLow, alone});
  const Family whole(before, before);
  CHECK(whole.tables() == std::vector<ObjectName>{kLog.name, kLogLow.name, leaf.name});
  CHECK(whole.descendants(kLog.name) == std::vector<ObjectName>{kLogLow.name, leaf.name});
  CHECK(whole.ancestors(leaf.name) == std::vector<ObjectName>{kLogLow.name, kLog.name});
  const Family broken(after, before);
  CHECK(broken.parents(leaf.name).empty());
  CHECK(broken.children(kLog.name) == std::vector<ObjectName>{kLogLow.name});
}

TEST_CASE("a parent's statements overwrite what its partitions have, and leave the rest") {
  Table to = kLog;
  to.columns[1].expression = "'x'";
  to.columns.push_back(column("fresh"));
  to.columns[2].identity = Identity{.sequence = "log_fresh_seq"};
  Table own = kLogLow;
  own.columns[1].not_null = true;
  own.columns[1].expression = "'own'";
  const Schema actual = schema_of({kLog, own});
  const Schema desired = schema_of({to, own});
  const Table after = Family(desired, actual).after_changes_of(kLog.name, own);
  CHECK(after.columns[1].expression == "'x'");
  CHECK(after.columns[1].not_null);
  REQUIRE(after.columns.size() == 3);
  CHECK_FALSE(after.columns[2].identity);
  CHECK_FALSE(after.columns[2].local);
}

TEST_CASE("what a partition has of its parent's keys and indexes comes and goes with these, by whatever name") {
  Table from = kLog;
  from.indexes = {index("gone", "day")};
  Table to = kLog;
  to.indexes = {index("fresh", "note")};
  Table before = kLogLow;
  before.indexes = {index("low_day", "day"), index("own", "note")};
  before.indexes[0].part_of = "gone";
  Table after = kLogLow;
  after.indexes = {index("low_note", "note"), index("own", "note")};
  after.indexes[0].part_of = "fresh";
  const Schema desired = schema_of({to, after});
  const Schema actual = schema_of({from, before});
  const Table left = Family(desired, actual).after_changes_of(kLog.name, before);
  REQUIRE(left.indexes.size() == 2);
  CHECK(left.indexes[0].name == "own");
  CHECK(left.indexes[1].name == "low_note");
}

TEST_CASE("a dropped column stays with children that say it themselves, or are to keep it") {
  Table smaller = kBase;
  smaller.columns.pop_back();
  Table child = child_of(kBase, "child");
  const Schema actual = schema_of({kBase, child});
  SECTION("all go") {
    Table less = child;
    less.columns.pop_back();
    const Schema desired = schema_of({smaller, less});
    const Family family(desired, actual);
    CHECK_FALSE(family.is_kept_below(kBase.name, "b"));
    CHECK(family.after_changes_of(kBase.name, child).columns.size() == 1);
  }
  SECTION("the child keeps it") {
    const Schema desired = schema_of({smaller, child});
    const Family family(desired, actual);
    CHECK(family.is_kept_below(kBase.name, "b"));
    CHECK(family.after_changes_of(kBase.name, child).columns[1].local);
  }
  SECTION("it is the child's own") {
    child.columns[1].local = true;
    const Schema own = schema_of({kBase, child});
    const Schema desired = schema_of({smaller, child});
    const Family family(desired, own);
    CHECK_FALSE(family.is_kept_below(kBase.name, "b"));
    CHECK(family.after_changes_of(kBase.name, child).columns.size() == 2);
  }
}

TEST_CASE("checks are inherited, but not where they say NO INHERIT") {
  Table to = kBase;
  to.constraints = {check("c", {"a"}, "a > 0"), check("n", {"a"}, "a > 1")};
  to.constraints[1].check += " NO INHERIT";
  const Table child = child_of(kBase, "child");
  const Schema actual = schema_of({kBase, child});
  const Schema desired = schema_of({to, child});
  const Family family(desired, actual);
  const Table after = family.after_changes_of(kBase.name, child);
  REQUIRE(after.constraints.size() == 1);
  CHECK(after.constraints[0].name == "c");
  CHECK_FALSE(after.constraints[0].local);
  const Schema back = schema_of({to, after});
  CHECK(Family(actual, back).after_changes_of(kBase.name, after).constraints.empty());
}

TEST_CASE("names that PostgreSQL gives to a partition's parts are known, those of expressions are not") {
  const ObjectName partition = named("log_low");
  Constraint key{.name = "log_low_pkey", .kind = ConstraintKind::primary_key, .columns = {"day"}, .part_of = "log_pkey"};
  CHECK(is_named_as_usual(partition, key));
  key.kind = ConstraintKind::unique;
  CHECK_FALSE(is_named_as_usual(partition, key));
  key.name = "log_low_day_Note_key";
  key.included = {"Note"};
  CHECK(is_named_as_usual(partition, key));
  const auto [name, definition, usual] = GENERATE(table<std::string, std::string, bool>({
      {"log_low_day_Note_idx", "USING btree (day DESC, \"Note\" COLLATE \"C\" text_pattern_ops)", true},
      {"log_low_day_note_idx", "USING btree (day) INCLUDE (note) WHERE (day > 0)", true},
      {"log_low_day_idx1", "USING btree (day)", false},
      {"log_low_lower_idx", "USING btree (lower(note))", false},
      {"log_low_expr_idx", "USING btree (((day + 1)))", false},
  }));
  CAPTURE(name);
  CHECK(is_named_as_usual(partition, Index{.name = name, .unique = false, .definition = definition}) == usual);
}

TEST_CASE("a child's own column makes way for its parents' where the values can move") {
  const auto child = [](Column own, bool local) {
    own.local = local;
    return Table{.name = named("child"), .parents = {named("base")}, .columns = {std::move(own)}};
  };
  const Table empty{.name = named("base")};
  const auto taken_over = [&](const Column& before, const Column& after, bool local_after = false) {
    const Schema actual = schema_of({empty, child(before, true)});
    const Schema desired = schema_of({{.name = named("base"), .columns = {after}}, child(after, local_after)});
    return Family(desired, actual).is_taken_over(named("child"), "a");
  };
  CHECK(taken_over(column("a"), column("a")));
  CHECK_FALSE(taken_over(column("a"), column("a"), true));
  CHECK_FALSE(taken_over(column("a"), column("a", "text")));
  Column required = column("a");
  required.not_null = true;
  CHECK_FALSE(taken_over(required, required));
  required.expression = "0";
  CHECK(taken_over(required, required));
  Column generated = column("a");
  generated.generated = Generation::stored;
  CHECK_FALSE(taken_over(generated, generated));
}
