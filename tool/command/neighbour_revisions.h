#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "command/service.h"
#include "command/step_library.h"
#include "config/workspace.h"
#include "domain/history.h"
#include "domain/ownership.h"
#include "ownership/touches.h"
#include "postgres/connection.h"

namespace deed::command {

// The revisions of another service, and what they do with objects: those of the workspace's files, or, where the service has none here,
// of its history in the database.
class NeighbourRevisions {
 public:
  // `registered`: its version table as the ownership table says; empty where it has not run yet. `names`: whose objects unqualified names
  // may mean. Throws what reading a history throws.
  NeighbourRevisions(const config::Workspace& workspace, postgres::Connection& live, std::string service, const std::string& registered,
                     OwnershipMap names);

  // Whether they are those of files that are here.
  bool from_files() const { return from_files_; }
  // Of the applied ones the newest that made or changed the object, or may have; and `share`, unless one of those follows it.
  std::set<RevisionRef> newest_that_changed(const ObjectName& object, const std::string& share) const;
  // The newest that use one of these objects, or change what did: as one does that lets go of it. Those that are still to be applied too.
  std::set<RevisionRef> newest_that_use(const std::set<ObjectName>& objects) const;
  // Functions that stand in the database and whose text names one of these objects and has this word.
  std::set<ObjectName> functions_naming(const std::set<ObjectName>& objects, const std::string& word) const;
  // Of these those that no other of them follows: what they need comes before them anyway.
  std::set<RevisionRef> newest(const std::set<std::string>& ids) const;

 private:
  struct Read {
    std::string revision;
    bool applied = false;
    std::vector<ownership::Touch> touches;
  };

  void read_files(const config::Workspace& workspace);
  void read_history(postgres::Connection& live, const history::TableName& table, const History& history);
  void read_steps(OwnershipMap names, const std::map<std::string, SearchPath>& paths, const std::set<std::string>& applied);
  std::string service_;
  bool from_files_ = false;
  RevisionGraph graph_;
  SearchPath schemas_;
  StepLibrary library_;
  std::vector<Read> read_;
};

}  // namespace deed::command
