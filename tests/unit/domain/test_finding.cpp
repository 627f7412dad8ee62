#include <catch2/catch.hpp>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "domain/finding.h"

using namespace deed;

TEST_CASE("docs/review.md has a section on each rule, and on no other") {
  std::set<std::string> documented;
  const std::string page = read_file(DEED_SOURCE_DIR "/docs/review.md", ErrorKind::local_io);
  for (const std::string_view line : split_lines(page)) {
    if (line.starts_with("### ")) {
      documented.emplace(line.substr(4));
    }
  }
  std::set<std::string> known;
  for (const Rule rule : rules()) {
    known.emplace(word(rule));
  }
  CHECK(documented == known);
}

TEST_CASE("of several findings the first error is told in full, the others in a line each") {
  const std::vector<Finding> findings{{.rule = Rule::undecided_statement, .severity = Severity::warning, .message = "w"},
                                      {.rule = Rule::foreign_object, .kind = ErrorKind::refused_by_static_check, .message = "first", .location = {"a.sql", 3, 1}, .hint = "h"},
                                      {.rule = Rule::foreign_object, .kind = ErrorKind::refused_by_static_check, .message = "second", .location = {"a.sql", 5, 1}}};
  const Error error = to_error(findings);
  CHECK(error.kind() == ErrorKind::refused_by_static_check);
  CHECK(to_string(error.text()) == "error: first\n  at:  a.sql:3:1\n       also a.sql:5:1: second\n  try: h");
}
