#include <catch2/catch.hpp>

#include "ownership_fixture.h"

using namespace deed;

namespace {

std::string folded(const std::string& body) {
  OwnershipMap map;
  fold_text(map, "a", body);
  return rows(map, "a");
}

}  // namespace

TEST_CASE("what a service holds follows its statements and directives") {
  const auto [body, expected] = GENERATE(table<std::string, std::string>({
      {"CREATE TABLE t (id serial PRIMARY KEY);", "object public.t"},
      {"CREATE TABLE t (a int); DROP TABLE t;", ""},
      {"CREATE TABLE t (a int); ALTER TABLE t RENAME TO u;", "object public.u"},
      {"CREATE TABLE t (a int); ALTER TABLE t SET SCHEMA s; ALTER TABLE s.t RENAME TO u;", "object s.u"},
      {"CREATE TEMP TABLE t (a int);", ""},
      {"CREATE INDEX i ON t (a);", ""},
      {"CREATE TYPE m AS ENUM ('a'); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "object public.m; object function:public.f"},
      {"CREATE SCHEMA s; CREATE TABLE s.t (a int); DROP SCHEMA s CASCADE;", ""},
      {"CREATE SCHEMA s; CREATE TABLE s.t (a int); ALTER SCHEMA s RENAME TO z;", "object z.t; object schema:z"},
      {"CREATE SCHEMA IF NOT EXISTS s; CREATE EXTENSION IF NOT EXISTS e;", ""},
      {"CREATE EXTENSION e;", "object extension:e"},
      {"SET LOCAL search_path = s; CREATE TABLE t (a int);", "object s.t"},
      {"-- deed:claim gateway_*\nCREATE TABLE gateway_x (a int);", "pattern public.gateway_*"},
      {"-- deed:claim gateway_*\nCREATE TABLE gateway_x (a int); ALTER TABLE gateway_x RENAME TO x;",
       "object public.x; pattern public.gateway_*"},
      {"-- deed:claim t\n-- deed:release t\n", ""},
      {"-- deed:claim t\n-- deed:share t with b: read, reference\n", "object public.t; share public.t with b: read, reference"},
      {"-- deed:share t with b: read\n-- deed:share t with b: write\n", "share public.t with b: write"},
      {"-- deed:share t with b: read\n-- deed:unshare t with b\n", ""},
      {"-- deed:claim t\n-- deed:share t with b: read\nDROP TABLE t;", ""},
      {"-- deed:claim t\n-- deed:give t to b\n", "give public.t to b"},
      {"-- deed:take t from b\n", "object public.t; took public.t"},
      {"-- deed:take t from b\nDROP TABLE t;", "took public.t"},
      {"-- deed:take t from b\n-- deed:give t to c\n", "give public.t to c"},
      {"CREATE TABLE t (a int); CREATE TEMP TABLE t (a int); DROP TABLE t;", "object public.t"},
      {"CREATE TABLE t (a int); CREATE TEMP TABLE x (a int); ALTER TABLE x RENAME TO t; DROP TABLE t;", "object public.t"},
      {"CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t DEFAULT;", "object public.t"},
      {"CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t DEFAULT; ALTER TABLE t DETACH PARTITION p;",
       "object public.p; object public.t"},
      {"CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p (a int); ALTER TABLE t ATTACH PARTITION p DEFAULT; DROP TABLE t;", ""},
      {"CREATE TABLE t (a int); CREATE SEQUENCE q OWNED BY t.a; DROP TABLE t;", ""},
      {"DO $$ BEGIN CREATE TABLE t (a int); END $$;", "object public.t"},
      {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE t (a int); END $$;", "object function:public.f"},
  }));
  CAPTURE(body);
  CHECK(folded(body) == expected);
}

TEST_CASE("indexes and owned sequences answer for their table") {
  OwnershipMap map;
  fold_text(map, "a", "CREATE TABLE s.t (id serial PRIMARY KEY); CREATE INDEX i ON s.t (id); ALTER TABLE s.t RENAME TO u;");
  const ObjectName table{ObjectKind::relation, "s", "u"};
  CHECK(map.table_of({ObjectKind::relation, "s", "i"}) == table);
  CHECK(map.table_of({ObjectKind::relation, "s", "t_id_seq"}) == table);
  CHECK(map.table_of({ObjectKind::relation, "s", "t_pkey"}) == table);
  CHECK(map.owner({ObjectKind::relation, "s", "i"})->service == "a");
}

TEST_CASE("an owner by name counts more than one by pattern, and *.* least") {
  OwnershipMap map;
  fold_text(map, "all", "-- deed:claim *.*\n");
  fold_text(map, "pattern", "-- deed:claim s.*\n");
  fold_text(map, "exact", "-- deed:claim s.t\n");
  CHECK(map.owner({ObjectKind::relation, "s", "t"})->service == "exact");
  CHECK(map.owner({ObjectKind::relation, "s", "u"})->service == "pattern");
  CHECK(map.owner({ObjectKind::schema, "", "s"})->service == "pattern");
  CHECK(map.owner({ObjectKind::relation, "x", "u"})->service == "all");
  CHECK_FALSE(map.owner({ObjectKind::relation, "deed", "ownership"}));
}

TEST_CASE("rows are what a map is made of, and give the same map again") {
  OwnershipMap map;
  fold_text(map, "a",
            "-- deed:claim t\n-- deed:claim x_*\n-- deed:share t with *: read\n-- deed:claim g\n-- deed:give g to b\nCREATE FUNCTION f() "
            "RETURNS int LANGUAGE sql AS 'SELECT 1';");
  map.of("a").version_table = "deed.version_a";
  const std::vector<OwnershipRow> stored = to_rows("a", *map.find("a"));
  const OwnershipMap again = OwnershipMap::from_rows(stored);
  CHECK(ownership::difference(stored, to_rows("a", *again.find("a"))).empty());
  CHECK(again.given_to({ObjectKind::relation, "public", "g"}) == "b");
}

std::vector<std::string> texts(const std::vector<ownership::Conflict>& conflicts) {
  std::vector<std::string> result;
  for (const ownership::Conflict& conflict : conflicts) {
    result.push_back(to_string(conflict));
  }
  return result;
}

TEST_CASE("what two services claim is told once, whichever side has the pattern") {
  OwnershipMap map;
  fold_text(map, "a", "-- deed:claim t\n-- deed:claim x_*\n-- deed:claim y_1\n");
  fold_text(map, "b", "-- deed:claim t\n-- deed:claim x_1\n-- deed:claim y_*\n");
  CHECK(texts(ownership::conflicts(map)) == std::vector<std::string>{"a claims public.t, and b has public.t",
                                                                     "a claims public.y_1, and b has public.y_*",
                                                                     "a claims public.x_*, and b has public.x_1"});
}

TEST_CASE("rows of two services that can't live together are told with both") {
  OwnershipMap map;
  fold_text(map, "a", "-- deed:claim t\n-- deed:claim x_*\n-- deed:claim g_1\n-- deed:give g_1 to b\n");
  const auto against = [&](OwnershipRowKind kind, const std::string& object) {
    return texts(ownership::conflicts(map, "b", {{.service = "b", .kind = kind, .object = object}}));
  };
  CHECK(against(OwnershipRowKind::object, "public.t") == std::vector<std::string>{"b claims public.t, and a has public.t"});
  CHECK(against(OwnershipRowKind::object, "public.x_1").size() == 1);
  CHECK(against(OwnershipRowKind::pattern, "public.x_y*").size() == 1);
  CHECK(against(OwnershipRowKind::pattern, "public.*").size() == 2);
  CHECK(against(OwnershipRowKind::pattern, "*.*").empty());
  CHECK(against(OwnershipRowKind::object, "public.u").empty());
  CHECK(against(OwnershipRowKind::object, "public.g_1").empty());
}

TEST_CASE("a gift is open until its taker has it, took it, or passed it on") {
  const ObjectName t{ObjectKind::relation, "public", "t"};
  OwnershipMap map;
  fold_text(map, "a", "-- deed:claim t\n-- deed:give t to b\n");
  CHECK(map.given_to(t) == "b");
  CHECK(map.owner(t)->service == "a");
  const auto against = [&](const std::string& service) {
    return texts(ownership::conflicts(map, service, {{.service = service, .kind = OwnershipRowKind::object, .object = "public.t"}}));
  };
  CHECK(against("c") == std::vector<std::string>{"c claims public.t, and a has given public.t to b"});
  CHECK(against("b").empty());

  fold_text(map, "b", "-- deed:take t from a\n");
  CHECK_FALSE(map.given_to(t));
  CHECK(map.owner(t)->service == "b");
  const std::string after = GENERATE(as<std::string>(), "DROP TABLE t;", "ALTER TABLE t RENAME TO u;", "-- deed:give t to c\n");
  CAPTURE(after);
  fold_text(map, "b", after);
  CHECK(map.given_to(t) == (after.starts_with("--") ? std::optional<std::string>("c") : std::nullopt));
  CHECK(map.owner(t).has_value() == after.starts_with("--"));
  const OwnershipMap again = OwnershipMap::from_rows(to_rows("b", *map.find("b")));
  CHECK(again.find("b")->taken.contains(t) != after.starts_with("--"));
}

TEST_CASE("a part of a table that a service holds by name is that service's, and nobody else may claim it") {
  const ObjectName part{ObjectKind::relation, "public", "p"};
  OwnershipMap map;
  fold_text(map, "a", "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t DEFAULT; CREATE INDEX i ON t (a);");
  CHECK(map.owner(part)->service == "a");
  const auto against = [&](const std::string& object) {
    return ownership::conflicts(map, "b", {{.service = "b", .kind = OwnershipRowKind::object, .object = object}}).size();
  };
  CHECK(against("public.p") == 1);
  CHECK(against("public.i") == 1);
  fold_text(map, "b", "-- deed:claim p\n");
  CHECK(map.owner(part)->service == "b");
}

TEST_CASE("during a downgrade both what the revision made and what comes back are the service's own") {
  OwnershipMap with;
  OwnershipMap without;
  fold_text(without, "a", "CREATE TABLE kept (i int); CREATE TABLE gone (i int); CREATE INDEX gone_i ON gone (i); -- x\n-- deed:claim g\n");
  fold_text(
      with, "a",
      "CREATE TABLE kept (i int); CREATE TABLE fresh (i int); CREATE INDEX fresh_i ON fresh (i); -- x\n-- deed:claim g\n-- deed:claim "
      "p_*\n-- deed:give g to b\n");
  OwnershipMap during;
  during.of("a") = ownership::during_downgrade(with.of("a"), without.of("a"));
  for (const char* name : {"kept", "gone", "gone_i", "fresh", "fresh_i", "p_1", "g"}) {
    CAPTURE(name);
    const std::optional<Owner> owner = during.owner({ObjectKind::relation, "public", name});
    REQUIRE(owner);
    CHECK(owner->service == "a");
  }
  CHECK_FALSE(during.given_to({ObjectKind::relation, "public", "g"}));
}

namespace {

// Whose revision allows `other` to read public.t, after these revisions, called r1, r2, ...
std::string shared_since(const std::vector<std::string>& bodies) {
  OwnershipMap map;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    ownership::fold_step(map.of("a"), step(bodies[i]), {"a", "r" + std::to_string(i + 1), {"public"}});
  }
  const Share* share = map.share("a", {ObjectKind::relation, "public", "t"}, "other", Access::read);
  return share == nullptr ? "" : share->allowed_by(Access::read);
}

}  // namespace

TEST_CASE("what is made anew in the revision that takes it away is shared for as long as it was") {
  const std::string first = "CREATE TABLE t (a int);\n-- deed:share t with other: read\n";
  const auto [then, expected] = GENERATE(table<std::string, std::string>({
      {"DROP TABLE t;\nCREATE VIEW t AS SELECT 1 AS a;\n-- deed:share t with other: read, reference\n", "r1"},
      {"ALTER TABLE t RENAME TO aside;\nCREATE TABLE t (a int);\n-- deed:share t with other: read\nDROP TABLE aside;\n", "r1"},
      {"ALTER TABLE t RENAME TO aside;\nCREATE TABLE t (a int);\nDROP TABLE aside;\n-- deed:share t with other: read\n", "r1"},
      {"DROP TABLE t;\nCREATE TABLE t (a int);\n", ""},
      {"-- deed:unshare t with other\nDROP TABLE t;\nCREATE TABLE t (a int);\n-- deed:share t with other: read\n", "r2"},
      {"DROP TABLE t;\nCREATE TABLE t (a int);\n-- deed:unshare t with other\n-- deed:share t with other: read\n", "r2"},
  }));
  CAPTURE(then);
  CHECK(shared_since({first, then}) == expected);
}

TEST_CASE("between a revision that drops an object and a later one that makes it there is no share") {
  const std::string shared = "CREATE TABLE t (a int);\n-- deed:share t with other: read\n";
  CHECK(shared_since({shared, "DROP TABLE t;\n", shared}) == "r3");
}
