#include <catch2/catch.hpp>

#include "scratch/leakproof.h"

using namespace deed::scratch;

TEST_CASE("LEAKPROOF is taken back wherever a function says it") {
  CHECK(not_leakproof("CREATE FUNCTION f() RETURNS int LANGUAGE sql Leakproof AS 'SELECT 1'") ==
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql NOT Leakproof AS 'SELECT 1'");
  CHECK(not_leakproof("CREATE FUNCTION f() RETURNS int AS $$SELECT 1$$ LANGUAGE sql /* so */ LEAKPROOF") ==
        "CREATE FUNCTION f() RETURNS int AS $$SELECT 1$$ LANGUAGE sql /* so */ NOT LEAKPROOF");
  CHECK(not_leakproof("ALTER FUNCTION f() LEAKPROOF COST 2") == "ALTER FUNCTION f() NOT LEAKPROOF COST 2");
}

TEST_CASE("what only looks like LEAKPROOF stays") {
  for (const char* statement : {"CREATE FUNCTION leakproof(leakproof int) RETURNS leakproof LANGUAGE sql AS 'LEAKPROOF'",
                                "CREATE FUNCTION f() RETURNS s.leakproof NOT LEAKPROOF LANGUAGE sql RETURN leakproof",
                                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS leakproof; END",
                                "CREATE FUNCTION f() RETURNS int -- LEAKPROOF\n AS $$ LEAKPROOF $$", "ALTER FUNCTION leakproof() COST 2",
                                "CREATE FUNCTION f() RETURNS \"leakproof\" SET search_path = leakproof AS ''"}) {
    CHECK_FALSE(not_leakproof(statement));
  }
}
