// What is put together of an earlier model's canonical form and of the part that has changed is what the whole model makes.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <deque>

#include "base/lexer.h"
#include "catalog/made_names.h"
#include "catalog/schema_reader.h"
#include "command/kept_model.h"
#include "command/schema_parts.h"
#include "sql/analyse.h"
#include "support/random_schema.h"
#include "support/schema_text.h"
#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;
using command::PlayedText;
using command::SchemaPart;
using command::StatementGroups;

namespace {

// A text's statements.
class Text {
 public:
  explicit Text(const std::string& text) {
    for (const StatementSpan& span : split_statements(text)) {
      statements_.push_back(sql::analyse({text.substr(span.begin, span.end - span.begin), {}}));
      played_.push_back({statements_.back().text, &statements_.back()});
    }
    groups_ = StatementGroups::of(played_);
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  const std::vector<PlayedText>& played() const { return played_; }
  const std::optional<StatementGroups>& groups() const { return groups_; }

 private:
  std::deque<Statement> statements_;
  std::vector<PlayedText> played_;
  std::optional<StatementGroups> groups_;
};

struct Played {
  Schema schema;
  std::vector<catalog::MadeName> names;
  std::set<std::string> groups{};
};

// Nothing where PostgreSQL refuses a statement.
std::optional<Played> play(const Text& text, const std::vector<bool>& chosen) {
  const TestDatabase database;
  postgres::Connection connection = database.connect();
  connection.execute("SELECT pg_catalog.set_config('check_function_bodies', 'off', false)");
  connection.execute("CREATE SCHEMA second");
  connection.execute("SET search_path = public, second");
  try {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i]) {
        connection.execute(text.played()[i].text);
      }
    }
  } catch (const Error&) {
    return std::nullopt;
  }
  catalog::Recording recording;
  Schema schema = catalog::read_schema(
      connection, {.schemas = {"public", "second"}, .includes = [](const ObjectName& name) { return name.name != "public"; }}, &recording);
  return Played{std::move(schema), catalog::read_made_names(connection, recording)};
}

std::optional<Played> play_all(const Text& text) { return play(text, std::vector<bool>(text.played().size(), true)); }

// Follows a model through its changes as autogenerate does.
class ByParts {
 public:
  // What is put together, or nothing where the whole has to be played.
  std::optional<Schema> read(const Text& text) {
    const std::set<std::string> changed = command::forget_changes(played_, *text.groups());
    std::vector<SchemaPart> parts;
    for (const Played& part : played_) {
      parts.emplace_back(part.schema, part.names, *text.groups()).keep_only(part.groups);
    }
    std::optional<Played> more = play(text, text.groups()->needed_for(changed));
    if (!more) {
      return std::nullopt;
    }
    more->groups = changed;
    SchemaPart part(more->schema, more->names, *text.groups());
    if (!part.is_sorted()) {
      return std::nullopt;
    }
    part.keep_only(changed);
    parts.push_back(part);
    std::optional<Schema> schema = command::unite(parts);
    if (schema) {
      played_.push_back(std::move(*more));
      played_groups_ = text.groups()->hashes().size() - changed.size();
    }
    return schema;
  }

  void begin(const Text& text) {
    played_.clear();
    std::optional<Played> whole = play_all(text);
    if (!whole) {
      return;
    }
    whole->groups = text.groups()->hashes();
    const std::vector<SchemaPart> parts{SchemaPart(whole->schema, whole->names, *text.groups())};
    if (parts.front().is_sorted() && command::unite(parts)) {
      played_.push_back(std::move(*whole));
    }
  }

  // Of the last model, what was not played.
  std::size_t recalled() const { return played_groups_; }

 private:
  std::vector<Played> played_;
  std::size_t played_groups_ = 0;
};

// How many of the models were put together, of what was kept.
struct Tally {
  unsigned put_together = 0;
  unsigned refused = 0;
  unsigned left_whole = 0;
  std::size_t recalled = 0;
};

void check_chain(const std::vector<std::string>& models, Tally& tally) {
  ByParts by_parts;
  if (const Text first(models.front()); first.groups()) {
    by_parts.begin(first);
  }
  for (std::size_t i = 1; i < models.size(); ++i) {
    CAPTURE(models[i - 1], models[i]);
    const Text text(models[i]);
    if (!text.groups()) {
      ++tally.left_whole;
      continue;
    }
    const std::optional<Schema> schema = by_parts.read(text);
    const std::optional<Played> whole = play_all(text);
    if (schema && !whole) {
      FAIL_CHECK("PostgreSQL refuses the whole");
    } else if (schema) {
      CHECK(schema_lines(*schema) == schema_lines(whole->schema));
      ++tally.put_together;
      tally.recalled += by_parts.recalled();
    } else {
      ++(whole ? tally.left_whole : tally.refused);
      by_parts.begin(text);
    }
  }
}

