// Models that refer to what another service shares: in the scratch database a stub stands in for it.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

class Neighbours : public TestWorkspace {
 public:
  Neighbours() {
    std::string shares;
    for (const std::string object : {"function:grade", "function:told", "function:listed", "number", "email", "place", "mood", "span",
                                     "inner_type", "latest", "counted", "item", "\\\"Odd one\\\""}) {
      shares += fmt::format("[[ownership.share]]\nobject = \"{}\"\nwith = \"gateway\"\nallow = [\"reference\", \"read\"]\n", object);
    }
    service("catalog", shares);
    service("gateway");
    model("catalog",
          "CREATE TYPE mood AS ENUM ('a', 'b');\nCREATE TYPE inner_type AS (x int, m mood);\nCREATE TYPE place AS (i inner_type, n "
          "numeric(9, 2));\n"
          "CREATE FUNCTION is_mail(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT $1 LIKE '%@%'$$;\n"
          "CREATE DOMAIN email AS varchar(90) COLLATE \"C\" DEFAULT 'x@y' CHECK (is_mail(VALUE)) CHECK (length(VALUE) > 2);\n"
          "CREATE DOMAIN secret AS int;\nCREATE TYPE span AS RANGE (subtype = float8);\nCREATE SEQUENCE number AS integer;\n"
          "CREATE TABLE hidden (id int PRIMARY KEY, at date);\nCREATE TABLE item (id int PRIMARY KEY, mail email, m mood, p place);\n"
          "CREATE FUNCTION grade(m mood, steps int DEFAULT 3) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';\n"
          "CREATE FUNCTION told(p place) RETURNS email LANGUAGE sql BEGIN ATOMIC SELECT max(mail::text) FROM item JOIN hidden USING (id); "
          "END;\n"
          "CREATE FUNCTION listed() RETURNS SETOF item LANGUAGE sql RETURN (SELECT i FROM item i LIMIT 1);\n"
          "CREATE VIEW latest AS SELECT at, name \"Odd name\", mail, m FROM hidden, item, (SELECT 'x' COLLATE \"C\" AS name) n;\n"
          "CREATE MATERIALIZED VIEW counted AS SELECT count(*) n FROM hidden;\nCREATE VIEW \"Odd one\" AS SELECT 1 AS \"a b\";\n");
    succeed("catalog", {"revision", "--autogenerate", "-m", "x"});
    succeed("catalog", {"upgrade", "head"});
  }

  void succeed(const std::string& service, std::vector<std::string> words) {
    words.insert(words.begin(), {"-s", service});
    const ProcessResult result = deed(words);
    CAPTURE(words, result.out, result.err, newest_revision(service));
    REQUIRE(result.exit_code == 0);
  }
};

}  // namespace

TEST_CASE("a model may refer to objects of every kind that a neighbour shares") {
  Neighbours workspace;
  const std::string own =
      GENERATE("g (d email, e email[])", "g (p place)", "g (n int DEFAULT nextval('number'))", "g (r span, m mood DEFAULT 'b')",
               "g (x int DEFAULT grade('a'))", "g (i item)", "g (id int REFERENCES item, m text CHECK (m::email <> ''))");
  CAPTURE(own);
  workspace.model("gateway", "CREATE TABLE " + own + ";\n");
  workspace.succeed("gateway", {"revision", "--autogenerate", "-m", "x"});
  CHECK_THAT(workspace.newest_revision("gateway"), Contains("CREATE TABLE g") && Contains("Depends On: catalog:") &&
                                                       !Contains("CREATE TYPE") && !Contains("CREATE SEQUENCE") &&
                                                       !Contains("CREATE FUNCTION"));
  workspace.succeed("gateway", {"upgrade", "head"});
  workspace.succeed("gateway", {"check"});
  workspace.succeed("gateway", {"check", "--against", "history"});
}

TEST_CASE("views and functions may stand on what a neighbour shares") {
  Neighbours workspace;
  workspace.model("gateway",
                  "CREATE VIEW v AS SELECT at, \"Odd name\", mail, m, c.n, \"a b\" FROM latest, counted c, \"Odd one\";\n"
                  "CREATE VIEW w AS SELECT mail, (p).i, (p).n FROM listed();\n"
                  "CREATE FUNCTION f() RETURNS email LANGUAGE sql BEGIN ATOMIC SELECT told(NULL); END;\n"
                  "CREATE FUNCTION g(item, VARIADIC place[]) RETURNS SETOF latest LANGUAGE sql AS 'SELECT * FROM latest';\n"
                  "CREATE DOMAIN mine AS email CHECK (VALUE <> '');\nCREATE TYPE both_of AS (a place, b mood[]);\n");
  workspace.succeed("gateway", {"revision", "--autogenerate", "-m", "x"});
  workspace.succeed("gateway", {"upgrade", "head"});
  workspace.succeed("gateway", {"check"});
  workspace.succeed("gateway", {"check", "--against", "history"});
}

TEST_CASE("what a neighbour does not share is refused, and told by its name") {
  Neighbours workspace;
  const auto [model, what] = GENERATE(table<std::string, std::string>({
      {"CREATE TABLE g (x secret);", "public.secret"},
      {"CREATE TABLE g (x text CHECK (is_mail(x)));", "public.is_mail"},
  }));
  CAPTURE(model);
  workspace.model("gateway", model);
  const ProcessResult refused = workspace.deed({"-s", "gateway", "revision", "--autogenerate", "-m", "x"});
  CAPTURE(refused.err);
  CHECK(refused.exit_code == 6);
  CHECK_THAT(refused.err, Contains(what) && Contains("catalog"));
}
