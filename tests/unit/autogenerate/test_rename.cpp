#include <catch2/catch.hpp>

#include "autogenerate/compare.h"
#include "autogenerate/rename.h"
#include "base/error.h"
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

TEST_CASE("a declared rename counts though something new has the old name") {
  const Schema before = schema_of({{.name = named("client"), .columns = {column("mail", "text")}}});
  Table customer{.name = named("customer"), .columns = {column("mail"), column("email", "text")}};
  const Schema after = schema_of({{.name = named("client"), .columns = {column("id")}}, customer});
  const std::vector<DeclaredRename> declared{{.table = named("customer"), .from = "client"},
                                             {.table = named("customer"), .column = "email", .from = "mail"}};
  CHECK(pending_renames(declared, after, before) == declared);
  CHECK(pending_renames(declared, after, after).empty());
  const Schema freed = without_taken_names(after, inverse(declared));
  CHECK(freed.tables.size() == 1);
  CHECK(freed.find_table(named("customer"))->columns.size() == 1);
}

TEST_CASE("a name that one gives up can be taken by the next, and back") {
  const std::vector<Column> columns{column("x")};
  const Schema before = schema_of({{.name = named("b"), .columns = columns}, {.name = named("c"), .columns = columns}});
  const Schema after = schema_of({{.name = named("a"), .columns = columns}, {.name = named("b"), .columns = columns}});
  const DeclaredRename first{.table = named("a"), .from = "b"};
  const DeclaredRename second{.table = named("b"), .from = "c"};
  const std::vector<DeclaredRename> pending = pending_renames({second, first}, after, before);
  CHECK(pending == std::vector<DeclaredRename>{first, second});
  const std::vector<DeclaredRename> back{{.table = named("c"), .from = "b"}, {.table = named("b"), .from = "a"}};
  CHECK(inverse(pending) == back);
  CHECK(without_taken_names(after, inverse(pending)).tables.size() == 2);
}

TEST_CASE("renames that no order can do are refused") {
  const DeclaredRename swapped{.table = named("a"), .from = "b"};
  const DeclaredRename back{.table = named("b"), .from = "a"};
  const DeclaredRename twice{.table = named("c"), .from = "b"};
  CHECK_NOTHROW(require_possible({swapped}));
  CHECK_NOTHROW(require_possible({swapped, swapped, {.table = named("a"), .column = "x", .from = "y"}}));
  CHECK_THROWS_AS(require_possible({swapped, back}), Error);
  CHECK_THROWS_AS(require_possible({swapped, twice}), Error);
  CHECK_THROWS_AS(require_possible({{.table = named("a"), .column = "x", .from = "y"}, {.table = named("a"), .column = "y", .from = "x"}}),
                  Error);
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
  const std::vector<PossibleRename> expected{{RenamedKind::column, {.table = named("t"), .column = "email", .from = "mail"}}};
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
  const std::vector<PossibleRename> expected{{RenamedKind::table, {.table = named("customer"), .from = "client"}}};
  CHECK(possible_renames(compare(desired, actual)) == expected);
  desired.tables[named("customer")].columns[1].name = "y";
  CHECK(possible_renames(compare(desired, actual)).empty());
}
