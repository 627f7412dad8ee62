#include "domain/revision_symbol.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "base/text.h"

namespace deed {

namespace {

Error graph_error(std::string what, std::string hint) {
  return Error(ErrorKind::graph, {.what = std::move(what), .hint = std::move(hint)});
}

// A symbol taken apart: `label@` before, a name, and +N or -N behind.
struct Symbol {
  std::string label{};
  std::string name{};
  int offset = 0;
  bool relative = false;
};

Symbol parse(std::string_view text) {
  Symbol symbol;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    symbol.label = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  if (const std::size_t sign = text.find_last_of("+-"); sign != std::string_view::npos && sign + 1 < text.size()) {
    const std::string_view digits = text.substr(sign + 1);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size()) {
      symbol.relative = true;
      symbol.offset = text[sign] == '-' ? -number : number;
      text = text.substr(0, sign);
    }
  }
  symbol.name = text;
  return symbol;
}

std::vector<std::string> ids_of(const std::vector<const Revision*>& revisions) {
  std::vector<std::string> ids;
  for (const Revision* revision : revisions) {
    ids.push_back(revision->id);
  }
  return ids;
}

// What stands before `@`: a label, or a revision whose branch is meant.
const Revision& branch_root(const RevisionGraph& graph, const std::string& label) {
  const Revision* labelled = graph.labelled(label);
  return labelled != nullptr ? *labelled : find_revision(graph, label);
}

// The applied heads, of one branch where the symbol names it.
std::vector<std::string> current_heads(const RevisionGraph& graph, const History& history, const Symbol& symbol) {
  std::vector<std::string> heads = history.heads();
  if (!symbol.label.empty()) {
    const std::vector<std::string> branch = ids_of(graph.descendants({branch_root(graph, symbol.label).id}));
    std::erase_if(heads, [&](const std::string& id) { return std::find(branch.begin(), branch.end(), id) == branch.end(); });
  }
  return heads;
}

// The heads that belong to a label's or a revision's branch.
std::vector<std::string> heads_of_branch(const RevisionGraph& graph, const std::string& label) {
  std::vector<std::string> heads;
  for (const Revision* revision : graph.descendants({branch_root(graph, label).id})) {
    if (graph.children(revision->id).empty()) {
      heads.push_back(revision->id);
    }
  }
  return heads;
}

std::vector<std::string> heads_for(const RevisionGraph& graph, const Symbol& symbol) {
  return symbol.label.empty() ? graph.heads() : heads_of_branch(graph, symbol.label);
}

std::vector<std::string> single_head(const RevisionGraph& graph, const Symbol& symbol) {
  std::vector<std::string> heads = heads_for(graph, symbol);
  if (heads.size() > 1) {
    throw graph_error(
        "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to "
        "narrow to a "
        "specific head, or 'heads' for all heads",
        fmt::format("`heads`, one of {}, or a new revision that merges them.", fmt::join(heads, ", ")));
  }
  return heads;
}

// The name without its offset.
std::vector<std::string> plain(const RevisionGraph& graph, const Symbol& symbol) {
  if (symbol.name == "heads") {
    return heads_for(graph, symbol);
  }
  if (symbol.name == "head") {
    return single_head(graph, symbol);
  }
  if (symbol.name == "base") {
    return {};
  }
  if (symbol.name == "current") {
    throw graph_error("'current' is where the database is, and no revision to go to.", "Write an id, head, heads or base.");
  }
  if (const Revision* labelled = graph.labelled(symbol.name)) {
    return {labelled->id};
  }
  return {find_revision(graph, symbol.name).id};
}

// A database is at one place; only a script begins where it is told to.
void refuse_range(std::string_view text) {
  if (parse_range(text)) {
    throw graph_error("Range revision not allowed", "A range is for --sql: without it deed begins where the database is.");
  }
}

// The revision whose id the text holds (a file's name was pasted), or whose id begins nearly so, or whose message it is.
const Revision* meant_revision(const RevisionGraph& graph, std::string_view text) {
  constexpr std::size_t kWorthComparing = 4;
  const std::string words = slug(text, text.size());
  for (const Revision& revision : graph.revisions()) {
    const bool begins_nearly = text.size() >= kWorthComparing && nearest(text, {revision.id.substr(0, text.size())});
    const bool is_message =
        words.size() >= kWorthComparing && slug(revision.message, revision.message.size()).find(words) != std::string::npos;
    if (text.find(revision.id) != std::string_view::npos || begins_nearly || is_message) {
      return &revision;
    }
  }
  return nullptr;
}

// For a text that names nothing: a revision with its message, a branch label, or a symbol.
std::string did_you_mean_revision(const RevisionGraph& graph, std::string_view text) {
  std::vector<std::string> names{"head", "heads", "base", "current"};
  for (const Revision& revision : graph.revisions()) {
    names.insert(names.end(), revision.branch_labels.begin(), revision.branch_labels.end());
  }
  if (const std::string name = did_you_mean(text, names); !name.empty()) {
    return name;
  }
  const Revision* meant = meant_revision(graph, text);
  return meant == nullptr ? "" : fmt::format(" Did you mean '{}', {}?", meant->id, one_line(meant->message));
}

Error too_short(int offset) {
  return graph_error(fmt::format("Relative revision {:+} didn't produce {} migrations", offset, std::abs(offset)),
                     "`deed history` shows what there is.");
}

// `count` revisions up from these, as long as there is one way.
std::vector<std::string> walk_up(const RevisionGraph& graph, std::vector<std::string> at, int count) {
  if (at.size() > 1) {
    throw graph_error("Ambiguous upgrade from multiple current revisions", "Name a revision, or `heads`.");
  }
  for (int i = 0; i < count; ++i) {
    const std::vector<std::string> next = at.empty() ? graph.bases() : graph.children(at.front());
    if (next.empty()) {
      throw too_short(count);
    }
    if (next.size() > 1) {
      throw graph_error(fmt::format("Ambiguous walk: {} has several successors", at.empty() ? "base" : at.front()),
                        fmt::format("Name one of {}.", fmt::join(next, ", ")));
    }
    at = next;
  }
  return at;
}

// `count` revisions down: each time the one head goes and its parents are left.
std::vector<std::string> walk_down(const RevisionGraph& graph, std::vector<std::string> at, int count) {
  for (int i = 0; i < count; ++i) {
    if (at.empty()) {
      throw too_short(-count);
    }
    if (at.size() > 1) {
      throw graph_error("Ambiguous walk: there are several revisions to go down from", fmt::format("Name one of {}.", fmt::join(at, ", ")));
    }
    const Revision* revision = graph.find(at.front());
    if (revision == nullptr) {
      throw graph_error(fmt::format("Can't locate revision identified by '{}'", at.front()),
                        "The database is ahead of these files: use the newer ones.");
    }
    at = revision->revises;
  }
  return at;
}

}  // namespace

