#include "sql/render_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

// Statements that belong together, and what is risky about them.
struct Block {
  std::vector<std::string> hazards;
  std::string statements;

  bool is_wide() const { return statements.find('\n') != std::string::npos; }
};

// The table whose column gets another type or default.
const ObjectName* altered_table(const Action& action) {
  if (const auto* type = std::get_if<SetColumnType>(&action)) {
    return &type->name.table;
  }
  const auto* value = std::get_if<SetDefault>(&action);
  return value == nullptr ? nullptr : &value->name.table;
}

std::string subcommand_of(const Action& action) {
  const auto* type = std::get_if<SetColumnType>(&action);
  return type != nullptr ? subcommand(*type) : subcommand(std::get<SetDefault>(action));
}

void add_new(std::vector<std::string>& hazards, const std::vector<std::string>& more) {
  for (const std::string& hazard : more) {
    if (std::find(hazards.begin(), hazards.end(), hazard) == hazards.end()) {
      hazards.push_back(hazard);
    }
  }
}

// The operations from `begin` on that change types and defaults of one table, in one statement: the table is rewritten once. Nothing
// unless several of them change a type.
std::optional<Block> one_rewrite(const std::vector<Operation>& operations, std::size_t& begin, std::string_view home) {
  const ObjectName* table = altered_table(operations[begin].action);
  std::size_t end = begin;
  std::size_t types = 0;
  Block block;
  std::vector<std::string> subcommands;
  for (; table != nullptr && end < operations.size(); ++end) {
    const Action& action = operations[end].action;
    const ObjectName* other = altered_table(action);
    if (other == nullptr || *other != *table) {
      break;
    }
    types += std::holds_alternative<SetColumnType>(action) ? 1U : 0U;
    subcommands.push_back(subcommand_of(action));
    add_new(block.hazards, operations[end].hazards);
  }
  if (types < 2) {
    return std::nullopt;
  }
  begin = end;
  block.statements = alter_table(*table, join(subcommands, ",\n    "), home);
  return block;
}

std::vector<Block> blocks_of(const std::vector<Operation>& operations, std::string_view home) {
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < operations.size();) {
    std::optional<Block> merged = one_rewrite(operations, at, home);
    if (!merged) {
      merged = Block{operations[at].hazards, render(operations[at].action, home)};
      ++at;
    }
    blocks.push_back(std::move(*merged));
  }
  return blocks;
}

}  // namespace

std::string render(const Action& action, std::string_view home) {
  return std::visit([&](const auto& one) { return statement(one, home); }, action);
}

std::string render_step(const OperationStep& step, std::string_view home) {
  std::string text;
  const std::vector<Block> blocks = blocks_of(step.operations, home);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    // What goes for several statements in a row is said once.
    const bool same_hazards = i > 0 && blocks[i - 1].hazards == block.hazards;
    text += i > 0 && (block.is_wide() || blocks[i - 1].is_wide() || !same_hazards) ? "\n" : "";
    for (const std::string& hazard : same_hazards ? std::vector<std::string>{} : block.hazards) {
      text += fmt::format("-- {}\n", one_line(hazard));
    }
    text += block.statements + ";\n";
  }
  return text;
}

}  // namespace deed::sql
