#include "command/ownership_list.h"

#include "history/state.h"
#include "ownership/fold.h"
#include "runner/session.h"

namespace deed::command {

DatabaseOwnership ownership_list(Invocation& invocation, const Configs& services) {
  const runner::RunSettings settings = run_settings(*services.front(), invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  const history::State state = history::read_state(connection, settings.version_table, services.front()->name);
  DatabaseOwnership result{.database = to_string(connection.endpoint()), .map = OwnershipMap::from_rows(state.ownership)};
  for (const auto& [service, holdings] : result.map.services()) {
    const std::vector<std::string> found = ownership::conflicts(result.map, service, to_rows(service, holdings));
    result.conflicts.insert(result.conflicts.end(), found.begin(), found.end());
  }
  return result;
}

}  // namespace deed::command