const Revision& find_revision(const RevisionGraph& graph, std::string_view text) {
  if (const Revision* exact = graph.find(text)) {
    return *exact;
  }
  std::vector<const Revision*> matches;
  for (const Revision& revision : graph.revisions()) {
    if (!text.empty() && revision.id.starts_with(text)) {
      matches.push_back(&revision);
    }
  }
  if (matches.size() == 1) {
    return *matches.front();
  }
  if (matches.empty()) {
    throw graph_error(fmt::format("Can't locate revision identified by '{}'{}", one_line(text), did_you_mean_revision(graph, text)),
                      "`deed history` lists the revisions.");
  }
  std::vector<std::string> ids;
  for (const Revision* revision : matches) {
    ids.push_back(revision->id);
  }
  throw graph_error(fmt::format("Revision identifier '{}' is not unique: it begins {}", one_line(text), join(ids, " and ")),
                    "Write more of it.");
}

std::vector<std::string> named_revisions(const RevisionGraph& graph, std::string_view text) {
  const Symbol symbol = parse(text);
  if (symbol.name.empty()) {
    throw graph_error(fmt::format("'{}' names no revision", one_line(text)), "Write an id, head, heads, base, or head-2.");
  }
  const std::vector<std::string> start = plain(graph, symbol);
  if (symbol.offset == 0) {
    return start;
  }
  return symbol.offset < 0 ? walk_down(graph, start, -symbol.offset) : walk_up(graph, start, symbol.offset);
}

