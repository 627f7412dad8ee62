#include "command/statement_groups.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/length_prefixed.h"
#include "base/sha256.h"
#include "command/components.h"
#include "command/name_words.h"
#include "command/separable.h"

namespace deed::command {

namespace {

constexpr std::size_t kCommon = static_cast<std::size_t>(-1);

// Sets that grow together.
class Unions {
 public:
  std::size_t add() {
    above_.push_back(above_.size());
    return above_.size() - 1;
  }
  std::size_t find(std::size_t one) {
    while (above_[one] != one) {
      above_[one] = above_[above_[one]];
      one = above_[one];
    }
    return one;
  }
  void unite(std::size_t a, std::size_t b) { above_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> above_;
};

}  // namespace

class StatementGrouping {
 public:
  explicit StatementGrouping(const std::vector<PlayedText>& statements) : statements_(statements) {}

  std::optional<StatementGroups> group() {
    if (!sort_out() || !unite_subjects()) {
      return std::nullopt;
    }
    number_units();
    join_components();
    hash();
    return std::move(groups_);
  }

 private:
  bool is_common(std::size_t statement) const { return common_[statement]; }

  // What is made, and by which names.
  bool sort_out() {
    if (runs_what_is_hidden(statements_)) {
      return false;
    }
    for (const PlayedText& statement : statements_) {
      const Separability found = separability(statement);
      if (found == Separability::unknown) {
        return false;
      }
      common_.push_back(found == Separability::common);
      for (const NameChange& change : statement.analysed->changes) {
        if (const std::string word = word_of(change.object.name); !maker_.contains(word)) {
          maker_[word] = units_.add();
        }
      }
    }
    return true;
  }

  // All that may have made the word: by a statement that says it, or PostgreSQL of a table's name.
  std::vector<std::size_t> makers(const std::string& word) const {
    if (const auto found = maker_.find(word); found != maker_.end()) {
      return {found->second};
    }
    std::vector<std::size_t> found;
    for (const std::string& table : possible_tables(word)) {
      if (const auto maker = maker_.find(table); maker != maker_.end()) {
        found.push_back(maker->second);
      }
    }
    return found;
  }

  bool unite_subjects() {
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      const Statement& statement = *statements_[i].analysed;
      std::vector<std::size_t> subjects;
      for (const NameChange& change : statement.changes) {
        subjects.push_back(maker_.at(word_of(change.object.name)));
        if (change.other && !add_makers(change.other->name, subjects)) {
          return false;
        }
      }
      for (const ObjectUse& use : statement.uses) {
        const bool changes = use.access == Access::alter && use.inside.empty() && use.object.kind != ObjectKind::schema;
        if (changes && !add_makers(use.object.name, subjects)) {
          return false;
        }
      }
      for (const std::size_t subject : subjects) {
        units_.unite(subject, subjects.front());
      }
      subject_.push_back(is_common(i) ? kCommon : subjects.front());
    }
    return true;
  }

  // False for what nobody makes.
  bool add_makers(const std::string& name, std::vector<std::size_t>& subjects) const {
    const std::vector<std::size_t> found = makers(word_of(name));
    subjects.insert(subjects.end(), found.begin(), found.end());
    return !found.empty();
  }

  // From here on 0, 1, ... for what is united.
  void number_units() {
    std::map<std::size_t, std::size_t> number;
    const auto numbered = [&](std::size_t unit) { return number.emplace(units_.find(unit), number.size()).first->second; };
    for (auto& [word, unit] : maker_) {
      unit = numbered(unit);
    }
    for (std::size_t& subject : subject_) {
      subject = subject == kCommon ? kCommon : numbered(subject);
    }
    unit_count_ = number.size();
  }

