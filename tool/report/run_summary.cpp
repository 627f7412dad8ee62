#include "report/run_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/service_figures.h"

namespace deed::report {

namespace {

std::string what_happened(const ServiceFigures& figures) {
  const std::string done = figures.revisions == 0 ? "nothing to do" : count_of(figures.revisions, "revision");
  const std::string steps = figures.steps == figures.revisions ? "" : fmt::format(" ({})", count_of(figures.steps, "step"));
  if (figures.state == ServiceFigures::State::failed || figures.state == ServiceFigures::State::skipped) {
    const std::string before = figures.steps == 0 ? "" : fmt::format("{}{} before; ", count_of(figures.revisions, "revision"), steps);
    return fmt::format("{}exit {}: {}", before, figures.exit_code, one_line(figures.reason));
  }
  const std::string held_up = figures.lock_wait.count() == 0 ? "" : fmt::format(", {} of it held up by others", roughly(figures.lock_wait));
  return fmt::format("{}{}, {}{}", done, steps, roughly(figures.duration), held_up);
}

}  // namespace

std::string run_summary_text(const std::vector<ServiceFigures>& services) {
  std::size_t width = 0;
  for (const ServiceFigures& figures : services) {
    width = std::max(width, figures.service.size());
  }
  std::string text;
  for (const ServiceFigures& figures : services) {
    text += fmt::format("{:<{}}  {:<7}  {}\n", figures.service, width, word(figures.state), what_happened(figures));
  }
  return text;
}

std::string run_summary_json(const std::vector<ServiceFigures>& services) {
  Json json;
  json.array(services, [&](const ServiceFigures& figures) { write(json, figures); });
  return json.take();
}

}  // namespace deed::report
