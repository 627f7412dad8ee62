#include "domain/status.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed {

std::string to_string(const SessionFacts& session) {
  if (session.pid == 0) {
    return "a prepared transaction (pg_prepared_xacts)";
  }
  std::string text = fmt::format("pid {}", session.pid);
  text += session.application.empty() ? "" : ", " + session.application;
  text += session.db_role.empty() ? "" : ", role " + session.db_role;
  text += session.host.empty() ? "" : ", from " + session.host;
  text += session.since.empty() ? "" : fmt::format(", since {} UTC", session.since);
  return one_line(text);
}

std::string doing(const SessionFacts& session) {
  if (session.pid == 0) {
    return "COMMIT PREPARED or ROLLBACK PREPARED ends it";
  }
  if (!session.visible) {
    return "what it does is not visible to this role (GRANT pg_read_all_stats shows it)";
  }
  std::string text = session.state.empty() ? "at work" : fmt::format("{} for {} s", session.state, session.state_seconds);
  text += session.wait.empty() ? "" : fmt::format(" ({})", session.wait);
  const std::string_view query = session.state == "active" || session.state.empty() ? "" : "last ";
  text += session.query.empty() ? "" : fmt::format(": {}{}", query, session.query);
  return one_line(text);
}

}  // namespace deed
