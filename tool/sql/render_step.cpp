#include "sql/render_step.h"

#include <fmt/format.h>

#include "sql/render_statements.h"

namespace deed::sql {

std::string render(const Action& action, std::string_view home) {
  return std::visit([&](const auto& one) { return statement(one, home); }, action);
}

std::string render_step(const OperationStep& step, std::string_view home) {
  std::string text;
  bool wide_before = false;
  for (const Operation& operation : step.operations) {
    std::string block;
    for (const std::string& hazard : operation.hazards) {
      block += fmt::format("-- {}\n", hazard);
    }
    block += render(operation.action, home) + ";\n";
    const bool wide = block.find('\n') + 1 < block.size();
    text += !text.empty() && (wide || wide_before) ? "\n" : "";
    text += block;
    wide_before = wide;
  }
  return text;
}

}  // namespace deed::sql
