#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "autogenerate/stubs.h"
#include "sql/render_step.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

std::string text_of(const std::vector<OperationStep>& steps) {
  std::string text;
  for (const OperationStep& step : steps) {
    text += (step.kind == StepKind::autocommit ? "[autocommit]\n" : "[transaction]\n") + sql::render_step(step, "public");
  }
  return text;
}

const Table kTask{.name = named("task"), .columns = {column("id"), column("title", "text")}};

}  // namespace

TEST_CASE("a schema compared with itself gives nothing") {
  Table task = kTask;
  task.constraints = {primary_key("task_pkey", "id"), check("c", {"id"}, "id > 0"),
                      foreign_key("f", "id", named("task"), "id", "task_pkey")};
  task.indexes = {index("i", "title")};
  Schema schema = schema_of({task});
  schema.enums[named("mood")] = {named("mood"), {"a", "b"}};
  schema.sequences[named("s")] = {named("s")};
  schema.comments[{CommentedKind::table, named("task")}] = "x";
  const Draft draft = generate(schema, schema, {});
  CHECK(draft.empty());
  CHECK(draft.downgrade.empty());
}

TEST_CASE("a table made in the same revision gets plain forms, an existing one those that block nobody") {
  Table indexed = kTask;
  indexed.indexes = {index("task_title", "title")};
  CHECK(text_of(generate(schema_of({indexed}), {}, {}).upgrade) ==
        "[transaction]\nCREATE TABLE task (\n    id integer,\n    title text\n);\n\nCREATE INDEX task_title ON task (title);\n");
  CHECK(text_of(generate(schema_of({indexed}), schema_of({kTask}), {}).upgrade) ==
        "[autocommit]\n-- CONCURRENTLY does not block writes, but cannot run in a transaction.\n"
        "CREATE INDEX CONCURRENTLY task_title ON task (title);\n");
  CHECK(text_of(generate(schema_of({indexed}), schema_of({kTask}), {.online = false}).upgrade) ==
        "[transaction]\n-- Nobody can write into the table while the index is built.\nCREATE INDEX task_title ON task (title);\n");
}

TEST_CASE("names that stand only for a while are nobody's") {
  const std::string kLong(60, 'c');
  Table before{.name = named("t"), .columns = {column(kLong + "1"), column(kLong + "2"), column("a")}};
  before.constraints = {check("t_a_is_not_null", {"a"}, "a <> 0")};
  Table after = before;
  for (Column& one : after.columns) {
    one.not_null = true;
  }
  const std::string upgrade = text_of(generate(schema_of({after}), schema_of({before}), {}).upgrade);
  const std::string clipped = "t_" + kLong.substr(0, 49);
  for (const std::string& name : {clipped + "_is_not_null", clipped.substr(0, 50) + "_is_not_null2", std::string("t_a_is_not_null2")}) {
    CAPTURE(upgrade, name);
    CHECK(upgrade.find("ADD CONSTRAINT " + name + " CHECK") != std::string::npos);
    CHECK(upgrade.find("DROP CONSTRAINT " + name + ";") != std::string::npos);
  }

  Schema mood = schema_of({{.name = named("mood_replaced"), .columns = {column("a", "mood")}}});
  mood.tables[named("mood_replaced")].columns[0].type_name = named("mood");
  mood.enums[named("mood")] = {named("mood"), {"a", "b"}};
  Schema fewer = mood;
  fewer.enums[named("mood")].labels = {"a"};
  CHECK(text_of(generate(fewer, mood, {}).upgrade).find("RENAME TO mood_replaced2;") != std::string::npos);

  Table indexed = kTask;
  indexed.indexes = {index("i", "id"), index("i_replaced", "title")};
  Table other = indexed;
  other.indexes[0] = index("i", "title, id");
  CHECK(text_of(generate(schema_of({other}), schema_of({indexed}), {}).upgrade).find("RENAME TO i_replaced2;") != std::string::npos);
}

TEST_CASE("renames come before all that is said in the new names") {
  Table renamed = kTask;
  renamed.name = named("job");
  renamed.constraints = {{.name = "job_title", .kind = ConstraintKind::unique, .columns = {"title"}}};
  const Options options{.renames = {{.table = named("job"), .from = "task"}}};
  const std::string upgrade = text_of(generate(schema_of({renamed}), schema_of({kTask}), options).upgrade);
  CHECK(upgrade.starts_with("[transaction]\nALTER TABLE task RENAME TO job;\n"));
}

TEST_CASE("an index that a failed build left behind is built anew") {
  Table indexed = kTask;
  indexed.indexes = {index("task_title", "title")};
  Table broken = indexed;
  broken.indexes[0].valid = false;
  const std::string upgrade = text_of(generate(schema_of({indexed}), schema_of({broken}), {}).upgrade);
  CHECK(upgrade.find("CREATE INDEX CONCURRENTLY task_title") != std::string::npos);
  CHECK(upgrade.find("DROP INDEX CONCURRENTLY task_title") != std::string::npos);
}

