#include "revisions/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "revisions/checksum.h"
#include "revisions/directives.h"
#include "revisions/header.h"

namespace deed::revisions {

namespace {

// Nobody writes as many; somebody who means no good might.
constexpr std::int64_t kMostFiles = 50'000;

Error malformed(const std::string& path, int line, std::string what, std::string hint) {
  return Error(ErrorKind::revision, {.what = std::move(what), .where = to_string(Location{path, line, 0}), .hint = std::move(hint)});
}

// Where a section begins, and the words of its line.
struct Section {
  std::size_t begin;
  int line;
  std::string_view words;
};

bool is_section(std::string_view words) {
  const std::string_view first = words.substr(0, words.find_first_of(" \t"));
  return first == "upgrade" || first == "downgrade";
}

// Everything that no part of a revision may contain, and where its sections begin.
std::vector<Section> find_sections(std::string_view text, const std::string& path) {
  std::vector<Section> sections;
  PositionCounter positions(text);
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    const auto line = [&] { return positions.at(token.begin).line; };
    const auto words = directive_words(text, token);
    if (words && is_section(*words)) {
      sections.push_back({token.begin, line(), *words});
    } else if (words && sections.empty()) {
      parse_directive(*words, {.line = line()}, path, "");
      throw malformed(path, line(), fmt::format("The directive 'deed:{}' stands before the first section.", one_line(*words)),
                      "Put it below -- deed:upgrade.");
    } else if (is_misplaced_directive(text, token)) {
      throw malformed(path, line(), "This looks like a directive, but it is not at the start of its line.",
                      "Write `-- deed:` without anything before it.");
    } else if (token.kind == TokenKind::unterminated) {
      throw malformed(path, line(), "A literal, quoted name or comment begins here and never ends.", "Close it.");
    } else if (token.kind == TokenKind::backslash) {
      throw malformed(path, line(), "A backslash outside a literal: this looks like a psql meta-command.",
                      "A revision is plain SQL; write what the command does.");
    } else if (sections.empty() && !token.is_blank()) {
      throw malformed(path, line(), "SQL stands before the first section.", "Put it below a line -- deed:upgrade or -- deed:downgrade.");
    }
  }
  return sections;
}

// The words behind `upgrade` or `downgrade`.
void read_section_words(std::string_view words, Step& step, const std::string& path) {
  const std::vector<std::string> parts = split_list(words);
  step.direction = parts.front() == "upgrade" ? Direction::upgrade : Direction::downgrade;
  if (parts.size() == 1) {
    return;
  }
  const std::string& kind = parts[1];
  const bool down = step.direction == Direction::downgrade;
  if (kind == "autocommit" && parts.size() == 2) {
    step.kind = StepKind::autocommit;
  } else if (kind == "adopt" && parts.size() == 2 && !down) {
    step.kind = StepKind::adopt;
  } else if (kind == "repeat") {
    step.kind = StepKind::repeat;
    if (parts.size() > 2) {
      const std::optional<Duration> pause = parse_duration(option_value(words, "pause").value_or(""));
      if (!pause || parts.size() > 3) {
        throw malformed(path, step.line, "`repeat` takes pause=DURATION and nothing else.",
                        "For example: -- deed:upgrade repeat pause=50ms");
      }
      step.pause = *pause;
    }
  } else {
    throw malformed(path, step.line,
                    fmt::format("Unknown words in 'deed:{}'.{}", one_line(words),
                                did_you_mean(kind, {"autocommit", "repeat", "adopt", "irreversible"})),
                    "Nothing, autocommit, repeat, adopt (upgrade only) or irreversible (downgrade only); a newer deed may know more.");
  }
}

// Directives and statements in the order in which they stand.
void read_items(std::string_view text, Step& step, const std::string& path, const ReadContext& context) {
  std::vector<Directive> directives;
  PositionCounter positions(text);
  StatementSplitter splitter;
  Lexer lexer(text);
  lexer.next();
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    splitter.add(token);
    if (const auto words = directive_words(text, token)) {
      Position position = positions.at(token.begin);
      position.line += step.line - 1;
      directives.push_back(parse_directive(*words, position, path, context.default_schema));
      if (step.direction == Direction::downgrade && directives.back().kind != DirectiveKind::allow) {
        throw malformed(path, position.line, "A downgrade section has a directive: leaving a revision undoes its directives by itself.",
                        "Remove the line.");
      }
    }
  }
  PositionCounter statement_positions(text);
  auto next = directives.begin();
  for (const StatementSpan& span : splitter.finish()) {
    for (; next != directives.end() && next->position.offset < span.begin; ++next) {
      step.items.emplace_back(*next);
    }
    Position position = statement_positions.at(span.begin);
    position.line += step.line - 1;
    step.items.emplace_back(SourceStatement{std::string(text.substr(span.begin, span.end - span.begin)), position});
    if (next != directives.end() && next->position.offset < span.end) {
      throw malformed(path, next->position.line, "A directive stands inside a statement.", "Put it before the statement.");
    }
  }
  step.items.insert(step.items.end(), next, directives.end());
}

