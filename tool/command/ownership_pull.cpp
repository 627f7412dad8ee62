#include "command/ownership_pull.h"

#include "base/files.h"
#include "base/replace_file.h"
#include "history/state.h"
#include "revisions/ownership_lock.h"
#include "runner/session.h"

namespace deed::command {

namespace {

std::filesystem::path lock_path(const config::ServiceConfig& config) { return service_path(config, "ownership.lock"); }

OwnershipMap stored_map(Invocation& invocation, const config::ServiceConfig& config) {
  const runner::RunSettings settings = run_settings(config, invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  return OwnershipMap::from_rows(history::read_state(connection, settings.version_table, config.name).ownership);
}

}  // namespace

std::optional<OwnershipMap> locked_neighbours(const config::Workspace& workspace) {
  const config::ServiceConfig& config = workspace.services.front();
  const std::filesystem::path path = lock_path(config);
  if (workspace.neighbours != config::Neighbours::unknown || file_kind(path) == FileKind::missing) {
    return std::nullopt;
  }
  require_inside(path, config.directory, ErrorKind::config);
  return revisions::parse_ownership_lock(read_text_file(path, ErrorKind::config), path.string(), config.name);
}

PullResult ownership_pull(Invocation& invocation, const config::ServiceConfig& config, bool only_check) {
  const std::string text = revisions::ownership_lock_text(config.name, stored_map(invocation, config));
  PullResult result{.path = lock_path(config)};
  if (file_kind(result.path) == FileKind::regular && read_file(result.path, ErrorKind::config) == text) {
    return result;
  }
  result.outcome = only_check ? PulledLock::differs : PulledLock::written;
  if (!only_check) {
    replace_file(result.path, text);
  }
  return result;
}

}  // namespace deed::command
