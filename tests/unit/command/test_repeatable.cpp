#include <catch2/catch.hpp>

#include "command/repeatable.h"
#include "sql/analyse.h"

using namespace deed;

namespace {

bool repeatable(const std::string& sql) { return command::is_repeatable(sql::analyse({sql, {}})); }

}  // namespace

TEST_CASE("what defines objects makes the same at any time") {
  CHECK(repeatable(GENERATE(
      "CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz DEFAULT now(), day date DEFAULT CURRENT_DATE)",
      "CREATE TABLE t (state text CHECK (state IN ('unknown', 'knows', 'nowhere')))", "CREATE INDEX ON t (lower(name)) WHERE name <> 'x'",
      "CREATE TABLE p PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2026-02-01') PARTITION BY LIST (a)",
      "CREATE TABLE p PARTITION OF t FOR VALUES IN (1, -2, NULL, 'x')",
      "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 1)", "CREATE TABLE p PARTITION OF t DEFAULT",
      "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (MINVALUE) TO (10)", "COMMENT ON TABLE t IS 'as of now'",
      "CREATE FUNCTION f() RETURNS timestamptz LANGUAGE sql AS $$ SELECT now() $$",
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN NEW;\nEND\n$$", "GRANT SELECT ON t TO reader",
      "CREATE TABLE t (code text CHECK (code ~ E'^\\\\d+$'))", "DROP TABLE IF EXISTS t")));
}

TEST_CASE("words that PostgreSQL replaces by the present time make something else each day") {
  CHECK_FALSE(
      repeatable(GENERATE("CREATE TABLE t (day date DEFAULT 'today')", "CREATE TABLE t (at timestamptz DEFAULT ' NOW ')",
                          "ALTER TABLE t ADD CHECK (at < 'tomorrow 10:00'::timestamptz)",
                          "CREATE VIEW v AS SELECT 'yesterday'::date AS day", "CREATE TABLE t (days date[] DEFAULT '{today,tomorrow}')",
                          "CREATE TABLE t (r tstzrange DEFAULT '[now,)')", "CREATE TABLE t (at date DEFAULT $$today$$)",
                          "CREATE TABLE t (at date DEFAULT E'tod\\x61y')", "CREATE TABLE t (at date DEFAULT 'tod'\n'ay')",
                          "CREATE FUNCTION f(at date DEFAULT 'today') RETURNS int LANGUAGE sql AS $$ SELECT 1 $$")));
}

TEST_CASE("what is computed while a statement runs makes something else each time") {
  CHECK_FALSE(repeatable(GENERATE("CREATE TABLE p PARTITION OF t FOR VALUES FROM (now()) TO (MAXVALUE)",
                                  "CREATE TABLE p PARTITION OF t FOR VALUES IN (CURRENT_DATE)",
                                  "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (f()) TO (10)", "DO $$ BEGIN PERFORM 1; END $$",
                                  "SELECT f()", "INSERT INTO t VALUES (1)", "CALL p()")));
}
