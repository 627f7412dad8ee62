#pragma once

#include <compare>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "domain/directive.h"
#include "domain/statement.h"

namespace deed {

// A revision of another service, or of one's own where `service` is empty: `service-selection:4f1255eefaba`.
struct RevisionRef {
  std::string service;
  std::string id;

  auto operator<=>(const RevisionRef&) const = default;
};

std::string to_string(const RevisionRef& ref);
RevisionRef parse_revision_ref(std::string_view text);
// As a header and the history have them.
std::vector<std::string> to_texts(const std::vector<RevisionRef>& refs);

enum class Direction { upgrade, downgrade };

std::string_view word(Direction direction);

enum class StepKind {
  transactional,  // one transaction, with the commit guard and the history row inside
  autocommit,     // statements outside a transaction, each of which can be examined after a crash
  repeat,         // one statement again and again, a transaction each time, until it touches no row
  adopt,          // claimed and recorded where everything exists, run where nothing does
};

std::string_view word(StepKind kind);

// One section of a revision: what commits at once. Text as in the file; items in the order in which they stand.
template <typename StatementType>
struct BasicStep {
  Direction direction = Direction::upgrade;
  StepKind kind = StepKind::transactional;
  // The line of the section.
  int line = 0;
  // `repeat pause=D`
  Duration pause{0};
  std::vector<std::variant<Directive, StatementType>> items{};
  // The section's text, as history keeps it.
  std::string text{};
  // `s1:` and the SHA-256 of the section line and text without comments and layout.
  std::string checksum{};
  // Of an autocommit step, the same for each statement: those that are done must stay what they were.
  std::vector<std::string> statement_checksums{};
};

using Step = BasicStep<SourceStatement>;
// A step whose statements sql/ has read.
using ParsedStep = BasicStep<Statement>;

// The statements of a step in order, without its directives.
template <typename StatementType>
std::vector<const StatementType*> statements_of(const BasicStep<StatementType>& step) {
  std::vector<const StatementType*> statements;
  for (const auto& item : step.items) {
    if (const auto* statement = std::get_if<StatementType>(&item)) {
      statements.push_back(statement);
    }
  }
  return statements;
}

struct Irreversible {
  std::string reason;
};

// One SQL file with a header: a node of the service's revision graph.
struct Revision {
  std::string service{};
  std::string id{};
  std::string message{};
  std::vector<std::string> revises{};
  std::vector<RevisionRef> depends_on{};
  std::vector<std::string> branch_labels{};
  std::string create_date{};
  // Header words that deed does not know, kept as they are.
  std::vector<std::pair<std::string, std::string>> other_headers{};
  std::string path{};
  std::vector<Step> upgrade{};
  std::vector<Step> downgrade{};
  // No way down: declared, or there is no downgrade section.
  std::optional<Irreversible> irreversible{};

  const std::vector<Step>& steps(Direction direction) const { return direction == Direction::upgrade ? upgrade : downgrade; }
};

}  // namespace deed
