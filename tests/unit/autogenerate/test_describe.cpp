#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

using Lines = std::vector<std::string>;

Lines differences(const Schema& from, const Schema& to, const Options& options = {}) { return generate(to, from, options).differences; }

const Table kTask{.name = named("task"), .columns = {column("id"), column("title", "text")}};

}  // namespace

TEST_CASE("parts of a table are described by what they are") {
  Table other = kTask;
  other.columns[1].not_null = true;
  other.columns[1].expression = "'x'::text";
  other.constraints = {primary_key("task_pkey", "id"), check("task_check", {"id"}, "id > 0"),
                       foreign_key("task_fkey", "id", named("task"), "id", "task_pkey")};
  CHECK(differences(schema_of({kTask}), schema_of({other})) ==
        Lines{"NOT NULL on column 'task.title'", "server default on column 'task.title'", "added primary key 'task_pkey' on '(id)'",
              "added check constraint 'task_check' on 'task'", "added foreign key (id)(id) on table task"});
  CHECK(differences(schema_of({other}), schema_of({kTask})) ==
        Lines{"NULL on column 'task.title'", "server default on column 'task.title'", "removed primary key 'task_pkey' on 'task'",
              "removed check constraint 'task_check' on 'task'", "removed foreign key (id)(id) on table task"});
}

TEST_CASE("what is dropped and made again is one change") {
  Table indexed = kTask;
  indexed.indexes = {index("i", "id")};
  indexed.constraints = {check("c", {"id"}, "id > 0")};
  Table other = kTask;
  other.indexes = {index("i", "title, id")};
  other.constraints = {check("c", {"id"}, "id > 1")};
  CHECK(differences(schema_of({indexed}), schema_of({other})) ==
        Lines{"changed check constraint 'c' on 'task'", "changed index 'i' on '(title, id)'"});
}

TEST_CASE("renames, enums, sequences and comments are described, and schemas named where they are not home") {
  Schema before = schema_of({kTask});
  before.enums[named("mood", "s")] = {named("mood", "s"), {"a", "b"}};
  before.sequences[named("n")] = {named("n")};
  Schema after = schema_of({{.name = named("job"), .columns = kTask.columns}});
  after.schemas = {"s"};
  after.enums[named("mood", "s")] = {named("mood", "s"), {"b", "c"}};
  after.sequences[named("m")] = {named("m")};
  after.comments[{CommentedKind::table, named("job")}] = "work";
  CHECK(differences(before, after, {.renames = {{.table = named("job"), .from = "task"}}}) ==
        Lines{"renamed table 'task' to 'job'", "added schema 's'", "added value 'c' to enum 's.mood'",
              "removed value 'a' from enum 's.mood'", "removed sequence 'n'", "added sequence 'm'", "table comment 'job'"});
}
