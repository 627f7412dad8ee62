#include <catch2/catch.hpp>

#include "base/clock.h"
#include "base/files.h"
#include "base/identifier.h"
#include "base/sha256.h"
#include "base/source.h"
#include "base/text.h"

using namespace deed;

TEST_CASE("a mistyped word is answered with the nearest one, a strange word is not") {
  CHECK(nearest("upgarde", {"downgrade", "upgrade", "check"}) == "upgrade");
  CHECK(nearest("servce", {"service", "database"}) == "service");
  CHECK(nearest("xyz", {"service", "database"}) == std::nullopt);
}

TEST_CASE("text from outside is printed on one line without control characters") {
  CHECK(one_line("a\nb\x1b[31mc") == "a\\nb\\x1b[31mc");
  CHECK(one_line("::error::x") == "\\::error::x");
  CHECK(one_line("  ::error::x") == "  \\::error::x");
  CHECK(one_line("public::text") == "public::text");
  CHECK(one_line("##[error]x ##vso[task] a ## b") == "#\\#[error]x #\\#vso[task] a ## b");
  CHECK(one_line("\xC2\x9B"
                 "31m \xE2\x80\xAE x \xE2\x80\xA8 \xE2\x81\xA6") == "\\xc2\\x9b31m \\xe2\\x80\\xae x \\xe2\\x80\\xa8 \\xe2\\x81\\xa6");
  CHECK(one_line("\x9B \xff") == "\\x9b \\xff");
  CHECK(one_line("Grüße – „so“ …") == "Grüße – „so“ …");
}

TEST_CASE("UTF-8 is checked as RFC 3629 has it") {
  CHECK(invalid_utf8_at("abc äöü € 😀") == std::nullopt);
  CHECK(invalid_utf8_at("ab\xff") == 2u);
  CHECK(invalid_utf8_at("\xc0\xaf") == 0u);
  CHECK(invalid_utf8_at("\xed\xa0\x80") == 0u);
  CHECK(invalid_utf8_at("x\xe2\x82") == 1u);
}

TEST_CASE("identifiers are quoted only where SQL needs it") {
  CHECK(quote_identifier("datasets") == "datasets");
  CHECK(quote_identifier("user") == "\"user\"");
  CHECK(quote_identifier("User") == "\"User\"");
  CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
  CHECK(quote_qualified("public", "order") == "public.\"order\"");
}

TEST_CASE("a text that is too long is cut where a character ends") {
  CHECK(one_line("abc", 3) == "abc");
  CHECK(one_line("abcd", 3) == "abc ... (4 bytes)");
  CHECK(one_line("aü", 2) == "aü");
}

TEST_CASE("a file on a terminal keeps its lines and obeys nothing in it") {
  CHECK(spelt_out("a\n\tb\x1b[31m\n") == "a\n\tb\\x1b[31m\n");
  CHECK(spelt_out("x\n::error::y\n") == "x\n\\::error::y\n");
  CHECK(spelt_out("").empty());
}

TEST_CASE("a literal means the same under any setting") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("a\\b") == "E'a\\\\b'");
}

TEST_CASE("durations have a unit") {
  CHECK(parse_duration("50ms") == Duration(50));
  CHECK(parse_duration("10m") == Duration(600'000));
  CHECK(parse_duration("0") == Duration(0));
  CHECK_FALSE(parse_duration("10"));
  CHECK_FALSE(parse_duration("-1s"));
  CHECK_FALSE(parse_duration("1 s"));
  CHECK_FALSE(parse_duration("99999999999999999999s"));
  CHECK(to_string(Duration(600'000)) == "10m");
}

TEST_CASE("a create date is UTC") { CHECK(create_date(TimePoint(std::chrono::seconds(1795255920))) == "2026-11-21 10:12:00+00:00"); }

TEST_CASE("SHA-256 of a known text") { CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

TEST_CASE("a glob's star stands for any run of characters") {
  CHECK(matches_glob("gateway_*", "gateway_"));
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a*b*c", "axxbyyc"));
  CHECK_FALSE(matches_glob("a*b*c", "axxbyy"));
}

TEST_CASE("columns count characters, not bytes") {
  const Position position = position_at("ä\nöx", 5);
  CHECK(position.line == 2);
  CHECK(position.column == 2);
}

TEST_CASE("text that hides something from the reader is refused with its place") {
  const auto where = [](std::string_view bytes) {
    try {
      checked_text(bytes, "f.sql", ErrorKind::revision);
    } catch (const Error& error) {
      return error.text().where;
    }
    return std::string("accepted");
  };
  CHECK(where("\xEF\xBB\xBFselect 1;\r\n") == "accepted");
  CHECK(where("\xFF\xFEs\0") == "f.sql:1:1");
  CHECK(where(std::string_view("ab\n\0c", 5)) == "f.sql:2:1");
  CHECK(where("-- comment\rdrop table t;") == "f.sql:1:11");
  CHECK(where("a\n\xff") == "f.sql:2:1");
}
