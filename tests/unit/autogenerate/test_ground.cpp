#include <catch2/catch.hpp>

#include "autogenerate/ground.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

std::vector<Address> ground_of(std::vector<Operation> operations) { return moved_ground({{.operations = std::move(operations)}}); }

}  // namespace

TEST_CASE("what is dropped, converted or made anew is ground that moves, each once") {
  CHECK(ground_of({{DropTable{named("t")}}, {DropColumn{{named("u"), "a"}}}, {SetColumnType{{named("u"), "a"}, "text"}}}) ==
        std::vector<Address>{{named("t")}, column_address(named("u"), "a")});
  CHECK(ground_of({{DropConstraint{named("t"), "t_pkey"}}, {MoveRows{named("old"), named("anew"), {}}}}) ==
        std::vector<Address>{{named("t"), "constraint t_pkey"}, {named("anew")}});
  CHECK(ground_of({{Define{{named("v")}, "DROP VIEW v", true}}, {Define{{named("w")}, "CREATE OR REPLACE VIEW w"}}}) ==
        std::vector<Address>{{named("v")}});
}

TEST_CASE("a type that steps aside is told by its own name") {
  CHECK(ground_of(
            {{RenameType{named("mood"), "mood_replaced"}}, {CreateEnum{}}, {DropType{named("mood_replaced")}}, {DropType{named("e")}}}) ==
        std::vector<Address>{{named("mood")}, {named("e")}});
}

TEST_CASE("what stays as it is, or only comes, is none") {
  CHECK(ground_of({{SetDefault{{named("t"), "a"}, "1"}}, {CreateTable{{.name = named("n")}}}, {DropIndex{named("i")}}}).empty());
}

TEST_CASE("ground is told by the names that it has before the renames of the same revision") {
  CHECK(ground_of({{Rename{RenamedKind::table, named("old"), "", "anew"}},
                   {Rename{RenamedKind::column, named("anew"), "a", "b"}},
                   {DropColumn{{named("anew"), "b"}}}}) == std::vector<Address>{column_address(named("old"), "a")});
}

TEST_CASE("what only gets another type is told apart") {
  const std::vector<OperationStep> steps{
      {.operations = {
           {SetColumnType{{named("t"), "a"}, "text"}}, {SetColumnType{{named("t"), "b"}, "text"}}, {DropColumn{{named("t"), "b"}}}}}};
  CHECK(retyped_ground(steps) == std::vector<Address>{column_address(named("t"), "a")});
}
