#include "domain/run_figures.h"

#include <algorithm>

namespace deed {

namespace {

void end(ServiceFigures& figures, ServiceFigures::State state, const LogEvent& event) {
  figures.state = state;
  figures.exit_code = event.failure ? static_cast<int>(*event.failure) : 0;
  figures.reason = event.reason;
  figures.duration = event.duration.value_or(Duration(0));
}

// A service that others depend on is run in several parts, each over all of its tenants: whoever failed later than another was done has
// failed, and who had something to do in one part has had something to do.
TenantCounts together(const TenantCounts& before, const TenantCounts& last) {
  const std::size_t well = last.done + last.nothing_to_do;
  const std::size_t done = std::min(std::max(before.done, last.done), well);
  return {.done = done, .nothing_to_do = well - done, .failed = last.failed, .not_reached = last.not_reached};
}

}  // namespace

std::string_view word(ServiceFigures::State state) {
  switch (state) {
    case ServiceFigures::State::open:
    case ServiceFigures::State::done: return "done";
    case ServiceFigures::State::failed: return "failed";
    case ServiceFigures::State::skipped: return "skipped";
  }
  return "";
}

void RunFigures::add(const LogEvent& event) {
  if (event.service.empty()) {
    return;
  }
  ServiceFigures& figures = services_.try_emplace(event.service, ServiceFigures{.service = event.service}).first->second;
  figures.run_id = event.run_id.empty() ? figures.run_id : event.run_id;
  figures.lock_wait += event.lock_wait.value_or(Duration(0));
  if (event.tenants) {
    figures.tenants = figures.tenants ? together(*figures.tenants, *event.tenants) : *event.tenants;
  }
  switch (event.event) {
    case Event::step_done:
      ++figures.steps;
      figures.revisions += event.step == event.steps ? 1 : 0;
      break;
    case Event::step_retry: ++figures.retries; break;
    case Event::service_done: end(figures, ServiceFigures::State::done, event); break;
    case Event::service_failed: end(figures, ServiceFigures::State::failed, event); break;
    case Event::service_skipped: end(figures, ServiceFigures::State::skipped, event); break;
    default: break;
  }
}

std::vector<ServiceFigures> RunFigures::services() const {
  std::vector<ServiceFigures> list;
  for (const auto& [service, figures] : services_) {
    list.push_back(figures);
  }
  return list;
}

std::vector<ServiceFigures> RunFigures::finished(int exit_code, Duration duration) const {
  std::vector<ServiceFigures> list = services();
  for (ServiceFigures& figures : list) {
    if (figures.state != ServiceFigures::State::open) {
      continue;
    }
    figures.exit_code = list.size() == 1 ? exit_code : 0;
    figures.state = figures.exit_code < 2 ? ServiceFigures::State::done : ServiceFigures::State::failed;
    figures.duration = list.size() == 1 ? duration : figures.duration;
  }
  return list;
}

}  // namespace deed
