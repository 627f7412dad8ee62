#include <catch2/catch.hpp>

#include "command/named_roles.h"
#include "sql/analyse.h"

using namespace deed;
using namespace deed::command;

TEST_CASE("the roles that a statement of a model names are known") {
  using Roles = std::set<std::string>;
  const auto [text, roles] = GENERATE(table<std::string, Roles>({
      {"GRANT SELECT ON t TO a", {"a"}},
      {"GRANT SELECT (x), UPDATE (y) ON t TO A, \"B c\", PUBLIC WITH GRANT OPTION", {"a", "B c"}},
      {"GRANT ALL ON SCHEMA s TO GROUP a, b GRANTED BY CURRENT_USER", {"a", "b"}},
      {"REVOKE GRANT OPTION FOR SELECT ON t FROM a CASCADE", {"a"}},
      {"REVOKE ALL ON t FROM PUBLIC", {}},
      {"GRANT SELECT ON t TO CURRENT_USER, SESSION_USER, CURRENT_ROLE", {}},
      {"GRANT SELECT ON t TO \"public_\"", {"public_"}},
      {"CREATE POLICY p ON t TO a, b USING (x = 'to c')", {"a", "b"}},
      {"CREATE POLICY p ON t FOR SELECT USING (extract(day from x) = 1)", {}},
      {"ALTER POLICY p ON t TO a WITH CHECK (true)", {"a"}},
      {"ALTER DEFAULT PRIVILEGES FOR ROLE a, b IN SCHEMA s GRANT SELECT ON TABLES TO c", {"a", "b", "c"}},
      {"ALTER DEFAULT PRIVILEGES FOR USER a REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", {"a"}},
      {"ALTER POLICY p ON t RENAME TO q", {}},
      {"CREATE TABLE t (a int)", {}},
      {"COMMENT ON TABLE t IS 'GRANT SELECT ON t TO a'", {}},
  }));
  CAPTURE(text);
  CHECK(named_roles(sql::analyse({text, {}})) == roles);
}

TEST_CASE("FOR ROLE with a role's own name says nothing, and leaves blanks") {
  const auto [text, said] = GENERATE(table<std::string, std::string>({
      {"ALTER DEFAULT PRIVILEGES FOR ROLE me IN SCHEMA s GRANT SELECT ON TABLES TO a",
       "ALTER DEFAULT PRIVILEGES             IN SCHEMA s GRANT SELECT ON TABLES TO a"},
      {"ALTER DEFAULT PRIVILEGES FOR USER \"me\" IN SCHEMA s GRANT SELECT ON TABLES TO a",
       "ALTER DEFAULT PRIVILEGES               IN SCHEMA s GRANT SELECT ON TABLES TO a"},
      {"ALTER DEFAULT PRIVILEGES FOR ROLE you IN SCHEMA s GRANT SELECT ON TABLES TO me",
       "ALTER DEFAULT PRIVILEGES FOR ROLE you IN SCHEMA s GRANT SELECT ON TABLES TO me"},
      {"ALTER DEFAULT PRIVILEGES FOR ROLE me, you IN SCHEMA s GRANT SELECT ON TABLES TO a",
       "ALTER DEFAULT PRIVILEGES FOR ROLE me, you IN SCHEMA s GRANT SELECT ON TABLES TO a"},
      {"COMMENT ON TABLE t IS 'FOR ROLE me IN'", "COMMENT ON TABLE t IS 'FOR ROLE me IN'"},
  }));
  CHECK(as_said_by("me", sql::analyse({text, {}})) == said);
}
