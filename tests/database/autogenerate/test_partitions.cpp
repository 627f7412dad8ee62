#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "base/lexer.h"
#include "catalog/schema_reader.h"
#include "sql/render_step.h"
#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

namespace {

Schema read(const TestDatabase& database) {
  postgres::Connection connection = database.connect();
  return catalog::read_schema(connection, {{"public"}, [](const ObjectName& name) { return !name.name.starts_with("ignored"); }});
}

void run(TestDatabase& database, const std::vector<OperationStep>& steps) {
  for (const OperationStep& step : steps) {
    const std::string text = sql::render_step(step, "public");
    database.sql(step.kind == StepKind::autocommit ? text : "BEGIN;\n" + text + "COMMIT;\n");
  }
}

autogenerate::Draft draft_towards(const std::string& model, const TestDatabase& actual) {
  TestDatabase wanted;
  wanted.sql(model);
  return autogenerate::generate(read(wanted), read(actual), {});
}

// How often the table was read as a whole while the statement ran.
int reads_during(TestDatabase& database, const std::string& table, const std::string& statement) {
  const std::string count = "SELECT coalesce(pg_stat_get_xact_numscans('" + table + "'::regclass), 0)";
  database.sql("BEGIN");
  const int before = std::stoi(database.value(count));
  database.sql(statement);
  const int reads = std::stoi(database.value(count)) - before;
  database.sql("ROLLBACK");
  return reads;
}

}  // namespace

TEST_CASE("rows are kept when a table is partitioned otherwise, and on the way back") {
  TestDatabase database;
  const std::string from = "CREATE TABLE log (id bigint GENERATED ALWAYS AS IDENTITY, day integer NOT NULL, note text)";
  const auto [start, model] = GENERATE_COPY(table<std::string, std::string>({
      {from,
       from +
           " PARTITION BY LIST (day); CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1); CREATE TABLE log_2 PARTITION OF log DEFAULT"},
      {from + " PARTITION BY LIST (day); CREATE TABLE log_1 PARTITION OF log DEFAULT",
       from + " PARTITION BY HASH (id); CREATE TABLE log_2 PARTITION OF log FOR VALUES WITH (MODULUS 1, REMAINDER 0)"},
  }));
  database.sql(start);
  database.sql("INSERT INTO log (day, note) SELECT i, 'n' || i FROM generate_series(1, 3) i");
  const auto rows = [&] { return database.rows("SELECT id, day, note FROM log ORDER BY id"); };
  const Rows before = rows();
  const autogenerate::Draft draft = draft_towards(model, database);
  run(database, draft.upgrade);
  CHECK(rows() == before);
  CHECK(database.value("INSERT INTO log (day) VALUES (1) RETURNING id") == "4");
  run(database, draft.downgrade);
  CHECK(rows().size() == 4);
  CHECK(database.value("INSERT INTO log (day) VALUES (1) RETURNING id") == "5");
}

TEST_CASE("what a partition has of its parent's may be called otherwise than PostgreSQL would, but not otherwise than the model says") {
  const std::string model = R"(
    CREATE TABLE log (day integer NOT NULL, kind text, UNIQUE (day)) PARTITION BY RANGE (day);
    CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
    CREATE INDEX log_kind_idx ON log (kind);)";
  const std::string other_names = "ALTER INDEX log_1_kind_idx RENAME TO log_kinds; ALTER INDEX log_1_day_key RENAME TO log_days;";
  TestDatabase database;
  database.sql(model + other_names);
  const autogenerate::Draft draft = draft_towards(model, database);
  CHECK(draft.differences.empty());
  CHECK(draft.upgrade.empty());
  CHECK(draft.downgrade.empty());

  TestDatabase usual;
  usual.sql(model);
  run(usual, draft_towards(model + other_names, usual).upgrade);
  CHECK(usual.value("SELECT 'log_kinds'::regclass, 'log_days'::regclass") == "log_kinds");
  CHECK(draft_towards(model + "COMMENT ON INDEX log_1_kind_idx IS 'the kinds'", database).upgrade.size() == 1);
}

