#include <catch2/catch.hpp>

#include "ownership/database_map.h"
#include "ownership/role_plan.h"

using namespace deed;

namespace {

ObjectName table(const std::string& name) { return {ObjectKind::relation, "public", name}; }

StoredRow row(const std::string& service, OwnershipRowKind kind, const std::string& object) {
  return {{.service = service, .kind = kind, .object = object, .revision = "aaaaaaaaaaaa"}, "2026-11-21 10:00 UTC", "r"};
}

}  // namespace

TEST_CASE("a partition and a column's sequence are their table's, unless a service has them by name") {
  LiveDatabase live;
  live.objects = {{table("p"), "partitioned table"}, {table("p1"), "table"}, {table("p2"), "table"}, {table("s"), "sequence"}};
  live.belongs_to = {{table("p1"), {table("p")}}, {table("p2"), {table("p")}}, {table("s"), {table("p1"), table("p")}}};
  const std::vector<StoredRow> rows{row("a", OwnershipRowKind::object, "public.p"), row("b", OwnershipRowKind::object, "public.p2")};
  const OwnershipMap map = OwnershipMap::from_rows({rows[0].row, rows[1].row});
  CHECK(ownership::owner_of(map, live, table("p1"))->service == "a");
  CHECK(ownership::owner_of(map, live, table("s"))->service == "a");
  CHECK(ownership::owner_of(map, live, table("p2"))->service == "b");
  CHECK(ownership::map_database(rows, live).unowned.empty());
}

TEST_CASE("foreign keys are between services only where two services own the ends") {
  LiveDatabase live;
  live.objects = {{table("x"), "table"}, {table("y"), "table"}, {table("z"), "table"}};
  live.foreign_keys = {{"xy", table("x"), table("y")}, {"yx", table("y"), table("x")}, {"xz", table("x"), table("z")}};
  const DatabaseMap map =
      ownership::map_database({row("a", OwnershipRowKind::object, "public.x"), row("a", OwnershipRowKind::object, "public.z"),
                               row("b", OwnershipRowKind::pattern, "public.y*")},
                              live);
  REQUIRE(map.foreign_keys.size() == 2);
  CHECK(map.foreign_keys[0].from == "a");
  CHECK(map.foreign_keys[0].to == "b");
  CHECK(map.services[1].patterns[0].covers.size() == 1);
}

TEST_CASE("a share to write a table is a GRANT on its sequences too, and a share of what is not there waits") {
  LiveDatabase live;
  live.objects = {{table("t"), "table"}, {table("t_id_seq"), "sequence"}};
  live.belongs_to = {{table("t_id_seq"), {table("t")}}};
  OwnershipMap map;
  map.of("a").objects = {{table("t"), "aaaaaaaaaaaa"}};
  map.of("a").shares = {{pattern_of(table("t")), "*", {Access::write}}, {pattern_of(table("later")), "b", {Access::read}}};
  const std::vector<AlterableObject> objects{{live.objects[0], "TABLE", "public.t", "old"},
                                             {live.objects[1], "SEQUENCE", "public.t_id_seq", "old"}};
  const RolePlan plan = ownership::plan_roles(map, live, objects, {{.name = "a", .owner = "a_owner"}, {.name = "b", .owner = "b_owner"}});
  REQUIRE(plan.grants.size() == 2);
  CHECK(plan.grants[0].privileges == "SELECT, INSERT, UPDATE, DELETE");
  CHECK(plan.grants[0].to == "b_owner");
  CHECK(plan.grants[1].on == "SEQUENCE public.t_id_seq");
  CHECK(plan.waiting.size() == 1);
  // The sequence gets its table's owner with it.
  REQUIRE(plan.moves.size() == 1);
  CHECK(plan.moves[0].to == "a_owner");
}
