#include "cli/colour.h"

namespace deed::cli {

bool wants_colour(const std::string& when, const config::Environment& environment, bool terminal) {
  const auto value = [&](const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  if (when != "auto") {
    return when == "always";
  }
  if (!value("NO_COLOR").empty()) {
    return false;
  }
  if (const std::string force = value("CLICOLOR_FORCE"); !force.empty() && force != "0") {
    return true;
  }
  return terminal && value("CLICOLOR") != "0" && value("TERM") != "dumb";
}

}  // namespace deed::cli
