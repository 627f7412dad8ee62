#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/object_name.h"
#include "domain/statement.h"

namespace deed::command {

// A statement as it is played, and what its text tells.
struct PlayedText {
  std::string_view text;
  const Statement* analysed = nullptr;
  bool outside_transaction = false;
};

// A model's statements by what they make. A group has all statements about the same objects, whatever their schemas, and all that need one
// another; it needs the groups that make a name which occurs anywhere in its statements as a word. So what a group makes follows from its
// statements and those of the groups that it needs, directly or not, in their order: its hash is of these. Pure.
class StatementGroups {
 public:
  // Nothing where a statement may reach objects that it does not name, or be reached without its name: an operator, a cast, a function
  // called like one of PostgreSQL's own, default privileges, anything that this does not know.
  static std::optional<StatementGroups> of(const std::vector<PlayedText>& statements);

  const std::set<std::string>& hashes() const { return hashes_; }
  // Of the statements about schemas, which belong to no group and are played with each.
  const std::string& common_hash() const { return common_hash_; }
  // The hash of the group that makes an object of this name; nullptr where none does.
  const std::string* hash_of_maker(std::string_view name) const;
  // By statement: whether the groups with these hashes need it, or have it.
  std::vector<bool> needed_for(const std::set<std::string>& hashes) const;

 private:
  friend class StatementGrouping;

  std::set<std::string> hashes_;
  std::string common_hash_;
  // By statement; kCommon for those about schemas.
  std::vector<std::size_t> group_of_;
  // By group.
  std::vector<std::string> hash_of_;
  std::vector<std::set<std::size_t>> needs_;
  // By the word that stands for a made name.
  std::map<std::string, std::size_t, std::less<>> maker_;
};

}  // namespace deed::command
