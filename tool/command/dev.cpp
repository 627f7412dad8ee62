#include "command/dev.h"

#include "scratch/workspace_server.h"

namespace deed::command {

namespace {

DevServer described(const scratch::RunningServer& server, const std::string& database) {
  return {.url = server.address.url(database), .log = server.log, .major = server.major};
}

}  // namespace

DevServer dev_start(Invocation& invocation, const std::filesystem::path& workspace, const std::string& database) {
  const scratch::StartResult result = scratch::WorkspaceServer(invocation.paths, workspace).start({}, database, invocation.cancellation);
  DevServer server = described(result.server, database);
  server.nothing_to_do = result.outcome == scratch::StartOutcome::was_running;
  return server;
}

DevServer dev_stop(Invocation& invocation, const std::filesystem::path& workspace, bool remove) {
  const auto data = remove ? scratch::KeptData::remove : scratch::KeptData::keep;
  return {.nothing_to_do = scratch::WorkspaceServer(invocation.paths, workspace).stop(data, invocation.cancellation) ==
                           scratch::StopOutcome::was_not_running};
}

DevServer dev_url(Invocation& invocation, const std::filesystem::path& workspace, const std::string& database) {
  const std::optional<scratch::RunningServer> server = scratch::WorkspaceServer(invocation.paths, workspace).running();
  if (!server) {
    throw Error(ErrorKind::unreachable,
                {.what = "The embedded server of this workspace does not run.", .where = workspace.string(), .hint = "deed dev start"});
  }
  return described(*server, database);
}

}  // namespace deed::command
