#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/graph.h"
#include "domain/history.h"

namespace deed {

// Alembic's revision symbols: an id or a unique prefix, head, heads, base, +2, -1, ae10+2, head-2, label, label@head, ae10@head.
// Functions throw Error(graph) in Alembic's own sentences where a symbol means nothing, or more than one thing.

// The revision that an id or a unique prefix means.
const Revision& find_revision(const RevisionGraph& graph, std::string_view text);

// Where an upgrade goes: the revisions that shall be applied, with all that they need. Empty for `base`.
std::vector<std::string> upgrade_targets(const RevisionGraph& graph, const History& history, std::string_view symbol);

// What a downgrade takes away, applied or not: all above the revision that is named, everything for `base`, a whole branch for
// `label@base`.
std::vector<std::string> downgrade_removals(const RevisionGraph& graph, const History& history, std::string_view symbol);

// Revisions that a symbol names by itself, without looking at a database; none for `base`.
std::vector<std::string> named_revisions(const RevisionGraph& graph, std::string_view symbol);

// Whether a symbol counts from what a database has: `current`, `+1`, `label@-2`.
bool asks_database(std::string_view symbol);
// Whether the symbol is `current`, from wherever it counts: not +1, which a script begins to count from where it begins.
bool names_current(std::string_view symbol);

// What any symbol names, `current` too; for show and history.
std::vector<std::string> located_revisions(const RevisionGraph& graph, const History& history, std::string_view symbol);

// `a:b`; an empty end means base or heads.
struct RevisionRange {
  std::string from{};
  std::string to{};
};

// Nothing where the text has no colon.
std::optional<RevisionRange> parse_range(std::string_view text);

// The revisions from one end to the other, both included, in canonical order.
std::vector<const Revision*> revisions_between(const RevisionGraph& graph, const History& history, const RevisionRange& range);

}  // namespace deed
