#include "sql/render_step.h"

#include <fmt/format.h>

#include "sql/render_statements.h"

namespace deed::sql {

std::string render(const Action& action, std::string_view home) {
  return std::visit([&](const auto& one) { return statement(one, home); }, action);
}

std::string render_step(const OperationStep& step, std::string_view home) {
  std::string text;
  const Operation* before = nullptr;
  bool wide_before = false;
  for (const Operation& operation : step.operations) {
    const std::string statements = render(operation.action, home) + ";\n";
    const bool wide = statements.find('\n') + 1 < statements.size();
    // What goes for several statements in a row is said once.
    const bool same_hazards = before != nullptr && before->hazards == operation.hazards;
    text += before != nullptr && (wide || wide_before || !same_hazards) ? "\n" : "";
    for (const std::string& hazard : same_hazards ? std::vector<std::string>{} : operation.hazards) {
      text += fmt::format("-- {}\n", hazard);
    }
    text += statements;
    wide_before = wide;
    before = &operation;
  }
  return text;
}

}  // namespace deed::sql
