#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "autogenerate/privileges.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

Definition privilege(const std::string& what, const std::string& on, const std::string& whose) {
  Definition definition{.address = {named(on), "privilege " + what + " of " + whose}, .kind = "privilege"};
  definition.create = "GRANT " + what + " ON TABLE " + on + " TO " + whose;
  definition.drop = "REVOKE " + what + " ON TABLE " + on + " FROM " + whose;
  definition.compared = definition.create;
  definition.mould = {what, whose};
  definition.owner = Address{named(on)};
  return definition;
}

Definition given_by_default(const std::string& what, const std::string& whose) {
  const ObjectName schema{ObjectKind::schema, "", "public"};
  Definition definition{.address = {schema, "default privilege " + what + " on TABLES of " + whose}, .kind = "default privilege"};
  definition.compared = what;
  definition.mould = {what, whose, "r", ""};
  definition.owner = Address{schema};
  return definition;
}

const Table kItem{.name = named("item"), .columns = {column("id")}};

}  // namespace

TEST_CASE("privileges that one statement can give or take stand in one") {
  const Schema granted =
      with(schema_of({kItem}), {privilege("SELECT", "item", "a"), privilege("INSERT", "item", "a"), privilege("SELECT", "item", "b")});
  const Draft draft = generate(granted, schema_of({kItem}), {});
  CHECK(statements(draft.upgrade) ==
        std::vector<std::string>{"GRANT INSERT, SELECT ON TABLE item TO a", "GRANT SELECT ON TABLE item TO b"});
  CHECK(statements(draft.downgrade) ==
        std::vector<std::string>{"REVOKE INSERT, SELECT ON TABLE item FROM a", "REVOKE SELECT ON TABLE item FROM b"});
}

TEST_CASE("a model without privileges keeps those of what it keeps") {
  Schema desired = schema_of({kItem});
  keep_privileges(desired, with({}, {privilege("SELECT", "item", "a"), privilege("SELECT", "gone", "a"), given_by_default("SELECT", "b")}));
  CHECK(desired.definitions.size() == 2);
  CHECK(desired.definitions.begin()->second.create == "GRANT SELECT ON TABLE item TO a");
}

TEST_CASE("with a column its privileges and grant options go, of a table and of a view") {
  const auto on_column = [](const std::string& on) {
    Definition definition = privilege("SELECT (gone)", on, "a");
    definition.owner = column_address(named(on), "gone");
    return definition;
  };
  const auto option_for = [](const Definition& given) {
    Definition definition = given;
    definition.address.part = "grant option for SELECT (gone) of a";
    definition.kind = "grant option";
    definition.owner = given.address;
    return definition;
  };
  Definition view{.address = {named("shown")}, .kind = "view", .mould = {"id integer -"}};
  Schema desired = with(schema_of({kItem}), {view});
  view.mould.emplace_back("gone integer -");
  const Definition of_table = on_column("item");
  const Definition of_view = on_column("shown");
  keep_privileges(desired,
                  with({}, {view, of_table, option_for(of_table), of_view, option_for(of_view), privilege("SELECT", "shown", "a")}));
  CHECK(desired.definitions.size() == 2);
}

TEST_CASE("a rename keeps the privileges that the model says nothing of") {
  Sequence counter;
  counter.name = named("item_id_seq");
  counter.owner = ColumnName{named("item"), "id"};
  Definition used = privilege("USAGE", "item_id_seq", "a");
  used.create = "GRANT USAGE ON SEQUENCE item_id_seq TO a";
  used.drop = "REVOKE USAGE ON SEQUENCE item_id_seq FROM a";
  used.compared = used.create;
  Schema before = with(schema_of({kItem}), {privilege("SELECT", "item", "a"), used});
  before.sequences[counter.name] = counter;
  Schema after = schema_of({{.name = named("thing"), .columns = kItem.columns}});
  counter.name = named("thing_id_seq");
  counter.owner = ColumnName{named("thing"), "id"};
  after.sequences[counter.name] = counter;

  const Options options{.privileges = false, .renames = {{named("thing"), "", "item"}}};
  const Draft draft = generate(after, before, options);
  CHECK(statements(draft.upgrade) == std::vector<std::string>{"...", "..."});
  CHECK(statements(draft.downgrade) == std::vector<std::string>{"...", "..."});
  // Where the model has them, they are the same in its words.
  after.definitions = with({}, {privilege("SELECT", "thing", "a")}).definitions;
  CHECK(statements(generate(after, before, {.renames = options.renames}).upgrade) ==
        std::vector<std::string>{"...", "...", "REVOKE USAGE ON SEQUENCE thing_id_seq FROM a"});
}

TEST_CASE("what a new table gives by default and the model does not want is taken back, unless the model says nothing of it") {
  const Schema before = with({}, {given_by_default("SELECT", "a"), given_by_default("INSERT", "a")});
  const Schema after =
      with(schema_of({kItem}), {given_by_default("SELECT", "a"), given_by_default("INSERT", "a"), privilege("SELECT", "item", "a")});
  CHECK(statements(generate(after, before, {}).upgrade) ==
        std::vector<std::string>{"...", "REVOKE INSERT ON TABLE public.item FROM a", "GRANT SELECT ON TABLE item TO a"});
  CHECK(statements(generate(after, before, {.privileges = false}).upgrade) == std::vector<std::string>{"..."});
}

TEST_CASE("what is made anew gets none of the privileges that are given by default and that it had not") {
  const auto view = [](const std::string& body) {
    Definition definition{.address = {named("shown")}, .kind = "view"};
    definition.create = definition.compared = "CREATE VIEW shown AS " + body;
    definition.drop = "DROP VIEW shown";
    definition.mould = {body};
    return definition;
  };
  const Schema before = with({}, {given_by_default("SELECT", "a"), view("1")});
  const Schema after = with({}, {given_by_default("SELECT", "a"), view("2")});
  const std::vector<std::string> anew{"DROP VIEW shown", "CREATE VIEW shown AS 2", "REVOKE SELECT ON TABLE public.shown FROM a"};
  CHECK(statements(generate(after, before, {}).upgrade) == anew);
  CHECK(statements(generate(after, before, {.privileges = false}).upgrade) == anew);
}

TEST_CASE("the role that runs revisions is granted nothing") {
  Schema desired = with(schema_of({kItem}), {privilege("SELECT", "item", "me"), privilege("SELECT", "item", "you")});
  forget_privileges_of(desired, "me");
  CHECK(desired.definitions.size() == 1);
}
