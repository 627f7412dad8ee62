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

// A new column that gives each row a value of its own has a hazard, one without has none or fails.
bool adds_with_rewrite(const Operation& operation) {
  return std::holds_alternative<AddColumn>(operation.action) && !operation.hazards.empty() &&
         operation.hazards.front().starts_with("Rewrites");
}

// The table whose column gets another type or default, or which gets a column that rewrites it.
const ObjectName* altered_table(const Operation& operation) {
  if (const auto* type = std::get_if<SetColumnType>(&operation.action)) {
    return &type->name.table;
  }
  if (adds_with_rewrite(operation)) {
    return &std::get<AddColumn>(operation.action).table;
  }
  const auto* value = std::get_if<SetDefault>(&operation.action);
  return value == nullptr ? nullptr : &value->name.table;
}

std::string subcommand_of(const Action& action, std::string_view home) {
  if (const auto* column = std::get_if<AddColumn>(&action)) {
    return subcommand(*column, home);
  }
  const auto* type = std::get_if<SetColumnType>(&action);
  return type != nullptr ? subcommand(*type) : subcommand(std::get<SetDefault>(action));
}

// Of two that begin alike the longer one says it all.
void add_new(std::vector<std::string>& hazards, const std::vector<std::string>& more) {
  for (const std::string& hazard : more) {
    const auto alike = std::find_if(hazards.begin(), hazards.end(),
                                    [&](const std::string& said) { return said.starts_with(hazard) || hazard.starts_with(said); });
    if (alike == hazards.end()) {
      hazards.push_back(hazard);
    } else if (alike->size() < hazard.size()) {
      *alike = hazard;
    }
  }
}

// The operations from `begin` on that change types and defaults of one table, or add columns, in one statement: the table is rewritten
// once. Nothing unless several of them would rewrite it.
std::optional<Block> one_rewrite(const std::vector<Operation>& operations, std::size_t& begin, std::string_view home) {
  const ObjectName* table = altered_table(operations[begin]);
  std::size_t end = begin;
  std::size_t rewrites = 0;
  Block block;
  std::vector<std::string> subcommands;
  for (; table != nullptr && end < operations.size(); ++end) {
    const Action& action = operations[end].action;
    const ObjectName* other = altered_table(operations[end]);
    if (other == nullptr || *other != *table) {
      break;
    }
    rewrites += std::holds_alternative<SetColumnType>(action) || adds_with_rewrite(operations[end]) ? 1U : 0U;
    subcommands.push_back(subcommand_of(action, home));
    add_new(block.hazards, operations[end].hazards);
  }
  if (rewrites < 2) {
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
