#include "command/warm_up.h"

#include "base/phase.h"
#include "postgres/libpq.h"

namespace deed::command {

std::future<void> warm_up() { return std::async(std::launch::async, postgres::load_libpq); }

std::optional<postgres::FirstTry> begin_to_connect(const runner::RunSettings& settings, runner::SessionUse use) {
  try {
    return runner::begin_session(settings, use);
  } catch (const Error&) {
    return std::nullopt;
  }
}

HeadStart::HeadStart(Invocation& invocation, const Service& service) : settings_(run_settings(*service.config, invocation)) {
  // A command may take longer than a server lets a session idle.
  if (service.config->models.command.empty()) {
    begun_ = begin_to_connect(settings_, runner::SessionUse::read);
  }
  library_.read_ahead(service.graph);
}

postgres::Connection HeadStart::take_connection(Invocation& invocation) {
  const Phase phase(invocation.log, "connect");
  return runner::open_session(settings_, runner::SessionUse::read, invocation.cancellation, invocation.log,
                              std::exchange(begun_, std::nullopt));
}

}  // namespace deed::command