bool asks_database(std::string_view text) {
  const Symbol symbol = parse(text);
  return symbol.name == "current" || (symbol.name.empty() && symbol.relative);
}

bool names_current(std::string_view text) { return parse(text).name == "current"; }

std::vector<std::string> located_revisions(const RevisionGraph& graph, const History& history, std::string_view text) {
  const Symbol symbol = parse(text);
  if (!asks_database(text)) {
    return named_revisions(graph, text);
  }
  std::vector<std::string> heads = current_heads(graph, history, symbol);
  std::erase_if(heads, [&](const std::string& id) { return graph.find(id) == nullptr; });
  return symbol.offset < 0 ? walk_down(graph, heads, -symbol.offset) : symbol.offset > 0 ? walk_up(graph, heads, symbol.offset) : heads;
}

std::optional<RevisionRange> parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  return RevisionRange{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::vector<const Revision*> revisions_between(const RevisionGraph& graph, const History& history, const RevisionRange& range) {
  const std::vector<std::string> from = located_revisions(graph, history, range.from.empty() ? "base" : range.from);
  const std::vector<std::string> to = located_revisions(graph, history, range.to.empty() ? "heads" : range.to);
  const std::vector<const Revision*> above = graph.descendants(from.empty() ? graph.bases() : from);
  std::vector<const Revision*> between = graph.ancestors(to);
  std::erase_if(between, [&](const Revision* revision) { return std::find(above.begin(), above.end(), revision) == above.end(); });
  return between;
}

std::vector<std::string> upgrade_targets(const RevisionGraph& graph, const History& history, std::string_view text) {
  refuse_range(text);
  const Symbol symbol = parse(text);
  if (!symbol.name.empty()) {
    return named_revisions(graph, text);
  }
  if (symbol.offset < 0) {
    throw graph_error(fmt::format("'{}' leads down, not up", text), "Use `deed downgrade`.");
  }
  return walk_up(graph, current_heads(graph, history, symbol), symbol.offset);
}

std::vector<std::string> downgrade_removals(const RevisionGraph& graph, const History& history, std::string_view text) {
  refuse_range(text);
  const Symbol symbol = parse(text);
  if (symbol.name == "base" && !symbol.relative) {
    const std::vector<std::string> start = symbol.label.empty() ? graph.bases() : std::vector{branch_root(graph, symbol.label).id};
    return ids_of(graph.descendants(start));
  }
  std::vector<std::string> kept;
  if (!symbol.name.empty()) {
    kept = named_revisions(graph, text);
  } else if (symbol.offset > 0) {
    throw graph_error(fmt::format("'{}' leads up, not down", text), "Use `deed upgrade`.");
  } else {
    kept = walk_down(graph, current_heads(graph, history, symbol), -symbol.offset);
  }
  if (kept.empty()) {
    return ids_of(graph.descendants(graph.bases()));
  }
  for (const std::string& id : kept) {
    if (!history.applied(id)) {
      throw graph_error(fmt::format("Destination {} is not a valid downgrade target from current head(s)", one_line(text)),
                        fmt::format("{} is not applied; `deed current` shows what is.", id));
    }
  }
  const std::vector<std::string> below = ids_of(graph.ancestors(kept));
  std::vector<std::string> removals;
  for (const std::string& id : ids_of(graph.descendants(kept))) {
    if (std::find(below.begin(), below.end(), id) == below.end()) {
      removals.push_back(id);
    }
  }
  return removals;
}

}  // namespace deed
