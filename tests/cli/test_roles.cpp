// A role for each service: what it lacks is told as SQL that a DBA can run.
#include <catch2/catch.hpp>

#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace postgres = deed::postgres;

namespace {

// The lines of an error that are SQL.
std::string sql_in(const std::string& text) {
  std::string sql;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin)) {
    const std::string line = text.substr(begin, end - begin);
    sql += line.ends_with(';') ? line + '\n' : "";
  }
  return sql;
}

class Roles {
 public:
  Roles() {
    workspace.database().sql(
        "DO $$ BEGIN CREATE ROLE role_a LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
        "DO $$ BEGIN CREATE ROLE role_b LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
        "GRANT CREATE ON SCHEMA public TO role_a, role_b");
    workspace.service("a");
    workspace.revision(
        "a", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\nCREATE TABLE a (id int PRIMARY KEY);\n-- deed:share a with b: reference\n\n-- deed:downgrade\nDROP TABLE a;\n");
    workspace.service("b");
    workspace.write("services/b/revisions/bbbbbbbbbbbb.sql",
                    "-- b\n--\n-- Revision ID: bbbbbbbbbbbb\n-- Revises:\n-- Depends On: a:aaaaaaaaaaaa\n\n"
                    "-- deed:upgrade\nCREATE TABLE b (id int REFERENCES a);\n");
  }

  ProcessResult deed(const std::string& role, std::vector<std::string> words) {
    words.insert(words.begin(), {"-s", role.substr(5)});
    return workspace.deed_with(words, {{"DATABASE_URL", workspace.database().url_as(role)}});
  }

  // Runs the command, and what it asks a DBA for, until it asks for nothing; returns the last result.
  ProcessResult deed_with_dba(const std::string& role, const std::vector<std::string>& words) {
    ProcessResult result = deed(role, words);
    for (int i = 0; result.exit_code == 14 && !sql_in(result.err).empty() && i < 5; ++i) {
      INFO(result.err);
      workspace.database().sql(sql_in(result.err));
      result = deed(role, words);
    }
    return result;
  }

  TestWorkspace workspace;
};

}  // namespace

TEST_CASE("each service runs with a role of its own, once a DBA has run what deed asks for") {
  Roles roles;
  CHECK(roles.deed("role_a", {"upgrade", "head"}).exit_code == 14);
  CHECK(roles.deed("role_a", {"current"}).exit_code == 0);
  CHECK(roles.deed_with_dba("role_a", {"upgrade", "head"}).exit_code == 0);

  for (const std::vector<std::string>& words : {std::vector<std::string>{"upgrade", "head"}, {"current"}, {"status"}, {"wait"}}) {
    const ProcessResult refused = roles.deed("role_b", words);
    INFO(refused.err);
    CHECK(refused.exit_code == 14);
    CHECK_THAT(refused.err, Contains("GRANT") && Contains("TO role_b;"));
  }
  const ProcessResult wants_reference = roles.deed_with_dba("role_b", {"upgrade", "head"});
  CHECK(wants_reference.exit_code == 14);
  CHECK_THAT(wants_reference.err,
             Contains("permission denied for table a") && Contains("bbbbbbbbbbbb.sql") && Contains("GRANT that to role_b"));
  roles.workspace.database().sql("GRANT REFERENCES ON a TO role_b");
  CHECK(roles.deed("role_b", {"upgrade", "head"}).exit_code == 0);
  // Taking back a's revision looks whether b's depend on it.
  CHECK(roles.deed_with_dba("role_a", {"downgrade", "base"}).exit_code == 4);
}

TEST_CASE("wait needs no more than SELECT on one version table") {
  Roles roles;
  roles.workspace.database().sql("GRANT CREATE ON DATABASE " + roles.workspace.database().name() + " TO role_a");
  const ProcessResult up = roles.deed("role_a", {"upgrade", "head"});
  INFO(up.err);
  CHECK(up.exit_code == 0);
  roles.workspace.database().sql(
      "DO $$ BEGIN CREATE ROLE role_reader LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
      "GRANT USAGE ON SCHEMA deed TO role_reader; GRANT SELECT ON deed.version_a TO role_reader");
  CHECK(roles.workspace
            .deed_with({"-s", "a", "wait", "--timeout", "1s"}, {{"DATABASE_URL", roles.workspace.database().url_as("role_reader")}})
            .exit_code == 0);
}

