#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/ownership.h"

namespace deed {

// An object that stands in a database: the name and what it is, "table" or "materialized view".
struct LiveObject {
  ObjectName name{};
  std::string what{};
};

struct LiveForeignKey {
  std::string name{};
  ObjectName table{};
  ObjectName target{};
};

// What the catalogue says, without PostgreSQL's own objects, members of extensions and schema `deed`.
struct LiveDatabase {
  std::vector<LiveObject> objects{};
  // Of an owned sequence and of statistics the table, of a partition or child its parents, nearest first: they follow these.
  std::map<ObjectName, std::vector<ObjectName>> belongs_to{};
  // History tables of other migration tools.
  std::set<ObjectName> histories{};
  // Names of claims that are not among `objects` and exist all the same: an index, a member of an extension.
  std::set<ObjectName> also_standing{};
  std::vector<LiveForeignKey> foreign_keys{};
};

// A row of the ownership table with what PostgreSQL noted when it was written.
struct StoredRow {
  OwnershipRow row{};
  std::string at{};
  std::string db_role{};
};

// Who owns what in a database: the ownership table and the catalogue side by side. Made by ownership::map_database(), for people.
struct DatabaseMap {
  struct Owned {
    ObjectName name{};
    // Empty where no such object exists.
    std::string what{};
    std::string since{};
    std::string at{};
    // Other services that claim it too.
    std::vector<std::string> also{};
  };
  struct Pattern {
    ObjectPattern pattern{};
    std::string since{};
    std::string at{};
    // What exists and is the service's by this pattern.
    std::vector<LiveObject> covers{};
  };
  struct Shared {
    Share share{};
    std::string at{};
  };
  struct Gift {
    ObjectName name{};
    std::string to{};
    std::string since{};
    std::string at{};
  };
  struct Service {
    std::string name{};
    std::string version_table{};
    std::vector<Owned> objects{};
    std::vector<Pattern> patterns{};
    std::vector<Shared> shares{};
    std::vector<Gift> gifts{};
    // How its rows differ from the fold of its history; and why that could not be looked at.
    std::vector<std::string> differences{};
    std::string not_compared{};
  };
  struct Unowned {
    LiveObject object{};
    // The history table of another migration tool.
    bool history = false;
  };
  // A foreign key from one service's table to another's.
  struct CrossKey {
    LiveForeignKey key{};
    std::string from{};
    std::string to{};
  };

  // Where and when it was made; never with a password.
  std::string database{};
  std::string made_at{};
  std::vector<Service> services{};
  std::vector<Unowned> unowned{};
  std::vector<CrossKey> foreign_keys{};
  // What two services claim, in words.
  std::vector<std::string> conflicts{};
  // How the ownership table is protected, where that is worth a word.
  std::string protection{};

  bool differs() const;
};

}  // namespace deed
