#include <catch2/catch.hpp>

#include "catalog/read_scope.h"

using namespace deed;
using namespace deed::catalog;

TEST_CASE("each listed object is read, reported or left out by its name alone") {
  const auto listed = [](ObjectKind kind, const std::string& what, const std::string& oid, const std::string& name) {
    return ListedObject{{kind, has_schema(kind) ? "public" : "", name}, what, oid};
  };
  const ReadScope scope{.schemas = {"public"}, .includes = [](const ObjectName& object) { return object.name.starts_with("my_"); }};
  const Selection selection = select_objects(
      {listed(ObjectKind::relation, "table", "1", "my_table"), listed(ObjectKind::relation, "table", "2", "theirs"),
       listed(ObjectKind::relation, "sequence", "3", "my_sequence"), listed(ObjectKind::relation, "enum", "4", "my_enum"),
       listed(ObjectKind::schema, "schema", "5", "my_schema"), listed(ObjectKind::relation, "view", "6", "my_view"),
       listed(ObjectKind::function, "function", "7", "their_function"), listed(ObjectKind::publication, "publication", "8", "my_feed"),
       listed(ObjectKind::function, "procedure", "9", "my_procedure"), listed(ObjectKind::relation, "domain", "10", "my_domain"),
       listed(ObjectKind::statistics, "statistics object", "11", "my_statistics"),
       listed(ObjectKind::transform, "transform", "12", "my_int"), listed(ObjectKind::role, "default privileges", "13", "my_role")},
      scope);
  REQUIRE(selection.tables.size() == 1);
  CHECK(selection.tables[0].name.name == "my_table");
  CHECK(selection.sequences == std::vector<std::string>{"3"});
  CHECK(selection.enums == std::vector<std::string>{"4"});
  CHECK(selection.schema_names == std::set<std::string>{"my_schema"});
  REQUIRE(selection.uncovered.size() == 2);
  CHECK(selection.uncovered[0].what == "transform");
  CHECK(selection.uncovered[0].kind == UncoveredKind::object);
  CHECK(selection.uncovered[1].kind == UncoveredKind::administrative);
  CHECK(selection.defined ==
        decltype(selection.defined){{"view", {"6"}}, {"publication", {"8"}}, {"procedure", {"9"}}, {"domain", {"10"}}});
}