namespace {

// Two services with an owner and a migrator each, made by what `ownership roles` prints.
class OwnRoles {
 public:
  OwnRoles() {
    workspace.service("left", "[database]\nrole = \"left_owner\"\n");
    workspace.service("right", "[database]\nrole = \"right_owner\"\n");
    workspace.revision("left", "aaaaaaaaaaaa", "",
                       "-- deed:upgrade\nCREATE TABLE l (id serial PRIMARY KEY, note text);\nINSERT INTO l (note) VALUES ('x');\n"
                       "-- deed:share l with right: reference, read\n\n-- deed:downgrade\nDROP TABLE l;\n");
    workspace.revision("right", "bbbbbbbbbbbb", "\nDepends On: left:aaaaaaaaaaaa",
                       "-- deed:upgrade\nCREATE TABLE r (id int REFERENCES l);\nINSERT INTO r SELECT id FROM l;\n\n-- deed:downgrade\nDROP "
                       "TABLE r;\n");
  }

  void run_as_dba() {
    const ProcessResult printed = workspace.deed({"ownership", "roles"});
    INFO(printed.err);
    REQUIRE(printed.exit_code == 0);
    INFO(printed.out);
    workspace.database().sql(printed.out);
  }

  postgres::Parameters as(const std::string& role) {
    postgres::Parameters parameters = workspace.database().parameters();
    for (auto& [keyword, value] : parameters) {
      value = keyword == "user" ? role : value;
    }
    return parameters;
  }

  std::string url_of(const std::string& service) {
    std::string url;
    for (const auto& [keyword, value] : as(service + "_migrator")) {
      url += keyword + "='" + value + "' ";
    }
    return url;
  }

  ProcessResult deed(const std::string& service, std::vector<std::string> words) {
    words.insert(words.begin(), {"-s", service});
    return workspace.deed_with(words, {{"DATABASE_URL", url_of(service)}});
  }

  void run(const std::string& service, const std::vector<std::string>& words) {
    const ProcessResult result = deed(service, words);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
  }

  TestWorkspace workspace;
};

}  // namespace

