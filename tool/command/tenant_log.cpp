#include "command/tenant_log.h"

#include <algorithm>
#include <array>
#include <vector>

namespace deed::command {

namespace {

bool is_routine(Event event) {
  constexpr std::array routine{Event::connected, Event::trace,   Event::notice,  Event::nothing_to_do,  Event::step_started,
                               Event::step_done, Event::adopted, Event::stamped, Event::commit_resolved};
  return std::find(routine.begin(), routine.end(), event) != routine.end();
}

}  // namespace

void TenantLog::write(const LogEvent& event) {
  figures_.add(event);
  held_up_ += event.lock_wait.value_or(Duration(0));
  patience_.spend(event.lock_wait.value_or(Duration(0)));
  stamped_ += event.event == Event::stamped ? 1U : 0U;
  nothing_to_do_ = nothing_to_do_ || event.event == Event::nothing_to_do;
  LogEvent told = event;
  told.tenant = tenant_;
  told.level = of_many_ && event.level == LogLevel::info && is_routine(event.event) ? LogLevel::debug : event.level;
  to_.write(told);
}

std::size_t TenantLog::revisions() const {
  const std::vector<ServiceFigures> services = figures_.services();
  return (services.empty() ? 0 : services.front().revisions) + stamped_;
}

}  // namespace deed::command
