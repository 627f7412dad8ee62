#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/revision.h"

namespace deed::command {

// Parsed steps, each read once. What it returns stays where it is.
class StepLibrary {
 public:
  // All steps of a direction, in order.
  const std::vector<ParsedStep>& steps(const Revision& revision, Direction direction);
  // Upgrade steps of a revision that has no file here, by the texts that history kept.
  const std::vector<ParsedStep>& recorded(const std::string& revision, const std::vector<std::string>& texts, const std::string& service,
                                          const std::string& default_schema);

 private:
  std::map<std::string, std::vector<ParsedStep>> steps_;
};

}  // namespace deed::command