TEST_CASE("a row that fits no partition stops the change, and nothing is lost") {
  TestDatabase database;
  database.sql("CREATE TABLE log (day integer NOT NULL); INSERT INTO log VALUES (7)");
  const autogenerate::Draft draft = draft_towards("CREATE TABLE log (day integer NOT NULL) PARTITION BY LIST (day)", database);
  CHECK_THROWS(run(database, draft.upgrade));
  database.sql("ROLLBACK");
  CHECK(database.value("SELECT day FROM log") == "7");
}

TEST_CASE("with its check ATTACH reads neither the new partition nor the default one") {
  TestDatabase database;
  database.sql(R"(
    CREATE TABLE log (day integer NOT NULL, kind text) PARTITION BY RANGE (day);
    CREATE TABLE log_rest PARTITION OF log DEFAULT;
    CREATE TABLE log_low (day integer NOT NULL, kind text);
    INSERT INTO log VALUES (70);
    INSERT INTO log_low VALUES (7);
  )");
  const std::string attach = "ALTER TABLE log ATTACH PARTITION log_low FOR VALUES FROM (0) TO (10)";
  REQUIRE(reads_during(database, "log_low", attach) == 1);
  REQUIRE(reads_during(database, "log_rest", attach) == 1);
  const autogenerate::Draft draft = draft_towards(R"(
    CREATE TABLE log (day integer NOT NULL, kind text) PARTITION BY RANGE (day);
    CREATE TABLE log_rest PARTITION OF log DEFAULT;
    CREATE TABLE log_low PARTITION OF log FOR VALUES FROM (0) TO (10);
  )",
                                                  database);
  REQUIRE(draft.upgrade.size() == 3);
  REQUIRE(sql::render(draft.upgrade[2].operations[0].action, "public") == attach);
  run(database, {draft.upgrade[0], draft.upgrade[1]});
  CHECK(reads_during(database, "log_low", attach) == 0);
  CHECK(reads_during(database, "log_rest", attach) == 0);
  run(database, {draft.upgrade[2]});
  CHECK(database.value("SELECT sum(day) FROM log") == "77");
}

TEST_CASE("a column that children keep keeps its values") {
  TestDatabase database;
  database.sql("CREATE TABLE base (a integer, b text); CREATE TABLE child () INHERITS (base); INSERT INTO child VALUES (1, 'kept')");
  run(database, draft_towards("CREATE TABLE base (a integer); CREATE TABLE child (b text) INHERITS (base)", database).upgrade);
  CHECK(database.value("SELECT b FROM child") == "kept");
}

TEST_CASE("partitions that are not read stay, and get what their parent gets") {
  TestDatabase database;
  const std::string parent = "CREATE TABLE log (day integer NOT NULL) PARTITION BY RANGE (day);";
  database.sql(parent +
               "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);"
               "CREATE TABLE ignored_2 PARTITION OF log FOR VALUES FROM (10) TO (20);");
  const Schema schema = read(database);
  CHECK(schema.tables.size() == 2);
  const autogenerate::Draft draft = draft_towards(
      parent + "ALTER TABLE log ADD note text; CREATE INDEX ON log (note); CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10)",
      database);
  run(database, draft.upgrade);
  CHECK(database.value("SELECT count(*) FROM pg_indexes WHERE tablename = 'ignored_2'") == "1");
  CHECK(database.value("SELECT indisvalid FROM pg_index WHERE indrelid = 'log'::regclass") == "t");
  CHECK(draft_towards(parent + "ALTER TABLE log ADD note text; CREATE INDEX ON log (note);"
                               "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10)",
                      database)
            .empty());
}

TEST_CASE("foreign keys to and from partitioned tables are read once, not for each partition") {
  TestDatabase database;
  database.sql(R"(
    CREATE TABLE log (id integer PRIMARY KEY, before integer REFERENCES log) PARTITION BY RANGE (id);
    CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
    CREATE TABLE log_1_1 PARTITION OF log_1 DEFAULT;
    CREATE TABLE use_of_log (id integer REFERENCES log);
  )");
  const Schema schema = read(database);
  for (const auto& [name, table] : schema.tables) {
    CAPTURE(to_string(name));
    const auto keys = std::count_if(table.constraints.begin(), table.constraints.end(), [](const auto& one) { return one.reference; });
    CHECK(keys == 1);
  }
}
