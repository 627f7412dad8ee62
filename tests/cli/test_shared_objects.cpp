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

namespace {

// x shares with y, which has built on it.
class Built : public TestWorkspace {
 public:
  Built(const std::string& object, const std::string& of_x, const std::string& of_y) {
    service("x", "[[ownership.share]]\nobject = \"" + object + "\"\nwith = \"y\"\nallow = [\"reference\"]\n");
    service("y");
    advance("x", of_x);
    advance("y", of_y);
  }

  ProcessResult autogenerate(const std::string& service, const std::string& text) {
    model(service, text);
    return deed({"-s", service, "revision", "--autogenerate", "-m", "step " + std::to_string(++count_)});
  }

  void advance(const std::string& service, const std::string& text) {
    const ProcessResult written = autogenerate(service, text);
    CAPTURE(written.err);
    REQUIRE(written.exit_code == 0);
    const ProcessResult done = deed({"-s", service, "upgrade", "head"});
    CAPTURE(done.err);
    REQUIRE(done.exit_code == 0);
  }

 private:
  int count_ = 0;
};

}  // namespace

TEST_CASE("a way down that a neighbour's column stops is told beforehand, and leaves everything where it was") {
  const std::string table = "CREATE TABLE tx (id int PRIMARY KEY, e e);\nCREATE INDEX te ON tx (id) WHERE e = 'a';\n";
  Built workspace("e", "CREATE TYPE e AS ENUM ('a', 'c');\n" + table, "CREATE TABLE yt (id int PRIMARY KEY, e e);\n");
  const ProcessResult written = workspace.autogenerate("x", "CREATE TYPE e AS ENUM ('a', 'b', 'c');\n" + table);
  CHECK_THAT(written.err,
             Contains("The table public.yt, of y, stands on public.e, which the downgrade would drop or change: PostgreSQL will "
                      "refuse that. y drops or changes it first; deed never says CASCADE"));
  REQUIRE(workspace.deed({"-s", "x", "upgrade", "head"}).exit_code == 0);
  const ProcessResult fails = workspace.deed({"-s", "x", "downgrade", "-1"});
  CHECK(fails.exit_code == 11);
  CHECK_THAT(fails.err, Contains("detail: ") && !Contains("CASCADE"));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_indexes WHERE indexname = 'te'") == "1");
  CHECK(workspace.deed({"-s", "x", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("of a type change under a neighbour's foreign key it is the guard that refuses, and that is said beforehand") {
  Built workspace("t", "CREATE TABLE t (id int PRIMARY KEY);\n", "CREATE TABLE yt (id int PRIMARY KEY, t int REFERENCES t);\n");
  const ProcessResult written = workspace.autogenerate("x", "CREATE TABLE t (id bigint PRIMARY KEY);\n");
  CHECK_THAT(written.err,
             Contains("PostgreSQL would check it anew and so alter and read that table, which deed refuses before COMMIT (exit 7). "
                      "y drops it first and adds it again behind") &&
                 !Contains("PostgreSQL will refuse"));
  CHECK(workspace.deed({"-s", "x", "upgrade", "head"}).exit_code == 7);
}

TEST_CASE("a share in deed.toml of what is gone is told by its entry") {
  Built workspace("t", "CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE u (id int);\n", "CREATE TABLE yt (id int PRIMARY KEY);\n");
  workspace.advance("x", "CREATE TABLE u (id int);\n");
  const ProcessResult left = workspace.deed({"-s", "x", "check"});
  CHECK(left.exit_code == 3);
  CHECK_THAT(left.err, Contains("[[ownership.share]] shares public.t with y, and x has no such object") && Contains("deed.toml") &&
                           Contains("Take the entry out"));
}
