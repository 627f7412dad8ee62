#include "base/log.h"

#include <array>

namespace deed {

namespace {

constexpr std::array<std::pair<Event, std::string_view>, 30> kWords{{
    {Event::connected, "connected"},
    {Event::connect_retry, "connect_retry"},
    {Event::notice, "notice"},
    {Event::trace, "trace"},
    {Event::nothing_to_do, "nothing_to_do"},
    {Event::step_started, "step_started"},
    {Event::statement_done, "statement_done"},
    {Event::step_done, "step_done"},
    {Event::step_retry, "step_retry"},
    {Event::still_running, "still_running"},
    {Event::repeat_progress, "repeat_progress"},
    {Event::adopted, "adopted"},
    {Event::stamped, "stamped"},
    {Event::lock_wait, "lock_wait"},
    {Event::runner_wait, "runner_wait"},
    {Event::commit_resolved, "commit_resolved"},
    {Event::invalid_index, "invalid_index"},
    {Event::dependency_wait, "dependency_wait"},
    {Event::revision_wait, "revision_wait"},
    {Event::services_progress, "services_progress"},
    {Event::tenant_failed, "tenant_failed"},
    {Event::tenants_ended, "tenants_ended"},
    {Event::database_ahead, "database_ahead"},
    {Event::ownership, "ownership"},
    {Event::service_done, "service_done"},
    {Event::service_failed, "service_failed"},
    {Event::service_skipped, "service_skipped"},
    {Event::difference, "difference"},
    {Event::not_compared, "not_compared"},
    {Event::note, "note"},
}};

}  // namespace

std::string_view word(Event event) {
  for (const auto& [known, word] : kWords) {
    if (known == event) {
      return word;
    }
  }
  return "";
}

const std::vector<Event>& all_events() {
  static const std::vector<Event> all = [] {
    std::vector<Event> events;
    for (const auto& entry : kWords) {
      events.push_back(entry.first);
    }
    return events;
  }();
  return all;
}

}  // namespace deed
