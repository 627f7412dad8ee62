#include "command/step_library.h"

#include <fmt/format.h>

#include "revisions/reader.h"
#include "sql/analyse.h"

namespace deed::command {

const std::vector<ParsedStep>& StepLibrary::steps(const Revision& revision, Direction direction) {
  const auto [entry, fresh] = steps_.try_emplace(fmt::format("{}:{}:{}", revision.service, revision.id, word(direction)));
  if (fresh) {
    for (const Step& step : revision.steps(direction)) {
      entry->second.push_back(sql::analyse(step));
    }
  }
  return entry->second;
}

const std::vector<ParsedStep>& StepLibrary::recorded(const std::string& revision, const std::vector<std::string>& texts,
                                                     const std::string& service, const std::string& default_schema) {
  const auto [entry, fresh] = steps_.try_emplace(fmt::format("{}:{}:recorded", service, revision));
  if (fresh) {
    for (const std::string& text : texts) {
      entry->second.push_back(
          sql::analyse(revisions::parse_step(text, 1, fmt::format("history of {}", revision), {service, default_schema})));
    }
  }
  return entry->second;
}

}  // namespace deed::command