TEST_CASE("with a role for each service PostgreSQL itself keeps a neighbour off the ownership table") {
  OwnRoles roles;
  roles.run_as_dba();
  roles.run("left", {"upgrade", "head"});
  // The share is there now, and its GRANT with the next run of the script; which changes nothing else.
  roles.run_as_dba();
  roles.run("right", {"upgrade", "head"});
  CHECK(roles.workspace.database().value("SELECT count(*) FROM r") == "1");
  CHECK(roles.workspace.database().value("SELECT tableowner FROM pg_tables WHERE tablename = 'l'") == "left_owner");
  CHECK(roles.workspace.database().value("SELECT tableowner FROM pg_tables WHERE tablename = 'version_right'") == "right_owner");

  const std::string rows = "SELECT string_agg(o::text, E'\\n' ORDER BY o::text) FROM deed.ownership o";
  const std::string before = roles.workspace.database().value(rows);
  for (const std::string role : {"right_migrator", "right_owner"}) {
    for (const std::string attack :
         {"INSERT INTO deed.ownership (service, kind, object) VALUES ('left', 'pattern', 'public.*')",
          "INSERT INTO deed.ownership (service, kind, object, db_role) VALUES ('right', 'pattern', 'x.*', 'left_owner')",
          "UPDATE deed.ownership SET service = 'right'",
          "UPDATE deed.ownership SET object = 'public.x' WHERE service = 'left'",
          "DELETE FROM deed.ownership WHERE service = 'left'",
          "TRUNCATE deed.ownership",
          "DROP POLICY deed_read ON deed.ownership",
          "CREATE POLICY mine ON deed.ownership USING (true)",
          "ALTER TABLE deed.ownership DISABLE ROW LEVEL SECURITY",
          "ALTER TABLE deed.ownership OWNER TO right_owner",
          "DROP TABLE deed.ownership",
          "DROP SCHEMA deed CASCADE",
          "CREATE TRIGGER t BEFORE INSERT ON deed.ownership FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
          "SET ROLE left_owner",
          "SET ROLE deed_owner",
          "DELETE FROM deed.version_left",
          "DROP TABLE deed.version_left",
          "INSERT INTO deed.version_left SELECT * FROM deed.version_right",
          "DROP TABLE l CASCADE",
          "UPDATE l SET note = 'y'"}) {
      CAPTURE(role, attack);
      postgres::Connection neighbour = postgres::Connection::open(roles.as("right_migrator"), no_cancellation());
      if (role == "right_owner") {
        neighbour.execute("SET ROLE right_owner");
      }
      std::string outcome;
      try {
        outcome = std::to_string(neighbour.execute(attack).affected_rows()) + " rows";
      } catch (const postgres::SqlError& error) {
        outcome = error.sqlstate();
      }
      CHECK((outcome == "42501" || outcome == "0 rows"));
      CHECK(roles.workspace.database().value(rows) == before);
    }
  }

  // Both go on with their work, up and down, outside of transactions and as a script too.
  roles.workspace.revision(
      "right", "cccccccccccc", "bbbbbbbbbbbb",
      "-- deed:upgrade\nCREATE TABLE r2 (id int);\n-- deed:claim r_*\n\n-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY "
      "r2_id ON r2 (id);\n\n-- deed:upgrade\nCREATE TABLE r3 (id int);\n\n-- deed:downgrade\nDROP TABLE r3, r2;\n");
  roles.run("right", {"upgrade", "head"});
  roles.workspace.revision("right", "dddddddddddd", "cccccccccccc",
                           "-- deed:upgrade\nCREATE TABLE r4 (id int);\n\n-- deed:downgrade\nDROP TABLE r4;\n");
  const ProcessResult script = roles.deed("right", {"upgrade", "--sql", "cccccccccccc:head"});
  REQUIRE(script.exit_code == 0);
  roles.workspace.write("script.sql", script.out);
  const ProcessResult played =
      run({client_program("psql"), "-X", "-f", (roles.workspace.path() / "script.sql").string(), roles.url_of("right")});
  CAPTURE(played.err);
  CHECK(played.exit_code == 0);
  roles.run("left", {"upgrade", "head"});
  const ProcessResult list = roles.deed("left", {"ownership", "list"});
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.out, Contains("public.r2") && Contains("right: public.r -> left: public.l") && !Contains("not compared") &&
                           !Contains("by convention only"));
  roles.run("right", {"downgrade", "base"});
  roles.run("left", {"downgrade", "base"});
}

TEST_CASE("a policy that hides rows of the ownership table is refused, as a neighbour's claims would be overlooked") {
  OwnRoles roles;
  roles.run_as_dba();
  roles.run("left", {"upgrade", "head"});
  roles.workspace.database().sql(
      "DROP POLICY deed_read ON deed.ownership; CREATE POLICY deed_read ON deed.ownership FOR SELECT USING (service = 'right')");
  const ProcessResult refused = roles.deed("left", {"upgrade", "head"});
  CHECK(refused.exit_code == 14);
  CHECK_THAT(refused.err, Contains("hides rows of deed.ownership") && Contains("deed ownership roles"));
}

TEST_CASE("a step of a service with a policy of its own on its table fails rather than see part of the rows") {
  OwnRoles roles;
  roles.run_as_dba();
  roles.run("left", {"upgrade", "head"});
  roles.run_as_dba();
  roles.workspace.database().sql("ALTER TABLE l ENABLE ROW LEVEL SECURITY; CREATE POLICY part ON l FOR SELECT USING (id > 1)");
  const ProcessResult filtered = roles.deed("right", {"upgrade", "head"});
  CHECK(filtered.exit_code == 14);
  CHECK_THAT(filtered.err, Contains("row-level security policy for table \"l\""));
}

