#include "support/random_schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace deed::testing {

namespace {

// Types whose values the next one takes, so that a column may become wider or narrower in an empty table without USING.
const std::vector<std::vector<std::string>> kTypes{{"smallint", "integer", "bigint", "numeric(12,2)"},
                                                   {"varchar(20)", "varchar(40)", "text"},
                                                   {"timestamp", "timestamptz", "date"},
                                                   {"boolean"},
                                                   {"mood"},
                                                   {"amount"},
                                                   {"jsonb"},
                                                   {"integer[]"},
                                                   {"uuid"},
                                                   {"bytea"},
                                                   {"amount[]"},
                                                   {"mood[]"}};

std::string default_of(const std::string& type) {
  if (type == "mood") {
    return "'calm'";
  }
  if (type.starts_with("varchar") || type == "text") {
    return "'x'::text || 'y'";
  }
  if (type.starts_with("timestamp") || type == "date") {
    return "now()";
  }
  if (type == "amount[]" || type == "mood[]") {
    return "'{}'";
  }
  const std::map<std::string, std::string> others{
      {"boolean", "false"}, {"jsonb", "'{}'"}, {"integer[]", "ARRAY[1, 2]"}, {"uuid", "gen_random_uuid()"}, {"bytea", "'\\x00'"}};
  const auto found = others.find(type);
  return found == others.end() ? "7" : found->second;
}

RandomColumn random_column(Dice& dice, const std::string& name, std::size_t family) {
  RandomColumn column{.name = name, .type = dice.of(kTypes[family])};
  column.default_value = dice.one_in(3) ? default_of(column.type) : "";
  column.not_null = dice.one_in(3);
  column.comment = dice.one_in(6) ? "what it's for" : "";
  return column;
}

// What one table may have besides columns. Columns a (a number), b (a text) are in every table.
std::map<std::string, std::string> random_parts(Dice& dice, const std::string& t, const std::vector<std::string>& others) {
  std::map<std::string, std::string> parts{};
  const auto maybe = [&](const std::string& name, const std::vector<std::string>& forms) {
    if (dice.one_in(3)) {
      parts[name] = dice.of(forms);
    }
  };
  maybe(t + "_i",
        {fmt::format("CREATE INDEX {0}_i ON {0} (a);", t), fmt::format("CREATE INDEX {0}_i ON {0} (a DESC, lower(b)) WHERE a > 3;", t),
         fmt::format("CREATE INDEX {0}_i ON {0} USING hash (b);", t)});
  maybe(t + "_u", {fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_u UNIQUE (a, b);", t),
                   fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_u UNIQUE (b) DEFERRABLE;", t),
                   fmt::format("CREATE UNIQUE INDEX {0}_u ON {0} (b) INCLUDE (a);", t)});
  maybe(t + "_c", {fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_c CHECK (a > 0 AND b <> '');", t),
                   fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_c CHECK (twice(a::integer) > 0) NOT VALID;", t)});
  maybe(t + "_v", {fmt::format("CREATE VIEW {0}_v AS SELECT a, b FROM {0} WHERE a > 1;", t),
                   fmt::format("CREATE VIEW {0}_v AS SELECT b FROM {0};", t),
                   fmt::format("CREATE MATERIALIZED VIEW {0}_v AS SELECT count(*) AS n FROM {0};", t)});
  maybe(t + "_t", {fmt::format("CREATE TRIGGER {0}_t BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION stamp();", t),
                   fmt::format("CREATE TRIGGER {0}_t AFTER UPDATE OF a ON {0} EXECUTE FUNCTION stamp();", t)});
  maybe(t + "_s", {fmt::format("CREATE STATISTICS {0}_s ON a, b FROM {0};", t),
                   fmt::format("CREATE STATISTICS {0}_s (ndistinct) ON a, b FROM {0};", t)});
  maybe(t + "_p", {fmt::format("CREATE POLICY {0}_p ON {0} USING (a > 1);", t),
                   fmt::format("CREATE POLICY {0}_p ON {0} FOR SELECT USING (true);", t)});
  maybe(t + "_r", {fmt::format("ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;", t)});
  maybe(t + "_w",
        {fmt::format("ALTER TABLE {0} SET (fillfactor = 70);", t), fmt::format("ALTER TABLE {0} SET (autovacuum_enabled = false);", t)});
  maybe(t + "_o", {fmt::format("ALTER TABLE {0} ALTER COLUMN b SET STATISTICS 7;", t),
                   fmt::format("ALTER TABLE {0} ALTER COLUMN a SET (n_distinct = 3), ALTER COLUMN b SET STORAGE EXTERNAL;", t)});
  // A logged table refers to none that is unlogged.
  if (std::find(others.begin(), others.end(), t) == others.end()) {
    maybe(t + "_l", {fmt::format("ALTER TABLE {0} SET UNLOGGED;", t)});
  }
  maybe(t + "_m", {fmt::format("COMMENT ON TABLE {0} IS 'a';", t), fmt::format("COMMENT ON TABLE {0} IS 'b''s';", t)});
  if (!others.empty()) {
    const std::string& other = dice.of(others);
    maybe(t + "_f",
          {fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_f FOREIGN KEY (id) REFERENCES {1} ON DELETE CASCADE;", t, other),
           fmt::format("ALTER TABLE {0} ADD CONSTRAINT {0}_f FOREIGN KEY (id) REFERENCES {1} DEFERRABLE INITIALLY DEFERRED;", t, other)});
  }
  return parts;
}

// How a table is partitioned, and the bounds of its partitions: the first two of each go together with the third.
struct Strategy {
  std::string key;
  std::vector<std::string> bounds;
};

const std::vector<Strategy> kStrategies{
    {"RANGE (a)", {"FROM (0) TO (10)", "FROM (10) TO (MAXVALUE)", "DEFAULT"}},
    {"RANGE (a)", {"FROM (MINVALUE) TO (5)", "FROM (5) TO (20)", "DEFAULT"}},
    {"LIST (a)", {"IN (1, 2)", "IN (3, NULL)", "DEFAULT"}},
    {"HASH (a)", {"WITH (MODULUS 3, REMAINDER 0)", "WITH (MODULUS 3, REMAINDER 1)", "WITH (MODULUS 3, REMAINDER 2)"}}};

// What is not of one table alone, or of none.
std::vector<std::string> random_others(Dice& dice) {
  const std::vector<std::vector<std::string>> groups{
      {"CREATE SEQUENCE s INCREMENT 2;", "CREATE SEQUENCE s AS integer MAXVALUE 99 CYCLE;"},
      {"CREATE TYPE pair AS (x integer, y text);", "CREATE TYPE pair AS (x bigint, z date);",
       "CREATE TYPE pair AS (x integer, y text);\nCREATE TABLE of_pair (p pair, ps pair[]);",
       "CREATE TYPE pair AS (x bigint, y text);\nCREATE TABLE of_pair (p pair, ps pair[]);\nCREATE VIEW of_x AS SELECT (p).x FROM "
       "of_pair;"},
      {"CREATE FUNCTION outs(i integer, OUT j integer, OUT k text) LANGUAGE sql AS 'SELECT i, NULL';",
       "CREATE FUNCTION outs(i integer, OUT j bigint, OUT k text) LANGUAGE sql AS 'SELECT i::bigint, NULL';\n"
       "CREATE VIEW of_outs AS SELECT j FROM outs(1);"},
      {"CREATE COLLATION ordered (provider = icu, locale = 'en');\nALTER TABLE t1 ADD o text COLLATE ordered;\nCREATE INDEX t1_o ON t1 "
       "(o);",
       "CREATE COLLATION ordered (provider = icu, locale = 'de');\nALTER TABLE t1 ADD o text COLLATE ordered;\nCREATE INDEX t1_o ON t1 "
       "(o);"},
      {"CREATE VIEW grouped AS SELECT id, a, count(*) AS n FROM t0 GROUP BY id;", "CREATE VIEW grouped AS SELECT id, a FROM t0;"},
      {"CREATE TYPE span AS RANGE (subtype = float8);", "CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);"},
      {"CREATE VIEW v0 AS SELECT a, b FROM t0;\nCREATE VIEW v1 AS SELECT b, max(a) AS a FROM v0 GROUP BY b;",
       "CREATE VIEW v0 AS SELECT b, id FROM t0;\nCREATE VIEW v1 AS SELECT count(*) AS a FROM v0;",
       "CREATE VIEW v1 AS SELECT twice(1) AS a;\nCREATE MATERIALIZED VIEW v0 AS SELECT a FROM v1;\nCREATE UNIQUE INDEX v0_i ON v0 (a);"},
      {"CREATE FUNCTION of_mood(m mood) RETURNS text LANGUAGE sql AS 'SELECT m::text';",
       "CREATE FUNCTION of_mood(m mood) RETURNS mood LANGUAGE sql STABLE AS 'SELECT m';",
       "CREATE FUNCTION of_mood(m mood DEFAULT 'calm') RETURNS text LANGUAGE sql AS 'SELECT m::text';"},
      {"CREATE VIEW of_calm AS SELECT 'calm'::mood AS m;", "CREATE VIEW of_calm AS SELECT ARRAY['calm'::mood] AS m, 7::amount AS n;"},
      {"CREATE PROCEDURE act(i integer) LANGUAGE sql AS 'SELECT i';",
       "CREATE PROCEDURE act(i integer, j text) LANGUAGE sql AS 'SELECT j';"},
      {"CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);",
       "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');"},
      {"CREATE OPERATOR @+ (FUNCTION = twice, RIGHTARG = integer);"},
      {"CREATE RULE r AS ON DELETE TO t0 DO INSTEAD NOTHING;", "CREATE RULE r AS ON DELETE TO t0 WHERE old.a > 1 DO ALSO DELETE FROM t1;"},
      {"GRANT SELECT ON t0 TO public;", "GRANT SELECT (a), UPDATE ON t0 TO public;", "REVOKE EXECUTE ON FUNCTION stamp() FROM public;"},
      {"ALTER TABLE t1 ADD n integer GENERATED ALWAYS AS IDENTITY;",
       "ALTER TABLE t1 ADD n bigint GENERATED BY DEFAULT AS IDENTITY (START 7);",
       "ALTER TABLE t1 ADD n bigint GENERATED ALWAYS AS (id * 2) STORED;", "ALTER TABLE t1 ADD n serial;",
       "ALTER TABLE t1 ADD n integer DEFAULT twice(3);"},
      {"ALTER TABLE t1 ADD CONSTRAINT t1_x EXCLUDE (id WITH =);", "ALTER TABLE t1 ADD CONSTRAINT t1_x EXCLUDE (id WITH =) WHERE (id > 7);"},
      {"ALTER TABLE t1 REPLICA IDENTITY FULL;"},
      {"CREATE SCHEMA other;\nCREATE TABLE other.t0 (id bigint REFERENCES t0);",
       "CREATE SCHEMA other;\nCREATE VIEW other.t0 AS SELECT id FROM t1;"},
      {"CREATE COLLATION c (LOCALE = 'C');\nALTER TABLE t1 ADD w text COLLATE c;", "CREATE COLLATION c (LOCALE = 'POSIX');"},
      {"CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple);\nCREATE TEXT SEARCH CONFIGURATION search (COPY = simple);\n"
       "ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR word WITH d;",
       "CREATE TEXT SEARCH CONFIGURATION search (COPY = simple);\nALTER TABLE t1 ADD v tsvector GENERATED ALWAYS AS "
       "(to_tsvector('search'::regconfig, b)) STORED;"},
      {"CREATE PUBLICATION feed FOR TABLE t0;", "CREATE PUBLICATION feed FOR TABLE t0, t1 WITH (publish = 'insert');",
       "CREATE PUBLICATION feed;"},
      {"CREATE STATISTICS st ON a, b FROM t0;\nALTER STATISTICS st SET STATISTICS 50;",
       "CREATE STATISTICS st (mcv) ON a, b FROM t0;\nALTER STATISTICS st SET STATISTICS 0;", "CREATE STATISTICS st ON a, b FROM t0;"},
      {"CREATE MATERIALIZED VIEW m AS SELECT id FROM t0;\nCREATE INDEX m_i ON m (id);\nALTER MATERIALIZED VIEW m CLUSTER ON m_i;",
       "CREATE MATERIALIZED VIEW m AS SELECT id FROM t0;\nCREATE INDEX m_i ON m (id);\nALTER MATERIALIZED VIEW m ALTER id SET STATISTICS "
       "7;",
       "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t0;\nCREATE INDEX m_i ON m (id);\nALTER MATERIALIZED VIEW m CLUSTER ON m_i;"},
      {"CREATE INDEX t0_k ON t0 (id);\nALTER TABLE t0 CLUSTER ON t0_k;",
       "CREATE INDEX t0_k ON t0 (id, a);\nALTER TABLE t0 CLUSTER ON t0_k;"},
      {"ALTER TABLE t1 ALTER b SET STORAGE EXTERNAL;", "ALTER TABLE t1 ALTER b SET STATISTICS 9, ALTER b SET COMPRESSION pglz;"},
      {"CREATE DOMAIN large AS amount DEFAULT 3 NOT NULL;",
       "CREATE DOMAIN large AS amount CONSTRAINT big CHECK (VALUE > 5);\nCOMMENT ON DOMAIN large IS 'x';"},
      {"CREATE CONSTRAINT TRIGGER later AFTER INSERT ON t0 DEFERRABLE FOR EACH ROW EXECUTE FUNCTION stamp();",
       "CREATE TRIGGER later AFTER DELETE ON t0 FOR EACH ROW EXECUTE FUNCTION stamp();\nALTER TABLE t0 DISABLE TRIGGER later;"},
      {"CREATE UNLOGGED TABLE u (id bigint, n text);", "CREATE TABLE u (id bigint, n text) WITH (toast.autovacuum_enabled = off);"}};
  std::vector<std::string> others;
  for (const std::vector<std::string>& group : groups) {
    others.push_back(dice.one_in(3) ? "" : dice.of(group) + "\n");
  }
  return others;
}

RandomTable random_table(Dice& dice, const std::string& name, const std::vector<std::string>& referred) {
  RandomTable table{.name = name};
  table.columns = {random_column(dice, "a", 0), random_column(dice, "b", 1)};
  for (std::size_t family = 2; family < kTypes.size(); ++family) {
    if (dice.one_in(2)) {
      table.columns.push_back(random_column(dice, fmt::format("c{}", family), family));
    }
  }
  table.has_key = std::find(referred.begin(), referred.end(), name) != referred.end() || dice.one_in(2);
  table.parts = random_parts(dice, name, referred);
  return table;
}

}  // namespace

std::pair<unsigned, unsigned> wanted_seeds() {
  const char* given = std::getenv("DEED_RANDOM_SCHEMAS");
  unsigned first = 1;
  unsigned count = 8;
  if (given != nullptr) {
    std::istringstream(given) >> first >> count;
  }
  return {first, count};
}

std::string RandomSchema::text() const {
  std::string sql = "CREATE TYPE mood AS ENUM (";
  for (const std::string& mood : moods) {
    sql += (mood == moods.front() ? "'" : ", '") + mood + "'";
  }
  sql += fmt::format(
      ");\nCREATE DOMAIN amount AS numeric(10,2) CHECK ({});\nCREATE FUNCTION twice(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS "
      "'SELECT {}';\n"
      "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n",
      check, twice);
  std::string parts;
  for (const RandomTable& table : tables) {
    sql += fmt::format("CREATE TABLE {} (id bigint{}", table.name, table.has_key ? " PRIMARY KEY" : "");
    for (const RandomColumn& column : table.columns) {
      sql += fmt::format(", {} {}{}{}", column.name, column.type, column.default_value.empty() ? "" : " DEFAULT " + column.default_value,
                         column.not_null ? " NOT NULL" : "");
      parts += column.comment.empty() ? "" : fmt::format("COMMENT ON COLUMN {}.{} IS 'what it''s for';\n", table.name, column.name);
    }
    sql += ");\n";
  }
  for (const std::string& group : others) {
    parts += group;
  }
  // Foreign keys last: they refer to any table.
  for (const RandomTable& table : tables) {
    for (const auto& [name, statement] : table.parts) {
      parts += statement + "\n";
    }
  }
  return sql + parts;
}

RandomSchema random_schema(unsigned seed) {
  Dice dice(seed);
  RandomSchema schema;
  schema.moods = dice.one_in(2)   ? std::vector<std::string>{"calm", "glad"}
                 : dice.one_in(2) ? std::vector<std::string>{"sad", "calm", "glad"}
                                  : std::vector<std::string>{"calm"};
  schema.check = dice.one_in(2) ? "VALUE > 0" : "VALUE >= 0 AND VALUE < 1000";
  schema.twice = dice.one_in(2) ? "i * 2" : "i + i";
  for (const std::string name : {"t0", "t1", "t2", "t3"}) {
    // These two are in both, so that others may refer to them.
    if (name < "t2" || !dice.one_in(3)) {
      schema.tables.push_back(random_table(dice, name, {"t0", "t1"}));
    }
  }
  schema.others = random_others(dice);
  return schema;
}

std::string random_family(Dice& dice) {
  const Strategy& strategy = kStrategies[static_cast<std::size_t>(dice.one_in(4) ? dice.below(4) : 0)];
  const std::vector<std::string> columns{"id bigint", "a integer", "b text", dice.one_in(2) ? "c3 boolean" : "c4 mood"};
  const std::string list = fmt::format("({})", fmt::join(columns, ", "));
  const std::vector<std::string> moods{"'calm'", "'calm', 'glad'", "'glad', 'calm'"};
  std::string sql = fmt::format("CREATE TYPE mood AS ENUM ({});\n", dice.of(moods));
  sql +=
      "CREATE TABLE t0 (id bigint PRIMARY KEY);\n"
      "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n";
  sql += fmt::format("CREATE TABLE p {} PARTITION BY {};\n", list, strategy.key);
  std::vector<std::string> tables{"p"};
  for (std::size_t i = 0; i < strategy.bounds.size(); ++i) {
    const std::string name = fmt::format("p{}", i + 1);
    const std::string& bound = strategy.bounds[i];
    const std::string values = bound == "DEFAULT" ? bound : "FOR VALUES " + bound;
    if (dice.one_in(4)) {
      continue;
    }
    tables.push_back(name);
    if (dice.one_in(5)) {
      sql += fmt::format("CREATE TABLE {} {};\n", name, list);
    } else if (dice.one_in(5)) {
      sql += fmt::format(
          "CREATE TABLE {0} PARTITION OF p {1} PARTITION BY LIST (b);\nCREATE TABLE {0}_x PARTITION OF {0} FOR VALUES IN ('x');\n", name,
          values);
    } else {
      sql += fmt::format("CREATE TABLE {} PARTITION OF p {};\n", name, values);
    }
  }
  const auto maybe = [&](const std::string& statement) { sql += dice.one_in(3) ? statement + "\n" : ""; };
  maybe("CREATE INDEX p_i ON p (b) WHERE a > 3;");
  maybe(dice.one_in(2) ? "ALTER TABLE p ADD CONSTRAINT p_u UNIQUE (a, b);"
                       : "ALTER TABLE p ADD CONSTRAINT p_u UNIQUE (a, b);\n"
                         "CREATE TABLE r (a integer, b text, FOREIGN KEY (a, b) REFERENCES p (a, b));");
  maybe("ALTER TABLE p ADD CONSTRAINT p_c CHECK (b <> '');");
  maybe("ALTER TABLE p ADD CONSTRAINT p_f FOREIGN KEY (id) REFERENCES t0;");
  maybe("CREATE TRIGGER p_t AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION stamp();");
  maybe("ALTER TABLE p ALTER COLUMN b SET NOT NULL;");
  maybe("ALTER TABLE p ALTER COLUMN a SET DEFAULT 4;");
  maybe("CREATE VIEW p_v AS SELECT b FROM p;");
  maybe("CREATE TABLE m (m mood DEFAULT 'calm');\nCREATE TABLE m1 () INHERITS (m);\nALTER TABLE m1 ALTER COLUMN m DROP DEFAULT;");
  maybe(
      "CREATE TABLE q (m mood, n integer) PARTITION BY LIST (m);\nCREATE TABLE q_1 PARTITION OF q FOR VALUES IN ('calm');\n"
      "CREATE TABLE q_2 PARTITION OF q DEFAULT;");
  const std::string& one = dice.of(tables);
  maybe(fmt::format("ALTER TABLE {} ALTER COLUMN b SET DEFAULT 'own';", one));
  maybe(fmt::format("CREATE INDEX own_i ON {} (id);", one));
  maybe(fmt::format("ALTER TABLE {0} ADD CONSTRAINT own_c CHECK (id > 0);", one));
  maybe(fmt::format("COMMENT ON COLUMN {}.a IS 'own';", one));
  sql += fmt::format("CREATE TABLE h (a integer, b text{});\n", dice.one_in(2) ? ", c1 date" : "");
  sql += "CREATE TABLE h1 (own integer) INHERITS (h);\nCREATE TABLE g (a integer, b text);\n";
  maybe("CREATE INDEX g_i ON g (a);");
  maybe("CREATE TABLE of_h (h h);");
  // Whether it says its parent's columns itself too is no difference, but to pg_dump.
  sql += fmt::format("CREATE TABLE h2 (a integer, b text, own integer){};\n", dice.one_in(2) ? "" : " INHERITS (g)");
  maybe("ALTER TABLE h ADD CONSTRAINT h_c CHECK (a > 0);");
  maybe("ALTER TABLE h ADD CONSTRAINT h_n CHECK (b <> '') NO INHERIT;");
  maybe("ALTER TABLE h1 ADD CONSTRAINT h1_c CHECK (own > 0);");
  maybe("CREATE INDEX h_i ON h (a);");
  return sql;
}

}  // namespace deed::testing
