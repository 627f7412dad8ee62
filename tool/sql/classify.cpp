#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "sql/analyse.h"
#include "sql/analysis.h"
#include "sql/classifiers.h"
#include "sql/temporary.h"

namespace deed::sql {

namespace {

// Bodies within bodies deeper than this are nobody's honest work.
constexpr int kDeepestBody = 8;

const std::unordered_map<std::string_view, Classifier>& classifiers() {
  static const std::unordered_map<std::string_view, Classifier> all = [] {
    std::unordered_map<std::string_view, Classifier> map;
    for (const auto& group :
         {query_classifiers(), table_classifiers(), object_classifiers(), routine_classifiers(), refusing_classifiers()}) {
      map.insert(group.begin(), group.end());
    }
    return map;
  }();
  return all;
}

// The first words of a text that the grammar could not read, for messages only.
std::string first_words(std::string_view text) { return one_line(text.substr(0, 60)); }

}  // namespace

void classify(Analysis& analysis, const Node& wrapped) {
  const auto& [name, value] = *wrapped.MemberBegin();
  const std::string_view type(name.GetString(), name.GetStringLength());
  const auto found = classifiers().find(type);
  if (found == classifiers().end()) {
    analysis.kind(to_lower(type));
    analysis.refuse(to_lower(type), fmt::format("deed does not know what a {} touches.", type));
    return;
  }
  analysis.kind(found->second.kind);
  found->second.classify(analysis, value);
}

void classify_text(Analysis& analysis, const std::string& sql, std::string inside, bool runs) {
  if (analysis.depth() >= kDeepestBody) {
    analysis.undecided("bodies are nested too deeply to be analysed");
    return;
  }
  const Analysis::Inside scope(analysis, std::move(inside), runs);
  const ParseTree tree(sql);
  if (!tree.error().empty()) {
    analysis.undecided(fmt::format("'{}' cannot be analysed: {}", first_words(sql), tree.error()));
  }
  const std::string outer = std::move(analysis.source);
  for (const ParseTree::Parsed& statement : tree.statements()) {
    analysis.source = statement.text;
    classify(analysis, *statement.node);
  }
  analysis.source = outer;
}

Statement analyse(const SourceStatement& source) {
  Statement statement{.text = source.text, .position = source.position, .kind = "unparsed"};
  Analysis analysis(statement);
  const ParseTree tree(source.text);
  if (!tree.error().empty()) {
    analysis.undecided(fmt::format("it cannot be read with PostgreSQL 15's grammar ({})", tree.error()));
    return statement;
  }
  if (tree.statements().size() != 1) {
    // psql ends a statement at the same place: inside of what looks like BEGIN ATOMIC a semicolon does not.
    statement.refused =
        OutrightRefusal{"several statements", "up to its end the text holds several statements, of which a guard would see one"};
    return statement;
  }
  analysis.source = source.text;
  classify(analysis, *tree.statements().front().node);
  return statement;
}

ParsedStep analyse(const Step& step) {
  ParsedStep parsed{.direction = step.direction,
                    .kind = step.kind,
                    .line = step.line,
                    .pause = step.pause,
                    .text = step.text,
                    .checksum = step.checksum,
                    .statement_checksums = step.statement_checksums};
  TemporaryNames temporary;
  for (const auto& item : step.items) {
    if (const auto* source = std::get_if<SourceStatement>(&item)) {
      Statement statement = analyse(*source);
      temporary.mark(statement);
      parsed.items.emplace_back(std::move(statement));
    } else {
      parsed.items.emplace_back(std::get<Directive>(item));
    }
  }
  return parsed;
}

}  // namespace deed::sql
