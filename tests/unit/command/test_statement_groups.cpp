#include <catch2/catch.hpp>

#include <deque>

#include "base/lexer.h"
#include "command/statement_groups.h"
#include "sql/analyse.h"

using namespace deed;
using command::StatementGroups;

namespace {

class Model {
 public:
  explicit Model(const std::string& text) {
    std::vector<command::PlayedText> played;
    for (const StatementSpan& span : split_statements(text)) {
      statements_.push_back(sql::analyse({text.substr(span.begin, span.end - span.begin), {}}));
      played.push_back({statements_.back().text, &statements_.back()});
    }
    groups_ = StatementGroups::of(played);
  }

  bool is_one() const { return !groups_; }

  // The texts of the statements that are played where this model follows on an earlier one, each up to its fourth word.
  std::vector<std::string> played_after(const Model& earlier) const {
    std::set<std::string> changed = groups_->hashes();
    for (const std::string& hash : earlier.groups_->hashes()) {
      changed.erase(hash);
    }
    const std::vector<bool> needed = changed.empty() ? std::vector<bool>(statements_.size(), false) : groups_->needed_for(changed);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < needed.size(); ++i) {
      if (needed[i]) {
        texts.push_back(statements_[i].text);
      }
    }
    return texts;
  }

 private:
  std::deque<Statement> statements_;
  std::optional<StatementGroups> groups_;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("of a model in which one table has changed its statements and those of what it needs are played") {
  const std::string users = "CREATE TABLE users (id int PRIMARY KEY);";
  const std::string orders = "CREATE TABLE orders (id int, by int REFERENCES users);";
  const std::string items = "CREATE TABLE items (id int);CREATE INDEX items_i ON items (id);";
  const Model before(users + orders + items);
  CHECK(Model(users + orders + items).played_after(before) == Texts{});
  CHECK(Model(items + users + orders).played_after(before) == Texts{});
  CHECK(Model(users + orders + items + "COMMENT ON TABLE items IS 'x';").played_after(before) ==
        Texts{"CREATE TABLE items (id int)", "CREATE INDEX items_i ON items (id)", "COMMENT ON TABLE items IS 'x'"});
  CHECK(Model(users + orders + "ALTER TABLE orders ADD c int;" + items).played_after(before) ==
        Texts{"CREATE TABLE users (id int PRIMARY KEY)", "CREATE TABLE orders (id int, by int REFERENCES users)",
              "ALTER TABLE orders ADD c int"});
  // Whoever needs it is played too, also where it is no more.
  CHECK(Model("CREATE TABLE users (id bigint PRIMARY KEY);" + orders + items).played_after(before).size() == 2);
  CHECK(Model(orders + items).played_after(before) == Texts{"CREATE TABLE orders (id int, by int REFERENCES users)"});
  // Another order of what belongs together is another model.
  CHECK(Model(orders + users + items).played_after(before).size() == 2);
  CHECK(Model(users + orders).played_after(before) == Texts{});
}

TEST_CASE("a name counts wherever it stands, and in whatever form") {
  const std::string made =
      "CREATE TYPE mood AS ENUM ('sad');CREATE TABLE \"Odd Name\" (id serial);CREATE TABLE s.t (a int);CREATE TABLE other (b int);";
  const std::string uses =
      GENERATE(as<std::string>(), "CREATE TABLE x (m mood)", "CREATE TABLE x (m _mood)", "CREATE TABLE x (m MOOD[])",
               "CREATE FUNCTION x() RETURNS int LANGUAGE plpgsql AS $body$BEGIN RETURN 'sad'::mood; END$body$",
               "CREATE TABLE x (m text CHECK (m::mood <> 'sad'))", "CREATE VIEW x AS SELECT /* mood */ 1 AS a",
               "CREATE TABLE x (m text DEFAULT 'mood')", "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS E'SELECT 1\\nmood'");
  const Model before(made + uses);
  const Model after("CREATE TYPE mood AS ENUM ('glad');" + made.substr(made.find("CREATE TABLE")) + uses);
  CHECK(after.played_after(before) == Texts{"CREATE TYPE mood AS ENUM ('glad')", uses});
}

TEST_CASE("names that PostgreSQL chooses count as those of their tables") {
  const std::string before = "CREATE TABLE big_table (id serial, a int UNIQUE);CREATE TABLE other (a int);";
  const std::string uses =
      GENERATE(as<std::string>(), "CREATE TABLE x (i bigint DEFAULT nextval('big_table_id_seq'))",
               "CREATE VIEW x AS SELECT last_value FROM big_table_id_seq", "CREATE VIEW x AS SELECT last_value FROM big_table_other_seq1");
  const Model after("CREATE TABLE big_table (id serial, a int UNIQUE, b int);CREATE TABLE other (a int);" + uses);
  CHECK(after.played_after(Model(before + uses)).size() == 2);
}

TEST_CASE("objects of one name are one group, whatever their schemas, and so are the members of a family") {
  const Model before("CREATE TABLE a.t (i int);CREATE TABLE b.t (i int);CREATE TABLE u (i int);");
  CHECK(Model("CREATE TABLE a.t (i int);CREATE TABLE b.t (i int, j int);CREATE TABLE u (i int);").played_after(before).size() == 2);
  const std::string parent = "CREATE TABLE p (i int) PARTITION BY LIST (i);";
  const std::string parts = "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);CREATE TABLE p2 PARTITION OF p DEFAULT;";
  CHECK(Model(parent + parts + "COMMENT ON TABLE p1 IS 'x';").played_after(Model(parent + parts)).size() == 4);
  const std::string child = "CREATE TABLE h (i int);CREATE TABLE h1 () INHERITS (h);";
  CHECK(Model(child + "CREATE INDEX ON h1 (i);").played_after(Model(child)).size() == 3);
  const std::string sequence = "CREATE TABLE w (i int);CREATE SEQUENCE w_s OWNED BY w.i;";
  CHECK(Model(sequence + "ALTER SEQUENCE w_s INCREMENT 2;").played_after(Model(sequence)).size() == 3);
}

TEST_CASE("statements about schemas are played with each part") {
  const std::string schema = "GRANT USAGE ON SCHEMA s TO public;";
  const Model before(schema + "CREATE TABLE t (i int);CREATE TABLE u (i int);");
  CHECK(Model(schema + "CREATE TABLE t (i int);CREATE TABLE u (i bigint);").played_after(before) ==
        Texts{"GRANT USAGE ON SCHEMA s TO public", "CREATE TABLE u (i bigint)"});
}

TEST_CASE("a model is one group where a statement may reach what it does not name") {
  const std::string statement =
      GENERATE(as<std::string>(), "CREATE OPERATOR @+ (FUNCTION = f, RIGHTARG = integer)", "CREATE CAST (t AS text) WITH INOUT",
               "CREATE FUNCTION lower(i integer) RETURNS text LANGUAGE sql AS 'SELECT 1'", "CREATE TYPE json AS ENUM ('a')",
               "CREATE TYPE span AS RANGE (subtype = float8)", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO public",
               "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO public", "DO $$ BEGIN END $$", "DROP TABLE t",
               "ALTER TABLE t RENAME TO u", "ALTER TYPE mood ADD VALUE 'b'", "CREATE TEMPORARY TABLE x (i int)", "SET search_path = s",
               "CREATE TABLE x (i int DEFAULT U&'d\\0061ta')", "CREATE TABLE x (i text DEFAULT E'\\x64')",
               "CREATE TABLE x (i text DEFAULT 'a'\n'b')", "COMMENT ON TABLE nowhere IS 'x'", "CREATE COLLATION c (LOCALE = 'C')",
               "CREATE TABLE \"-\" (i int)", "this is no SQL", "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
               "CREATE TABLE x AS SELECT 1 AS i", "INSERT INTO t VALUES (1)");
  CAPTURE(statement);
  const std::string rest = "CREATE TABLE t (i int);CREATE TYPE mood AS ENUM ('a');";
  CHECK_FALSE(Model(rest).is_one());
  CHECK(Model(rest + statement).is_one());
}

TEST_CASE("a function whose text does not tell what it does is no matter, unless it runs while the model is played") {
  const std::string rest =
      "CREATE TABLE t (i int);CREATE FUNCTION hidden() RETURNS int LANGUAGE plpgsql AS 'BEGIN EXECUTE ''SELECT '' || 1; RETURN 1; END';"
      "CREATE FUNCTION calls() RETURNS int LANGUAGE sql AS 'SELECT hidden()';";
  CHECK_FALSE(Model(rest).is_one());
  CHECK_FALSE(Model(rest + "CREATE POLICY p ON t USING (calls() > 1);").is_one());
  CHECK(Model(rest + "CREATE MATERIALIZED VIEW m AS SELECT hidden();").is_one());
  CHECK_FALSE(Model(rest + "CREATE VIEW v AS SELECT calls() AS c;").is_one());
  CHECK(Model(rest + "CREATE VIEW v AS SELECT calls() AS c;CREATE MATERIALIZED VIEW m AS SELECT c FROM v;").is_one());
  CHECK(Model(rest + "ALTER TABLE t ADD c int DEFAULT calls();").is_one());
}
