#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "base/error.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

ObjectName function_name(const std::string& signature) { return {ObjectKind::function, "public", signature}; }

Definition view(const std::string& name, const std::string& text, std::vector<Address> uses, std::vector<std::string> columns) {
  Definition definition{
      .address = {named(name)}, .kind = "view", .create = "CREATE VIEW " + name + " AS " + text, .drop = "DROP VIEW " + name};
  definition.alter = "CREATE OR REPLACE VIEW " + name + " AS " + text;
  definition.mould = std::move(columns);
  definition.compared = definition.create;
  definition.uses = std::move(uses);
  return definition;
}

Definition trigger(const std::string& name, const std::string& on, const std::string& calls) {
  Definition definition{
      .address = {named(on), "trigger " + name}, .kind = "trigger", .create = "CREATE TRIGGER " + name, .drop = "DROP TRIGGER " + name};
  definition.compared = definition.create;
  definition.owner = Address{named(on)};
  definition.uses = {{named(on)}, {function_name(calls)}};
  return definition;
}

const Table kItem{.name = named("item"), .columns = {column("id"), column("name", "text")}};

}  // namespace

TEST_CASE("a view that only gets columns at its end is replaced, with what shows it left alone") {
  const Address shown{named("shown")};
  const Definition top = view("top", "SELECT id FROM shown", {column_address(named("shown"), "id")}, {"id"});
  const Schema before = with(schema_of({kItem}), {view("shown", "SELECT id", {column_address(named("item"), "id")}, {"id"}), top});
  const Schema after =
      with(schema_of({kItem}), {view("shown", "SELECT id, name", {column_address(named("item"), "id")}, {"id", "name"}), top});
  CHECK(statements(generate(after, before, {}).upgrade) == std::vector<std::string>{"CREATE OR REPLACE VIEW shown AS SELECT id, name"});
  CHECK(statements(generate(after, before, {}).downgrade) == std::vector<std::string>{"DROP VIEW top", "DROP VIEW shown",
                                                                                      "CREATE VIEW shown AS SELECT id",
                                                                                      "CREATE VIEW top AS SELECT id FROM shown"});
  CHECK(generate(after, after, {}).empty());
}

TEST_CASE("a column that changes its type stands free of views meanwhile") {
  Table wide = kItem;
  wide.columns[0].type = "bigint";
  const Definition shown = view("shown", "SELECT id", {column_address(named("item"), "id")}, {"id"});
  const Definition other = view("other", "SELECT name", {column_address(named("item"), "name")}, {"name"});
  const Draft draft = generate(with(schema_of({wide}), {shown, other}), with(schema_of({kItem}), {shown, other}), {});
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"DROP VIEW shown", "...", "CREATE VIEW shown AS SELECT id"});
}

TEST_CASE("a trigger that calls another service's function is not dropped, and stays where a change is taken back") {
  const Schema empty = schema_of({kItem});
  CHECK(generate(empty, with(schema_of({kItem}), {trigger("audit", "item", "audit()")}), {}).empty());
  Table wider = kItem;
  wider.columns.push_back(column("more"));
  CHECK(statements(generate(schema_of({wider}), with(schema_of({kItem}), {trigger("audit", "item", "audit()")}), {}).downgrade) ==
        std::vector<std::string>{"..."});
  CHECK(statements(generate(with(schema_of({kItem}), {trigger("audit", "item", "audit()")}), empty, {}).upgrade) ==
        std::vector<std::string>{"CREATE TRIGGER audit"});
}

TEST_CASE("what goes with its table is not dropped by itself") {
  const Draft draft = generate({}, with(schema_of({kItem}), {trigger("own", "item", "own()")}), {});
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"..."});
}

TEST_CASE("a renamed table is renamed in what refers to it, literals apart") {
  const Schema before = with(schema_of({kItem}), {view("shown", "SELECT item.id, 'item' FROM item", {{named("item")}}, {"id"})});
  Table renamed = kItem;
  renamed.name = named("thing");
  const Schema after = with(schema_of({renamed}), {view("shown", "SELECT thing.id, 'item' FROM thing", {{named("thing")}}, {"id"})});
  const Draft draft = generate(after, before, {.renames = {{.table = named("thing"), .from = "item"}}});
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"..."});
}

