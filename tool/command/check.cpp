#include "command/check.h"

#include "command/possible_rename.h"

namespace deed::command {

std::string check(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                  const ComparisonRequest& request, Against against) {
  const Service service = require_service(config);
  ComparisonRequest asked = request;
  asked.tell_role = true;
  const Comparison comparison = against == Against::history ? compare_history_with_model(invocation, workspace, service, asked)
                                                            : compare_with_model(invocation, workspace, service, asked);
  for (const PossibleRename& possible : comparison.possible_renames) {
    invocation.log.warning({.source = "deed.autogenerate", .message = rename_warning(possible), .service = config.name});
  }
  std::string text;
  for (const revisions::NewStep& step : comparison.upgrade) {
    text += revisions::section_text(step);
  }
  return text;
}

}  // namespace deed::command