void tell(const Tally& tally) {
  if (std::getenv("DEED_RANDOM_SCHEMAS") != nullptr) {
    WARN(fmt::format("{} put together with {} groups recalled, {} refused, {} left whole", tally.put_together, tally.recalled,
                     tally.refused, tally.left_whole));
  }
}

bool can_be_divided(const std::string& group) {
  for (const char* word : {"OPERATOR", "COLLATION", "TEXT SEARCH", "PUBLICATION", "RANGE", "AGGREGATE", "CREATE SCHEMA"}) {
    if (group.find(word) != std::string::npos) {
      return false;
    }
  }
  return true;
}

RandomSchema random_divisible_schema(unsigned seed) {
  RandomSchema schema = random_schema(seed);
  for (std::string& group : schema.others) {
    group = can_be_divided(group) ? group : "";
  }
  return schema;
}

// Another one in a few places.
RandomSchema changed(RandomSchema schema, unsigned seed) {
  Dice dice(seed);
  const RandomSchema other = random_divisible_schema(seed);
  if (dice.one_in(4)) {
    schema.moods = other.moods;
  }
  if (dice.one_in(4)) {
    schema.check = other.check;
  }
  if (dice.one_in(4)) {
    schema.twice = other.twice;
  }
  for (RandomTable& table : schema.tables) {
    for (const RandomTable& one : other.tables) {
      if (one.name == table.name && dice.one_in(4)) {
        table = one;
      }
    }
  }
  if (schema.tables.size() > 2 && dice.one_in(4)) {
    schema.tables.pop_back();
  }
  for (std::size_t i = 0; i < schema.others.size(); ++i) {
    if (dice.one_in(6)) {
      schema.others[i] = other.others[i];
    }
  }
  return schema;
}

// As it was but for a statement or two, which may be missed; one stands elsewhere.
std::string without_some(const std::string& text, unsigned seed) {
  Dice dice(seed);
  std::vector<std::string> statements;
  for (const StatementSpan& span : split_statements(text)) {
    statements.push_back(text.substr(span.begin, span.end - span.begin));
  }
  const auto any = [&] { return statements.begin() + dice.below(static_cast<int>(statements.size())); };
  for (int i = dice.below(3); i >= 0; --i) {
    statements.erase(any());
  }
  const auto moved = any();
  const std::string statement = *moved;
  statements.erase(moved);
  statements.insert(any(), statement);
  std::string changed;
  for (const std::string& one : statements) {
    changed += one + ";\n";
  }
  return changed;
}

// Names that PostgreSQL chooses, of tables and columns whose names run into one another, beside names that somebody else wrote.
std::vector<std::string> random_names(Dice& dice) {
  const std::vector<std::string> types{"int",        "int UNIQUE",   "int CHECK (VALUE > 0)", "serial", "int REFERENCES u",
                                       "u_dom",      "int NOT NULL", "serial UNIQUE",         "kind",   "int REFERENCES u UNIQUE",
                                       "second.kind"};
  std::vector<std::string> statements{"CREATE TABLE u (id serial PRIMARY KEY, r int, i int)",
                                      "CREATE DOMAIN u_dom AS int CHECK (VALUE > 0)", "CREATE TYPE kind AS ENUM ('a')",
                                      "CREATE TYPE second.kind AS ENUM ('b')"};
  for (const std::string table : {"u_r", "u_r_i", "e", "second.u", "second.u_r"}) {
    std::string columns;
    for (const std::string column : {"i", "r_i", "r", "x"}) {
      std::string type = dice.of(types);
      if (const std::size_t value = type.find("VALUE"); value != std::string::npos) {
        type.replace(value, 5, column);
      }
      columns += (columns.empty() ? "" : ", ") + column + " " + type;
    }
    statements.push_back(fmt::format("CREATE TABLE {} ({})", table, columns));
  }
  const std::vector<std::string> usual{
      "CREATE INDEX ON u (r)",
      "CREATE INDEX ON u_r (i)",
      "CREATE INDEX ON u_r (r_i, i)",
      "CREATE INDEX ON u_r_i (i)",
      "ALTER TABLE u ADD CHECK (r IS NOT NULL)",
      "ALTER TABLE u ADD CHECK (r IS NOT NULL AND i IS NOT NULL)",
      "ALTER TABLE u_r ADD CHECK (i IS NOT NULL)",
      "ALTER TABLE e ADD CONSTRAINT u_r_check CHECK (x IS NOT NULL)",
      "ALTER TABLE u ADD UNIQUE (r)",
      "ALTER TABLE u ADD UNIQUE (r, i)",
      "ALTER TABLE u ADD FOREIGN KEY (r) REFERENCES u",
      "COMMENT ON INDEX u_pkey IS 'x'",
      "COMMENT ON SEQUENCE u_id_seq IS 'x'",
      "GRANT SELECT ON u_id_seq TO PUBLIC",
      "CREATE TABLE taken (n bigint DEFAULT nextval('u_id_seq'))",
      "CREATE VIEW w AS SELECT * FROM u",
      "CREATE VIEW w2 AS SELECT u_r FROM u_r",
      "CREATE STATISTICS u_r_i_stat ON i, r FROM u_r",
      "COMMENT ON COLUMN u_r.i IS 'y'",
      "ALTER SEQUENCE u_id_seq INCREMENT 3",
      "CREATE TABLE _kind (n kind[], m _kind)",
      "CREATE TABLE below () INHERITS (u)",
      "CREATE FUNCTION f(k int) RETURNS int LANGUAGE sql AS 'SELECT 1';\nALTER TABLE e ADD z int DEFAULT f(1)",
      "CREATE FUNCTION f(k kind) RETURNS int LANGUAGE sql AS 'SELECT 1';\nCREATE VIEW fs AS SELECT f('a'::kind) AS f",
      "CREATE FUNCTION g() RETURNS text BEGIN ATOMIC SELECT max(id)::text FROM u; END;\nCREATE VIEW gs AS SELECT g()",
      "CREATE VIEW second.e AS SELECT x FROM public.e",
      "CREATE VIEW of_e AS SELECT * FROM e",
      "CREATE MATERIALIZED VIEW m AS SELECT id FROM u",
      "CREATE TABLE copy (LIKE u INCLUDING ALL)",
      "GRANT USAGE ON SCHEMA second TO PUBLIC",
      "COMMENT ON SCHEMA second IS 'x'",
      "CREATE TABLE \"odd name\" (\"u r\" int UNIQUE);\nCREATE VIEW odd AS SELECT * FROM \"odd name\"",
      "CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO u_r VALUES (1); RETURN NEW; END';\n"
      "CREATE TRIGGER t BEFORE INSERT ON u EXECUTE FUNCTION trg()"};
  // Which may be taken already, or be missed.
  const std::vector<std::string> risky{"CREATE INDEX u_r_idx ON e (x)",
                                       "CREATE TABLE u_r_key (n int)",
                                       "CREATE SEQUENCE u_r_i_seq",
                                       "CREATE TYPE u_r_i_key AS ENUM ('x')",
                                       "CREATE TABLE taken_2 (n bigint DEFAULT nextval('u_r_i_seq'))",
                                       "CREATE TABLE third (n int REFERENCES u)",
                                       "CREATE VIEW thirds AS SELECT n FROM third"};
  for (const std::string& other : risky) {
    if (dice.one_in(12)) {
      statements.push_back(other);
    }
  }
  for (const std::string& other : usual) {
    if (dice.one_in(3)) {
      statements.push_back(other);
    }
  }
  return statements;
}