TEST_CASE("the history of another migration tool is never dropped, unless the model once had it") {
  const Schema actual = schema_of({{.name = named("alembic_version"), .columns = {column("version_num", "text")}}});
  CHECK(generate({}, actual, {}).empty());
  CHECK_FALSE(generate(actual, {}, {}).empty());
  CHECK(generate(actual, actual, {}).empty());
}

TEST_CASE("Alembic's history is known under any name and in any schema, and what only looks like it is not") {
  const auto dropped = [](const Table& table) { return !generate({}, schema_of({table}), {}).empty(); };
  CHECK_FALSE(dropped({.name = named("alembic_version", "ops"), .columns = {column("version_num", "text")}}));
  CHECK_FALSE(dropped({.name = named("version_gateway"), .columns = {column("version_num", "character varying(32)")}}));
  CHECK_FALSE(dropped({.name = named("v", "ops"), .columns = {column("version_num", "character varying(255)")}}));
  CHECK(dropped({.name = named("v"), .columns = {column("version_num", "character varying(32)"), column("id")}}));
  CHECK(dropped({.name = named("v"), .columns = {column("version_num")}}));
}

TEST_CASE("the schema public is never made or dropped") {
  Schema with_public;
  with_public.schemas = {"public"};
  CHECK(generate(with_public, {}, {}).empty());
  CHECK(generate({}, with_public, {}).empty());
}

TEST_CASE("a dropped column takes along what is on it, and the downgrade brings all of it back") {
  Table full = kTask;
  full.constraints = {check("task_title_check", {"title"}, "title <> ''::text")};
  full.indexes = {index("task_title", "title")};
  Table bare{.name = named("task"), .columns = {column("id")}};
  const Draft draft = generate(schema_of({bare}), schema_of({full}), {.online = false});
  CHECK(text_of(draft.upgrade) ==
        "[transaction]\n-- Deletes the values of the column.\n-- Drops with it: task_title_check, task_title.\n"
        "ALTER TABLE task DROP COLUMN title;\n");
  const std::string downgrade = text_of(draft.downgrade);
  CHECK(downgrade.find("ADD COLUMN title text") < downgrade.find("ADD CONSTRAINT task_title_check"));
  CHECK(downgrade.find("CREATE INDEX task_title") != std::string::npos);
}

TEST_CASE("columns that go with parts they share do not wait for one another") {
  Table full{.name = named("t"), .columns = {column("a"), column("b"), column("keep")}};
  full.indexes = {{.name = "i", .definition = "USING btree (a, b)", .columns = {"a", "b"}},
                  {.name = "j", .definition = "USING btree (b, a)", .columns = {"b", "a"}}};
  const Table bare{.name = named("t"), .columns = {column("keep")}};
  CHECK_NOTHROW(generate(schema_of({bare}), schema_of({full}), {}));
}

TEST_CASE("names of other schemas than home are qualified") {
  const Schema desired = schema_of({{.name = named("task", "app"), .columns = {column("id")}}});
  CHECK(text_of(create_all(desired)) == "[transaction]\nCREATE TABLE app.task (\n    id integer\n);\n");
  CHECK(sql::render_step(create_all(desired).front(), "app") == "CREATE TABLE task (\n    id integer\n);\n");
}

TEST_CASE("a stub has columns, keys and enums, and nothing else") {
  Table task{.name = named("task"), .columns = {column("id"), column("mood", "mood"), column("email", "email"), column("n", "integer")}};
  task.columns[0].identity = Identity{.always = true, .sequence = "task_id_seq"};
  task.columns[0].not_null = true;
  task.columns[1].type_name = named("mood");
  task.columns[2].type_name = named("email");
  task.columns[3].expression = "7";
  task.constraints = {
      primary_key("task_pkey", "id"), check("c", {"n"}, "n > 0"), {.name = "u", .kind = ConstraintKind::unique, .columns = {"email"}}};
  task.indexes = {index("i", "n"),
                  {.name = "once", .unique = true, .definition = "USING btree (n)", .columns = {"n"}},
                  {.name = "low", .unique = true, .definition = "USING btree (lower(n))", .columns = {"n"}}};
  Schema neighbours = schema_of({task});
  neighbours.enums[named("mood")] = {named("mood"), {"sad", "ok"}};
  neighbours.enums[named("other")] = {named("other"), {"a"}};
  CHECK(text_of(create_all(stubs_of(neighbours, {"public"}))) ==
        "[transaction]\nCREATE TYPE mood AS ENUM ('sad', 'ok');\n"
        "CREATE TYPE other AS ENUM ('a');\n\nCREATE TABLE task (\n    id integer,\n    mood mood,\n    n integer,\n    CONSTRAINT "
        "task_pkey PRIMARY KEY (id)\n);\n\n"
        "CREATE UNIQUE INDEX once ON task (n);\n");
}
