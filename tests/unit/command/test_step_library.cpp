#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command/step_library.h"
#include "revisions/reader.h"

using namespace deed;
using deed::command::StepLibrary;

namespace {

// A line of revisions, each with two steps that create a table.
RevisionGraph line_of(int count) {
  std::vector<Revision> revisions;
  for (int i = 0; i < count; ++i) {
    const std::string text = fmt::format(
        "-- m\n--\n-- Revision ID: r{}\n-- Revises: {}\n\n-- deed:upgrade\nCREATE TABLE a{} (id int);\n-- deed:upgrade\nCREATE TABLE b{} "
        "(id int);\n"
        "-- deed:downgrade\nDROP TABLE a{}, b{};\n",
        i, i == 0 ? "" : fmt::format("r{}", i - 1), i, i, i, i);
    revisions.push_back(revisions::parse_revision(text, fmt::format("r{}.sql", i), {"api", "public"}));
  }
  return RevisionGraph::build(std::move(revisions)).first;
}

std::vector<std::string> texts_of(const std::vector<ParsedStep>& steps) {
  std::vector<std::string> texts;
  for (const ParsedStep& step : steps) {
    for (const auto& item : step.items) {
      if (const auto* statement = std::get_if<Statement>(&item)) {
        texts.push_back(fmt::format("{}: {}", statement->kind, statement->text));
      }
    }
  }
  return texts;
}

}  // namespace

TEST_CASE("steps that were read ahead are those that are read when they are asked for") {
  const RevisionGraph graph = line_of(50);
  StepLibrary ahead;
  ahead.read_ahead(graph);
  StepLibrary asked;
  for (const Revision& revision : graph.revisions()) {
    for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
      const std::vector<std::string> expected = texts_of(asked.steps(revision, direction));
      CHECK(expected.size() == revision.steps(direction).size());
      CHECK(texts_of(ahead.steps(revision, direction)) == expected);
    }
  }
}

TEST_CASE("what a library has returned stays where it is, whatever is read ahead later") {
  const RevisionGraph graph = line_of(3);
  StepLibrary library;
  const std::vector<ParsedStep>* first = &library.steps(graph.revisions().front(), Direction::upgrade);
  library.read_ahead(graph);
  StepLibrary moved = std::move(library);
  CHECK(&moved.steps(graph.revisions().front(), Direction::upgrade) == first);
  CHECK(texts_of(moved.steps(graph.revisions().back(), Direction::upgrade)).size() == 2);
}

TEST_CASE("a library that nobody asks ends while it still reads ahead") {
  const RevisionGraph graph = line_of(300);
  for (int i = 0; i < 20; ++i) {
    StepLibrary().read_ahead(graph);
  }
  StepLibrary library;
  library.read_ahead(graph);
  CHECK(texts_of(library.steps(graph.revisions().back(), Direction::upgrade)).size() == 2);
}