std::string text_of(const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& statement : statements) {
    text += statement + ";\n";
  }
  return text;
}

}  // namespace

TEST_CASE("names that PostgreSQL chooses are the same in a form by parts, whichever are taken") {
  const auto [first, count] = wanted_seeds();
  Tally tally;
  for (unsigned seed = first; seed < first + count; ++seed) {
    Dice dice(seed);
    std::vector<std::string> statements = random_names(dice);
    std::vector<std::string> models{text_of(statements)};
    for (int step = 0; step < 6; ++step) {
      const std::vector<std::string> others = random_names(dice);
      for (std::size_t i = 4; i < 9; ++i) {
        if (dice.one_in(5)) {
          statements[i] = others[i];
        }
      }
      // A statement may be there twice or be missed by others.
      for (std::size_t i = 9; i < others.size(); ++i) {
        const std::string& other = others[i];
        const auto there = std::find(statements.begin() + 9, statements.end(), other);
        if (there != statements.end() && dice.one_in(8)) {
          statements.erase(there);
        } else if (there == statements.end() && dice.one_in(8)) {
          statements.push_back(other);
        }
      }
      models.push_back(text_of(statements));
    }
    check_chain(models, tally);
  }
  CHECK(tally.put_together > 0);
  tell(tally);
}

TEST_CASE("whatever changes in a model, its form by parts is that of the whole") {
  const auto [first, count] = wanted_seeds();
  Tally tally;
  for (unsigned seed = first; seed < first + count; ++seed) {
    RandomSchema schema = random_divisible_schema(seed);
    std::vector<std::string> models{schema.text()};
    for (unsigned step = 1; step <= 3; ++step) {
      schema = changed(schema, 1000 * step + seed);
      models.push_back(schema.text());
    }
    models.push_back(without_some(schema.text(), seed));
    models.push_back(random_divisible_schema(seed + 500).text());
    check_chain(models, tally);
  }
  CHECK(tally.put_together > 2 * count);
  CHECK(tally.recalled > 2 * count);
  tell(tally);
}

TEST_CASE("whatever changes in families of tables, their form by parts is that of the whole") {
  const auto [first, count] = wanted_seeds();
  Tally tally;
  for (unsigned seed = first; seed < first + count; ++seed) {
    std::vector<std::string> models;
    for (unsigned step = 0; step < 3; ++step) {
      Dice dice(3 * seed + step);
      models.push_back(random_family(dice));
    }
    check_chain(models, tally);
  }
  CHECK(tally.put_together > 0);
  tell(tally);
}