  // What needs one another is one group; those that a group needs come before it.
  void join_components() {
    std::vector<std::set<std::size_t>> mentioned(statements_.size());
    std::vector<std::set<std::size_t>> needs(unit_count_);
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      for (const std::string& word : is_common(i) ? std::vector<std::string>{} : words_in(statements_[i].text)) {
        for (const std::size_t maker : makers(word)) {
          mentioned[i].insert(maker);
          needs[subject_[i]].insert(maker);
        }
      }
    }
    const std::vector<std::size_t> group_of = components(needs);
    const std::size_t count = group_of.empty() ? 0 : *std::max_element(group_of.begin(), group_of.end()) + 1;
    groups_.needs_.resize(count);
    needed_by_.resize(statements_.size());
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      groups_.group_of_.push_back(is_common(i) ? kCommon : group_of[subject_[i]]);
      for (const std::size_t unit : mentioned[i]) {
        if (const std::size_t group = group_of[unit]; group != groups_.group_of_[i]) {
          needed_by_[i].insert(group);
          groups_.needs_[groups_.group_of_[i]].insert(group);
        }
      }
    }
    for (const auto& [word, unit] : maker_) {
      groups_.maker_[word] = group_of[unit];
    }
  }

  // How many statements of each group that it needs, and of those about schemas, come before a statement.
  struct Before {
    std::size_t statement = 0;
    std::vector<std::pair<std::size_t, std::size_t>> of_groups{};
    std::size_t common = 0;
  };

  std::vector<std::vector<Before>> members_of_groups() {
    std::vector<std::vector<Before>> members(groups_.needs_.size());
    std::vector<std::size_t> seen(members.size(), 0);
    std::size_t seen_common = 0;
    std::string common;
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      if (is_common(i)) {
        append_with_length(common, statements_[i].text);
        ++seen_common;
        continue;
      }
      Before& before = members[groups_.group_of_[i]].emplace_back(Before{.statement = i, .common = seen_common});
      for (const std::size_t needed : needed_by_[i]) {
        before.of_groups.emplace_back(needed, seen[needed]);
      }
      ++seen[groups_.group_of_[i]];
    }
    groups_.common_hash_ = sha256(common);
    return members;
  }

  void hash() {
    for (const std::vector<Before>& members : members_of_groups()) {
      std::string text;
      for (const Before& member : members) {
        append_with_length(text, statements_[member.statement].outside_transaction ? "alone" : "");
        append_with_length(text, statements_[member.statement].text);
        append_with_length(text, std::to_string(member.common));
        // By their hashes, as the numbers of groups are those of one model.
        std::set<std::string> needed;
        for (const auto& [group, already] : member.of_groups) {
          needed.insert(groups_.hash_of_[group] + " " + std::to_string(already));
        }
        append_with_length(text, std::to_string(needed.size()));
        for (const std::string& one : needed) {
          append_with_length(text, one);
        }
      }
      groups_.hash_of_.push_back(sha256(text));
      groups_.hashes_.insert(groups_.hash_of_.back());
    }
  }

  const std::vector<PlayedText>& statements_;
  // By statement.
  std::vector<bool> common_;
  std::vector<std::size_t> subject_;
  std::vector<std::set<std::size_t>> needed_by_;
  std::map<std::string, std::size_t, std::less<>> maker_;
  Unions units_;
  std::size_t unit_count_ = 0;
  StatementGroups groups_;
};

std::optional<StatementGroups> StatementGroups::of(const std::vector<PlayedText>& statements) {
  return StatementGrouping(statements).group();
}

const std::string* StatementGroups::hash_of_maker(std::string_view name) const {
  const auto found = maker_.find(word_of(name));
  return found == maker_.end() ? nullptr : &hash_of_[found->second];
}

std::vector<bool> StatementGroups::needed_for(const std::set<std::string>& hashes) const {
  std::vector<bool> needed(needs_.size(), false);
  // Those that a group needs have smaller numbers.
  for (std::size_t group = needs_.size(); group-- > 0;) {
    needed[group] = needed[group] || hashes.contains(hash_of_[group]);
    if (needed[group]) {
      for (const std::size_t other : needs_[group]) {
        needed[other] = true;
      }
    }
  }
  std::vector<bool> statements;
  for (const std::size_t group : group_of_) {
    statements.push_back(group == kCommon || needed[group]);
  }
  return statements;
}

}  // namespace deed::command
