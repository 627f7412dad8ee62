#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "base/lexer.h"

using namespace deed;

namespace {

std::vector<std::string> statements(std::string_view text) {
  std::vector<std::string> result;
  for (const StatementSpan& span : split_statements(text)) {
    result.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a semicolon inside a literal, a comment or parentheses ends no statement") {
  const auto [text, expected] = GENERATE(table<std::string, Texts>({
      {"select 1; select 2", {"select 1", "select 2"}},
      {"select ';'; select 2;", {"select ';'", "select 2"}},
      {"select E'\\';'; select 2", {"select E'\\';'", "select 2"}},
      {"select 'a\\'; select 2", {"select 'a\\'", "select 2"}},
      {"select \"a;b\"\"c;\"; x", {"select \"a;b\"\"c;\"", "x"}},
      {"select $$;$$; x", {"select $$;$$", "x"}},
      {"select $a$;$b$;$a$; x", {"select $a$;$b$;$a$", "x"}},
      {"select a$b$c; x", {"select a$b$c", "x"}},
      {"-- a;\nselect 1; x", {"select 1", "x"}},
      {"/* a; /* b; */ c; */ select 1; x", {"select 1", "x"}},
      {"create rule r as on insert to t do (a; b); x", {"create rule r as on insert to t do (a; b)", "x"}},
      {"select U&'d\\0061t;'; x", {"select U&'d\\0061t;'", "x"}},
      {"select E'a\\\n'\n 'b\\';'; x", {"select E'a\\\n'\n 'b\\';'", "x"}},
      {";;; ; -- nothing\n", {}},
      {"select 1--2;\n; x", {"select 1", "x"}},
      {"select 1 +--c;\n 2; x", {"select 1 +--c;\n 2", "x"}},
  }));
  CHECK(statements(text) == expected);
}

TEST_CASE("the body of BEGIN ATOMIC belongs to its function") {
  const std::string function =
      "create or replace function f() returns int begin atomic select case when true then 1 else 2 end; select 2; end";
  CHECK(statements(function + "; select 1") == Texts{function, "select 1"});
  CHECK(statements("begin; select 1; end; select 2") == Texts{"begin", "select 1", "end", "select 2"});
}

TEST_CASE("a literal without its end is unterminated") {
  const std::string text = GENERATE("'abc", "\"abc", "$$abc", "$x$abc$$", "/* abc", "/* /* */", "E'abc\\'");
  CAPTURE(text);
  CHECK(Lexer(text).next().kind == TokenKind::unterminated);
}

TEST_CASE("tokens cover the text without gaps") {
  const std::string text = "select \"a\", 'b' -- c\n, $1, $$d$$, 1.5e-3 /* e */ from t[1] \\gexec; @ U&\"x\"";
  Lexer lexer(text);
  std::string joined;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    CHECK(token.begin == joined.size());
    joined += token.text;
  }
  CHECK(joined == text);
}

TEST_CASE("what another session runs is shown without its literals") {
  CHECK(without_literals("ALTER ROLE app PASSWORD 'hunter2' VALID UNTIL '2030-01-01'") == "ALTER ROLE app PASSWORD '…' VALID UNTIL '…'");
  CHECK(without_literals("SELECT E'a\\'hunter2', $x$hunter2$x$, U&'hunter2' -- hunter2\n, /* hunter2 */ \"a\".b, $1") ==
        "SELECT '…', '…', '…' , \"a\".b, $1");
  CHECK(without_literals("SET x = 'hunter2") == "SET x = '…'");
  CHECK(without_literals("DO $$ hunter2") == "DO '…'");
  CHECK(without_literals("/* hunter2").find("hunter2") == std::string::npos);
  CHECK(without_literals("SELECT\n  1,\n\t2") == "SELECT 1, 2");
  CHECK(first_words("/* x */ alter\n role app PASSWORD 'hunter2'", 2) == "alter role");
  CHECK(first_words("SELECT 'hunter2'", 2) == "SELECT");
  CHECK(first_words("'hunter2' x", 2).empty());
}
