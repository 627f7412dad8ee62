#include <catch2/catch.hpp>

#include "autogenerate/uncovered.h"
#include "base/error.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

const Uncovered kTrigger{named("t"), "trigger audit", UncoveredKind::part};
const Uncovered kTyped{named("p"), "typed table", UncoveredKind::structure};
const Uncovered kView{named("v", "s"), "view", UncoveredKind::object};
const Uncovered kPrivileges{named("t"), "privileges", UncoveredKind::administrative};

Schema database() {
  Schema schema;
  schema.uncovered = {kTrigger, kTyped, kView, kPrivileges};
  return schema;
}

}  // namespace

TEST_CASE("a typed table, and whole objects of kinds that no model has, cannot be compared") {
  CHECK(incomparable(database()) == std::vector<Uncovered>{kTyped, kView});
}

TEST_CASE("what goes with a dropped table or schema is lost, privileges are not counted") {
  CHECK(lost({}, database()).empty());
  CHECK(lost({{.operations = {{DropTable{named("t")}}}}}, database()) == std::vector<Uncovered>{kTrigger});
  CHECK(lost({{.operations = {{DropSchema{"s"}}}}}, database()) == std::vector<Uncovered>{kView});
}

TEST_CASE("what is not compared is said in a sentence") {
  CHECK(to_string(kTrigger) == "public.t has trigger audit");
  CHECK(to_string(kTyped) == "public.p is a typed table");
  CHECK(to_string(kView) == "s.v is a view");
  CHECK(to_string(Uncovered{named("f"), "aggregate", UncoveredKind::object}) == "public.f is an aggregate");
  CHECK(to_string(Uncovered{named("u"), "unlogged"}) == "public.u is unlogged");
}

TEST_CASE("a table whose rows a column elsewhere has cannot be written anew") {
  Column holder = column("x", "t");
  holder.type_name = named("t");
  const Table other{.name = named("u"), .columns = {holder}};
  const auto from_to = [&](const Column& before, const std::vector<Column>& after) {
    const Schema actual = schema_of({{.name = named("t"), .columns = {before}}, other});
    const Schema desired = schema_of({{.name = named("t"), .columns = after}, other});
    Changes changes;
    for (const Column& one : after) {
      if (one.name != before.name) {
        changes.columns.push_back({.table = named("t"), .to = one});
      } else if (one.type != before.type) {
        changes.columns.push_back({.table = named("t"), .from = before, .to = one});
      }
    }
    require_reachable(changes, desired, actual);
  };
  Column filled = column("b");
  filled.expression = "3";

  CHECK_NOTHROW(from_to(column("a"), {column("a"), column("b")}));
  CHECK_THROWS_WITH(from_to(column("a"), {column("a", "bigint")}),
                    Catch::Contains("public.t cannot be written anew (column a changes its type) while public.u.x has its row type."));
  CHECK_THROWS_WITH(from_to(column("a"), {column("a"), filled}), Catch::Contains("(column b comes with values)"));
}
