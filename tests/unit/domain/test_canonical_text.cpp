#include <catch2/catch.hpp>

#include "domain/canonical_text.h"

using namespace deed;

TEST_CASE("an IN list of a varchar column settles to what PostgreSQL prints after reading its own text") {
  const auto [printed, expected] = GENERATE(table<std::string, std::string>({
      {"((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
       "((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))"},
      {"f((ARRAY[g(1, 2), 'x,]'::character varying])::text[])", "f(ARRAY[(g(1, 2))::text, ('x,]'::character varying)::text])"},
      {"(s = ANY (ARRAY['a'::text, 'b'::text]))", "(s = ANY (ARRAY['a'::text, 'b'::text]))"},
      {"(ARRAY['(ARRAY['::text])", "(ARRAY['(ARRAY['::text])"},
      {"((ARRAY[1])::text[] = (ARRAY[2])::text[])", "(ARRAY[(1)::text] = ARRAY[(2)::text])"},
      {"", ""},
  }));
  CHECK(settled(printed) == expected);
  CHECK(same_text(printed, expected));
}

TEST_CASE("parentheses that stand twice make no difference") {
  CHECK(same_text("USING btree ((at AT TIME ZONE 'UTC'::text), ((id + 1)))", "USING btree (((at AT TIME ZONE 'UTC'::text)), ((id + 1)))"));
  CHECK(same_text("((a))", "(((a)))"));
  CHECK_FALSE(same_text("((a) + (b))", "(a + b)"));
  CHECK_FALSE(same_text("(a, b)", "((a), b)"));
  CHECK_FALSE(same_text("'((a))'", "'(a)'"));
}

TEST_CASE("an IN list of a varchar column is written as it was meant") {
  const auto [printed, expected] = GENERATE(table<std::string, std::string>({
      {"CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
       "CHECK ((s IN ('a'::character varying, 'b'::character varying)))"},
      {"((s)::text <> ALL ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
       "(s NOT IN ('a'::character varying, 'b'::character varying))"},
      {"((COALESCE(s, 'x'::character varying))::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
       "((COALESCE(s, 'x'::character varying)) IN ('a'::character varying, 'b'::character varying))"},
      {"((\"S\")::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) AND ((t)::text = ANY "
       "((ARRAY['c'::character varying, 'd'::character varying])::text[]))",
       "(\"S\" IN ('a'::character varying, 'b'::character varying)) AND (t IN ('c'::character varying, 'd'::character varying))"},
      // One element is no list: PostgreSQL would make `=` of it.
      {"((s)::text = ANY ((ARRAY['a'::character varying])::text[]))", "((s)::text = ANY ((ARRAY['a'::character varying])::text[]))"},
      {"(n > 0)", "(n > 0)"},
  }));
  CHECK(rereadable(printed) == expected);
}
