#include <catch2/catch.hpp>

#include "autogenerate/compare.h"
#include "autogenerate/rename.h"
#include "unit/autogenerate/schema_builder.h"

using namespace deed;
using namespace deed::autogenerate;
using namespace deed::testing;

namespace {

// client(id, mail) with everything that can mention `mail`, and letter.mail that refers to it.
Schema mail_schema(const std::string& table, const std::string& mail, const std::string& quoted) {
  Table client{.name = named(table), .columns = {column("id"), column(mail, "text"), column("key", "text")}};
  client.columns[2].generated = Generation::stored;
  client.columns[2].expression = "mail(lower(" + quoted + "))";
  client.columns[2].base_columns = {mail};
  client.constraints = {check("has_at", {mail}, quoted + " ~~ 'mail'::mail"),
                        {.name = "u", .kind = ConstraintKind::unique, .columns = {mail}}};
  client.indexes = {index("by_mail", quoted)};
  client.indexes[0].columns = {mail};
  Table letter{.name = named("letter"), .columns = {column("mail", "text")}};
  letter.constraints = {foreign_key("known", "mail", named(table), mail, "u")};
  Schema schema = schema_of({client, letter});
  schema.comments[{CommentedKind::column, named(table), mail}] = "where the bill goes";
  return schema;
}

}  // namespace

TEST_CASE("a renamed column has its new name wherever the schema mentions it") {
  Schema actual = mail_schema("client", "mail", "mail");
  rename(actual, {RenamedKind::column, named("client"), "mail", "E mail"});
  const Changes changes = compare(mail_schema("client", "E mail", "\"E mail\""), actual);
  CHECK(changes.columns.empty());
  CHECK(changes.constraints.empty());
  CHECK(changes.indexes.empty());
  CHECK(changes.comments.empty());
}

TEST_CASE("a renamed table has its new name wherever the schema mentions it") {
  Schema actual = mail_schema("client", "mail", "mail");
  rename(actual, {RenamedKind::table, named("client"), "", "customer"});
  const Changes changes = compare(mail_schema("customer", "mail", "mail"), actual);
  CHECK(changes.tables.empty());
  CHECK(changes.constraints.empty());
  CHECK(changes.comments.empty());
}

TEST_CASE("a declared rename counts only while it is still to be done") {
  const Schema before = mail_schema("client", "mail", "mail");
  const Schema after = mail_schema("customer", "email", "email");
  const std::vector<DeclaredRename> declared{{.table = named("customer"), .from = "client"},
                                             {.table = named("customer"), .column = "email", .from = "mail"}};
  CHECK(pending_renames(declared, after, before) == declared);
  CHECK(pending_renames(declared, after, after).empty());
  CHECK(pending_renames(declared, before, before).empty());
}

TEST_CASE("renames are undone in the names of the other side") {
  const std::vector<DeclaredRename> declared{{.table = named("customer"), .from = "client"},
                                             {.table = named("customer"), .column = "email", .from = "mail"}};
  const std::vector<DeclaredRename> expected{{.table = named("client"), .from = "customer"},
                                             {.table = named("client"), .column = "mail", .from = "email"}};
  CHECK(inverse(declared) == expected);
}

TEST_CASE("what differs by nothing but its name is renamed") {
  Schema actual = mail_schema("client", "mail", "mail");
  Schema desired = actual;
  desired.tables[named("client")].constraints[0].name = "mail_has_at";
  desired.tables[named("client")].indexes[0].name = "client_mail";
  const std::vector<Rename> expected{{RenamedKind::constraint, named("client"), "has_at", "mail_has_at"},
                                     {RenamedKind::index, named("by_mail"), "", "client_mail"}};
  CHECK(apply_renames(actual, desired, {}) == expected);
  CHECK(compare(desired, actual).constraints.empty());
}

TEST_CASE("a constraint that differs in more than its name is not renamed") {
  Schema actual = mail_schema("client", "mail", "mail");
  Schema desired = actual;
  desired.tables[named("client")].constraints[0] = check("mail_has_at", {"mail"}, "mail ~~ '%@%'");
  CHECK(apply_renames(actual, desired, {}).empty());
}

TEST_CASE("the sequence of a renamed column is renamed with it") {
  const auto with_sequence = [](const std::string& name) {
    Schema schema = schema_of({{.name = named("task"), .columns = {column("id", "bigint")}}});
    schema.tables[named("task")].columns[0].expression = "nextval('" + name + "'::regclass)";
    schema.tables[named("task")].columns[0].uses = {named(name)};
    schema.sequences[named(name)] = {named(name), {}, ColumnName{named("task"), "id"}};
    return schema;
  };
  Schema actual = with_sequence("old_seq");
  const Schema desired = with_sequence("new_seq");
  const std::vector<Rename> expected{{RenamedKind::sequence, named("old_seq"), "", "new_seq"}};
  CHECK(apply_renames(actual, desired, {}) == expected);
  CHECK(compare(desired, actual).columns.empty());
  CHECK(compare(desired, actual).sequences.empty());
}

TEST_CASE("a dropped and an added column that are alike are pointed out") {
  const Schema actual = schema_of({{.name = named("t"), .columns = {column("id"), column("mail", "text")}}});
  const Schema desired = schema_of({{.name = named("t"), .columns = {column("id"), column("email", "text")}}});
  const std::vector<DeclaredRename> expected{{.table = named("t"), .column = "email", .from = "mail"}};
  CHECK(possible_renames(compare(desired, actual)) == expected);

  const Schema several = schema_of({{.name = named("t"), .columns = {column("id"), column("email", "text"), column("name", "text")}}});
  CHECK(possible_renames(compare(several, actual)).empty());
  const Schema other_type = schema_of({{.name = named("t"), .columns = {column("id"), column("email", "citext")}}});
  CHECK(possible_renames(compare(other_type, actual)).empty());
}

TEST_CASE("a dropped and an added table that are alike are pointed out") {
  const std::vector<Column> columns{column("a"), column("b"), column("c"), column("d"), column("e")};
  const Schema actual = schema_of({{.name = named("client"), .columns = columns}});
  Schema desired = schema_of({{.name = named("customer"), .columns = columns}});
  desired.tables[named("customer")].columns[0].name = "x";
  const std::vector<DeclaredRename> expected{{.table = named("customer"), .from = "client"}};
  CHECK(possible_renames(compare(desired, actual)) == expected);
  desired.tables[named("customer")].columns[1].name = "y";
  CHECK(possible_renames(compare(desired, actual)).empty());
}