TEST_CASE("a type that columns keep steps aside for the new one; a range that they keep is named, as it has functions of its name") {
  const auto type = [](const std::string& kind, const std::string& base) {
    Definition definition{
        .address = {named("code")}, .kind = kind, .create = "CREATE " + kind + " code AS " + base, .drop = "DROP " + kind + " code"};
    definition.compared = base;
    return definition;
  };
  Table table{.name = named("item"), .columns = {column("code", "code")}};
  table.columns[0].type_name = named("code");
  const auto changed = [&](const std::string& kind, const Schema& schema) {
    return generate(with(schema, {type(kind, "text")}), with(schema, {type(kind, "integer")}), {}).upgrade;
  };
  CHECK(statements(changed("domain", {})) == std::vector<std::string>{"DROP domain code", "CREATE domain code AS text"});
  CHECK(statements(changed("range type", {})) == std::vector<std::string>{"DROP range type code", "CREATE range type code AS text"});

  const std::vector<OperationStep> steps = changed("domain", schema_of({table}));
  REQUIRE(steps.size() == 1);
  REQUIRE(steps[0].operations.size() == 4);
  CHECK(std::get<RenameType>(steps[0].operations[0].action).to == "code_replaced");
  CHECK(std::get<Define>(steps[0].operations[1].action).statement == "CREATE domain code AS text");
  CHECK(std::get<SetColumnType>(steps[0].operations[2].action).using_expression == "code::text::code");
  CHECK(std::get<DropType>(steps[0].operations[3].action).name == named("code_replaced"));
  CHECK_THROWS_AS(changed("range type", schema_of({table})), Error);
}

TEST_CASE("what a function's text mentions comes before it") {
  Definition function{.address = {function_name("a()")}, .kind = "function", .drop = "DROP FUNCTION a()"};
  function.create = "CREATE FUNCTION a()\n LANGUAGE sql\nAS $function$SELECT * FROM shown$function$";
  function.compared = function.create;
  const Definition shown = view("shown", "SELECT 1", {}, {"one"});
  CHECK(statements(generate(with({}, {function, shown}), {}, {}).upgrade) == std::vector<std::string>{shown.create, function.create});
}

namespace {

Definition publication(const std::string& name, const std::string& what, const std::string& options) {
  Definition definition{.address = {{ObjectKind::publication, "", name}}, .kind = "publication"};
  definition.create = "CREATE PUBLICATION " + name + what;
  definition.drop = "DROP PUBLICATION " + name;
  definition.alter = "ALTER PUBLICATION " + name + " SET (" + options + ")";
  definition.mould = {what.ends_with("ALL TABLES") ? "true" : "false"};
  definition.compared = definition.mould.front() + options;
  return definition;
}

Definition published(const std::string& table, const std::string& publication) {
  Definition definition{.address = {named(table), "publication " + publication}, .kind = "published table"};
  definition.create = "ALTER PUBLICATION " + publication + " ADD TABLE " + table;
  definition.drop = "ALTER PUBLICATION " + publication + " DROP TABLE " + table;
  definition.owner = Address{{ObjectKind::publication, "", publication}};
  definition.made_with_owner = true;
  definition.uses = {{named(table)}};
  return definition;
}

const Schema kEmpty = schema_of({kItem});

}  // namespace

TEST_CASE("a publication is made with its tables, altered for one more, and let go of by a table that is dropped") {
  const Definition feed = publication("feed", " FOR TABLE item", "insert");
  const Schema one = with(kEmpty, {feed, published("item", "feed")});
  CHECK(statements(generate(one, kEmpty, {}).upgrade) == std::vector<std::string>{"CREATE PUBLICATION feed FOR TABLE item"});
  CHECK(statements(generate(kEmpty, one, {}).upgrade) == std::vector<std::string>{"DROP PUBLICATION feed"});

  const Schema two = with(schema_of({kItem, {.name = named("log"), .columns = {column("line")}}}),
                          {feed, published("item", "feed"), published("log", "feed")});
  const Draft draft = generate(two, one, {});
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"...", "ALTER PUBLICATION feed ADD TABLE log"});
  CHECK(statements(draft.downgrade) == std::vector<std::string>{"..."});
  CHECK(draft.differences == std::vector<std::string>{"added table 'log'", "added publication feed on 'log'"});
}

TEST_CASE("a publication cannot become one of all tables in place") {
  const Schema narrow = with(kEmpty, {publication("feed", " FOR TABLE item", "insert"), published("item", "feed")});
  const Draft draft = generate(with(kEmpty, {publication("feed", " FOR ALL TABLES", "insert")}), narrow, {});
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"DROP PUBLICATION feed", "CREATE PUBLICATION feed FOR ALL TABLES"});
  CHECK(draft.upgrade.front().operations.back().hazards ==
        std::vector<std::string>{"Only a superuser may publish all tables or a whole schema."});
}

TEST_CASE("a published table whose rows nothing tells apart is told of, where updates are published") {
  const auto hazards = [](const std::string& events, const Schema& schema) {
    const Schema wanted = with(schema, {publication("feed", " FOR TABLE item", events), published("item", "feed")});
    return generate(wanted, schema, {}).upgrade.front().operations.front().hazards;
  };
  CHECK(hazards("insert, update", kEmpty) ==
        std::vector<std::string>{"From then on nobody can update or delete rows of public.item: it has neither a primary key nor another "
                                 "replica identity."});
  CHECK(hazards("insert", kEmpty).empty());
  Table keyed = kItem;
  keyed.constraints = {primary_key("item_pkey", "id")};
  CHECK(hazards("update", schema_of({keyed})).empty());
}
