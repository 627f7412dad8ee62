#pragma once

#include <optional>
#include <vector>

#include "command/invocation.h"
#include "config/workspace.h"
#include "scratch/scratch_server.h"

namespace deed::command {

// A scratch database to which the workspace's revisions led, by the same protocol as `upgrade`: what the files say without a connection to
// any other database. It lives as long as this object.
class PlayedHistory {
 public:
  // Plays the service's revisions, those of the services that they depend on, and as far as they go those of its other neighbours.
  // `major`: PostgreSQL's major version; the newest that is installed where it is not given. `given`: extensions that are there before any
  // revision, as far as the server has them. Throws what `upgrade` would throw, with the place in the file, and Error(config) where a
  // revision depends on a service whose files are not here.
  PlayedHistory(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& service,
                std::optional<int> major = {}, const std::vector<scratch::WantedExtension>& given = {});

  // The same invocation with this database in the place of every service's.
  Invocation there(Invocation& invocation, Log& log) const;

 private:
  void play(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services);

  scratch::ScratchServer server_;
  scratch::ScratchDatabase database_;
  // Roles that revisions name are made where nobody else has them.
  bool own_server_ = false;
};

}  // namespace deed::command