TEST_CASE("a role for a service with tenants upgrades all of them, also one that comes later") {
  TestWorkspace workspace;
  workspace.service(
      "rent",
      "[database]\nrole = \"rent_owner\"\nschemas = [\"public\"]\n[tenants]\nschemas = \"SELECT nspname FROM pg_namespace WHERE "
      "nspname LIKE 'rent%'\"\npattern = \"rent_*\"\n");
  workspace.revision("rent", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE flat (id int);\n");
  workspace.service("report", "[database]\nrole = \"report_owner\"\n");
  workspace.revision("report", "bbbbbbbbbbbb", "\nDepends On: rent:aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE total (id int);\n");
  workspace.database().sql(R"(CREATE SCHEMA "rent_a 1"; CREATE SCHEMA "rent_a 2"; CREATE SCHEMA other_3)");
  const auto roles = [&] {
    const ProcessResult printed = workspace.deed({"ownership", "roles"});
    REQUIRE(printed.exit_code == 0);
    workspace.database().sql(printed.out);
    return printed.out;
  };
  const auto upgraded = [&](const std::string& service) {
    const ProcessResult result =
        workspace.deed_with({"-s", service, "upgrade", "head"}, {{"DATABASE_URL", workspace.database().url_as(service + "_migrator")}});
    INFO(result.out << result.err);
    CHECK(result.exit_code == 0);
    return result.out;
  };

  CHECK_THAT(roles(), Contains(R"(GRANT USAGE, CREATE ON SCHEMA "rent_a 1", "rent_a 2" TO rent_owner;)") &&
                          Contains("GRANT USAGE ON SCHEMA public TO rent_owner;") && !Contains("other_3"));
  CHECK_THAT(upgraded("rent"), Contains("2 tenants") && Contains(": 2 done"));
  // Their histories are there now, and others read them.
  roles();
  upgraded("report");

  workspace.database().sql(R"(CREATE SCHEMA "rent_a 7" AUTHORIZATION rent_owner)");
  CHECK_THAT(upgraded("rent"), Contains(": 1 done, 2 nothing to do"));
  workspace.database().sql(R"(CREATE SCHEMA "rent_a 8")");
  const ProcessResult refused =
      workspace.deed_with({"-s", "rent", "upgrade", "head"}, {{"DATABASE_URL", workspace.database().url_as("rent_migrator")}});
  CHECK(refused.exit_code == 14);
  CHECK_THAT(refused.err, Contains(R"(GRANT USAGE, CREATE ON SCHEMA "rent_a 8" TO rent_owner;)"));
  roles();
  CHECK_THAT(upgraded("rent"), Contains(": 1 done, 3 nothing to do"));
  CHECK(workspace.database().value("SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE tablename = 'flat'") == "rent_owner");
}

TEST_CASE("a superuser, and a role that owns what is others', are told once per run") {
  TestWorkspace workspace;
  for (const std::string service : {"left", "right"}) {
    workspace.service(service);
    workspace.revision(service, service == "left" ? "aaaaaaaaaaaa" : "bbbbbbbbbbbb", "",
                       "-- deed:upgrade\nCREATE TABLE t_" + service + " (id int);\n\n-- deed:downgrade\nDROP TABLE t_" + service + ";\n");
  }
  const ProcessResult all = workspace.deed({"--all", "upgrade", "heads"});
  REQUIRE(all.exit_code == 0);
  CHECK_THAT(all.err, Contains("is a superuser"));
  CHECK(all.err.find("is a superuser") == all.err.rfind("is a superuser"));
  CHECK_THAT(workspace.deed({"--all", "upgrade", "heads"}).err, !Contains("is a superuser"));
  CHECK_THAT(workspace.deed({"ownership", "list"}).out, Contains("by convention only"));

  workspace.database().sql(
      "DO $$ BEGIN CREATE ROLE one_for_all LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
      "ALTER TABLE t_left OWNER TO one_for_all; ALTER TABLE t_right OWNER TO one_for_all; ALTER TABLE deed.ownership OWNER TO one_for_all;"
      "ALTER TABLE deed.version_left OWNER TO one_for_all; ALTER TABLE deed.version_right OWNER TO one_for_all;"
      "GRANT USAGE, CREATE ON SCHEMA deed TO one_for_all; GRANT USAGE, CREATE ON SCHEMA public TO one_for_all");
  std::string url;
  for (const auto& [keyword, value] : workspace.database().parameters()) {
    url += keyword + "='" + (keyword == "user" ? "one_for_all" : value) + "' ";
  }
  const ProcessResult shared = workspace.deed_with({"-s", "left", "downgrade", "base"}, {{"DATABASE_URL", url}});
  CAPTURE(shared.err);
  CHECK(shared.exit_code == 0);
  CHECK_THAT(shared.err, Contains("one_for_all also owns what belongs to other services (public.t_right)"));
}
