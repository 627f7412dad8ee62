#pragma once

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace deed::testing {

// As text and from the same seed everywhere: the distributions of <random> differ from library to library, its engines do not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int end) { return static_cast<int>(engine_() % static_cast<unsigned>(end)); }
  bool one_in(int n) { return below(n) == 0; }
  const std::string& of(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

 private:
  std::mt19937 engine_;
};

struct RandomColumn {
  std::string name;
  std::string type;
  // Of the type, or empty.
  std::string default_value{};
  bool not_null = false;
  std::string comment{};
};

struct RandomTable {
  std::string name;
  std::vector<RandomColumn> columns{};
  bool has_key = false;
  // Statements about the table and nothing else, by their objects' names: to be there in one schema and not in the other, or otherwise.
  std::map<std::string, std::string> parts{};
};

struct RandomSchema {
  std::vector<std::string> moods;
  std::string check;
  std::string twice;
  std::vector<RandomTable> tables;
  // What is not of one table alone, or of none: statements that are there together, or none of them.
  std::vector<std::string> others;

  std::string text() const;
};

// DEED_RANDOM_SCHEMAS="100 50": fifty of each kind from seed 100 on. The first seed, and how many.
std::pair<unsigned, unsigned> wanted_seeds();

// Of the same names wherever they come from, so that two of them differ in what a name means.
RandomSchema random_schema(unsigned seed);

// A partitioned table `p` with up to three partitions, of which each may be a table by itself instead, or be partitioned too; and a
// table that another one inherits from.
std::string random_family(Dice& dice);

}  // namespace deed::testing
