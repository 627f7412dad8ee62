#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/operation.h"
#include "domain/statement.h"

namespace deed::command {

// The directives of a model's text: `-- deed:renamed-from OLD`, alone on its line, above a table or a column.
class ModelDirectives {
 public:
  // `shown`: the name of the text in places. The text must outlive this.
  ModelDirectives(std::string_view text, std::string shown) : text_(text), shown_(std::move(shown)) {}

  // The renames that are declared above the table that CREATE TABLE makes, and above its columns. The statement stands in the text from
  // `begin` to `end`, the one before it ended at `behind`.
  std::vector<DeclaredRename> renames(const ObjectName& table, std::size_t behind, std::size_t begin, std::size_t end);
  // Those above the values of CREATE TYPE ... AS ENUM.
  std::vector<DeclaredRename> value_renames(const ObjectName& type, std::size_t begin, std::size_t end);

  // Throws Error(config) with its place for a directive that no call of renames() has met, and for one that is misspelt.
  void require_all_met() const;

 private:
  // Those above the elements between the statement's parentheses.
  template <typename NameOf>
  std::vector<DeclaredRename> element_renames(const ObjectName& whole, std::size_t begin, std::size_t end, const NameOf& name_of);

  std::string_view text_;
  std::string shown_;
  std::set<std::size_t> met_;
};

}  // namespace deed::command