void check_repeat(const Step& step, const std::string& path) {
  std::vector<std::string> statements;
  for (const auto& item : step.items) {
    if (const auto* statement = std::get_if<SourceStatement>(&item)) {
      statements.push_back(to_lower(statement->text.substr(0, 6)));
    }
  }
  const bool one = statements.size() == 1;
  if (!one || !(statements[0] == "insert" || statements[0] == "update" || statements[0] == "delete" || statements[0].starts_with("with"))) {
    throw malformed(path, step.line, "A `repeat` step is one INSERT, UPDATE or DELETE.", "Put other statements into a step of their own.");
  }
}

// What is there already is adopted without running anything, so there can be nothing in it but what makes objects.
void check_adopt(const Step& step, const std::string& path) {
  for (const auto& item : step.items) {
    if (const auto* statement = std::get_if<SourceStatement>(&item)) {
      const std::string word = to_lower(statement->text.substr(0, statement->text.find_first_of(" \t\r\n")));
      constexpr std::array kWords = std::to_array<std::string_view>({"create", "alter", "comment", "grant", "revoke", "set"});
      if (std::find(kWords.begin(), kWords.end(), word) == kWords.end()) {
        throw malformed(path, statement->position.line, "An `adopt` step has a statement that makes no object.",
                        "Put it into a step of its own: nothing of an adopt step runs where its objects are there.");
      }
    }
  }
}

// `downgrade irreversible reason="..."`, which has no statements.
bool read_irreversible(const Section& section, std::string_view body, Revision& revision) {
  const std::vector<std::string> parts = split_list(section.words);
  if (parts.size() < 2 || parts[0] != "downgrade" || parts[1] != "irreversible") {
    return false;
  }
  const std::optional<std::string> reason = option_value(section.words, "reason");
  if (!reason || trim(*reason).empty()) {
    throw malformed(revision.path, section.line, "`irreversible` needs a reason.",
                    "For example: -- deed:downgrade irreversible reason=\"the old values are gone\"");
  }
  if (!split_statements(body).empty()) {
    throw malformed(revision.path, section.line, "An irreversible downgrade has statements.", "Remove them, or the word irreversible.");
  }
  revision.irreversible = Irreversible{*reason};
  return true;
}

void add_section(std::string_view text, const Section& section, Revision& revision, const ReadContext& context) {
  if (read_irreversible(section, text, revision)) {
    return;
  }
  Step step = parse_step(text, section.line, revision.path, context);
  (step.direction == Direction::upgrade ? revision.upgrade : revision.downgrade).push_back(std::move(step));
}

// The finding with its place in parts, which programs that show reviews want: behind the path may stand line and column.
Finding located(Finding finding, const std::string& path) {
  finding.location.file = path;
  if (finding.where.starts_with(path + ':')) {
    const char* end = finding.where.data() + finding.where.size();
    const auto line = std::from_chars(finding.where.data() + path.size() + 1, end, finding.location.line);
    if (line.ptr != end && *line.ptr == ':') {
      std::from_chars(line.ptr + 1, end, finding.location.column);
    }
  }
  finding.where.clear();
  return finding;
}

}  // namespace

