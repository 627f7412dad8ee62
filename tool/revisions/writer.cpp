#include "revisions/writer.h"

#include <fmt/format.h>

#include "base/text.h"
#include "revisions/header.h"

namespace deed::revisions {

namespace {

std::string section_line(const NewStep& step) {
  if (!step.irreversible.empty()) {
    return fmt::format("-- deed:downgrade irreversible reason=\"{}\"", replace_all(one_line(step.irreversible), "\"", "'"));
  }
  const std::string kind = step.kind == StepKind::transactional ? "" : fmt::format(" {}", word(step.kind));
  return fmt::format("-- deed:{}{}", word(step.direction), kind);
}

}  // namespace

std::string section_text(const NewStep& step) {
  std::string text = section_line(step) + '\n';
  if (const std::string_view body = trim(step.body); !body.empty()) {
    text += fmt::format("{}\n", body);
  }
  return text;
}

std::string render_revision(const Revision& header, const std::vector<NewStep>& steps) {
  std::string text = render_header(header);
  for (const NewStep& step : steps) {
    text += (&step == &steps.front() ? "" : "\n") + section_text(step);
  }
  return text;
}

std::string file_name(const std::string& file_template, const Revision& header, TimePoint time) {
  const CalendarTime t = calendar_time(time);
  std::string name = file_template;
  const std::vector<std::pair<std::string_view, std::string>> parts{{"{year}", fmt::format("{:04}", t.year)},
                                                                    {"{month}", fmt::format("{:02}", t.month)},
                                                                    {"{day}", fmt::format("{:02}", t.day)},
                                                                    {"{hour}", fmt::format("{:02}", t.hour)},
                                                                    {"{minute}", fmt::format("{:02}", t.minute)},
                                                                    {"{second}", fmt::format("{:02}", t.second)},
                                                                    {"{rev}", header.id},
                                                                    {"{slug}", slug(header.message, 40)}};
  for (const auto& [placeholder, value] : parts) {
    name = replace_all(std::move(name), placeholder, value);
  }
  return name + ".sql";
}

}  // namespace deed::revisions