Step parse_step(std::string_view text, int first_line, const std::string& path, const ReadContext& context) {
  Step step;
  step.line = first_line;
  step.text = trim(text);
  const Token section = Lexer(step.text).next();
  const auto words = directive_words(step.text, section);
  if (!words || !is_section(*words)) {
    throw malformed(path, first_line, "A step begins with -- deed:upgrade or -- deed:downgrade.", "Restore its first line.");
  }
  read_section_words(*words, step, path);
  read_items(step.text, step, path, context);
  if (step.kind == StepKind::repeat) {
    check_repeat(step, path);
  } else if (step.kind == StepKind::adopt) {
    check_adopt(step, path);
  }
  step.checksum = step_checksum(step.text);
  if (step.kind == StepKind::autocommit) {
    for (const auto& item : step.items) {
      if (const auto* statement = std::get_if<SourceStatement>(&item)) {
        step.statement_checksums.push_back(step_checksum(statement->text));
      }
    }
  }
  return step;
}

Revision parse_revision(std::string_view text, const std::string& path, const ReadContext& context) {
  const std::vector<Section> sections = find_sections(text, path);
  Revision revision = parse_header(text.substr(0, sections.empty() ? text.size() : sections.front().begin), path);
  revision.service = context.service;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t end = i + 1 < sections.size() ? sections[i + 1].begin : text.size();
    add_section(text.substr(sections[i].begin, end - sections[i].begin), sections[i], revision, context);
  }
  if (revision.upgrade.empty()) {
    throw malformed(path, 0, "The revision has no upgrade section.", "Add a line -- deed:upgrade; with nothing below it, it does nothing.");
  }
  if (revision.irreversible && !revision.downgrade.empty()) {
    throw malformed(path, revision.downgrade.front().line, "The revision is irreversible and has a way down.",
                    "Keep one of the two downgrade sections.");
  }
  if (!revision.irreversible && revision.downgrade.empty()) {
    revision.irreversible = Irreversible{"it has no downgrade section"};
  }
  return revision;
}

std::optional<Revision> read_past_revision(std::string_view text, const std::string& path, const ReadContext& context) {
  try {
    return parse_revision(checked_text(text, path, ErrorKind::revision), path, context);
  } catch (const Error&) {
    // Models and other SQL lie beside revisions.
    return std::nullopt;
  }
}

std::pair<RevisionGraph, std::vector<Finding>> load_revisions(const std::filesystem::path& directory, const std::filesystem::path& inside,
                                                              const ReadContext& context) {
  std::vector<Revision> revisions;
  std::vector<Finding> findings;
  if (file_kind(directory) == FileKind::missing) {
    findings.push_back({.rule = Rule::revision_file,
                        .severity = Severity::warning,
                        .kind = ErrorKind::config,
                        .message = fmt::format("Service '{}' has no directory of revisions.", context.service),
                        .location = {directory.string()},
                        .hint = "Correct `revisions.directory`, or write the first revision: deed revision -m MESSAGE",
                        .service = context.service});
  }
  std::vector<std::filesystem::path> files = list_files(directory, ".sql", ErrorKind::revision);
  if (files.size() > static_cast<std::size_t>(kMostFiles)) {
    findings.push_back({.rule = Rule::revision_file,
                        .kind = ErrorKind::revision,
                        .message = fmt::format("Service '{}' has more than {} revision files.", context.service, with_commas(kMostFiles)),
                        .location = {directory.string()},
                        .hint = "Is this the directory of revisions? deed reads none of it.",
                        .service = context.service});
    files.clear();
  }
  std::error_code unreadable;
  const bool directory_inside = is_inside(directory, inside);
  for (const std::filesystem::path& path : files) {
    // A malformed file is a finding, so that `review` can report all of them.
    try {
      // The others are where the directory is: to follow each one's path would cost more than to read it.
      if (!directory_inside || std::filesystem::is_symlink(path, unreadable)) {
        require_inside(path, inside, ErrorKind::revision);
      }
      revisions.push_back(parse_revision(read_text_file(path, ErrorKind::revision), path.string(), context));
    } catch (const Error& error) {
      findings.push_back(located(finding_of(error, Rule::revision_file, context.service), path.string()));
    }
  }
  auto [graph, graph_findings] = RevisionGraph::build(std::move(revisions));
  // With files missing, the graph's own findings would mostly be about those.
  if (!any_error(findings)) {
    findings.insert(findings.end(), graph_findings.begin(), graph_findings.end());
  }
  return {std::move(graph), std::move(findings)};
}

}  // namespace deed::revisions
