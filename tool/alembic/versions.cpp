#include "alembic/versions.h"

#include <optional>

#include "alembic/values.h"

namespace deed::alembic {

namespace {

std::optional<std::string> text_of(const Values& values, Tokens tokens) {
  const Value value = values.of(tokens);
  return value.kind == ValueKind::text ? std::optional(value.text) : std::nullopt;
}

std::string schema_prefix(const Values& values, const std::vector<Tokens>& given) {
  for (const Tokens argument : given) {
    if (argument.size() > 2 && argument[0].is("schema") && argument[1].is("=")) {
      const std::optional<std::string> schema = text_of(values, argument.subspan(2));
      return schema ? *schema + "." : "";
    }
  }
  return "";
}

struct Change {
  std::string kind;
  std::string table;
  // rename_table: the new name.
  std::string to{};
};

std::optional<Change> read_change(const Values& values, Tokens tokens) {
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    const bool known = tokens[i + 2].is("create_table") || tokens[i + 2].is("drop_table") || tokens[i + 2].is("rename_table");
    if (!(tokens[i].is("op") && tokens[i + 1].is(".") && known && tokens[i + 3].is("("))) {
      continue;
    }
    const std::vector<Tokens> given = arguments(tokens.subspan(i + 4, closing(tokens, i + 3) - i - 4));
    const std::optional<std::string> name = given.empty() ? std::nullopt : text_of(values, given[0]);
    if (!name) {
      return std::nullopt;
    }
    const std::string prefix = schema_prefix(values, given);
    const std::optional<std::string> to = given.size() > 1 ? text_of(values, given[1]) : std::nullopt;
    return Change{tokens[i + 2].text, prefix + *name, prefix + to.value_or("")};
  }
  return std::nullopt;
}

}  // namespace

std::set<std::string> tables_of(const std::vector<std::string>& files) {
  std::set<std::string> made;
  std::set<std::string> gone;
  for (const std::string& file : files) {
    const std::vector<LogicalLine> lines = read_python(file);
    const Values values(lines);
    bool upgrade = false;
    for (const LogicalLine& line : lines) {
      const Tokens tokens(line.tokens);
      if (line.indent == 0 && tokens[0].is("def")) {
        upgrade = tokens.size() > 1 && tokens[1].is("upgrade");
      }
      const std::optional<Change> change = upgrade ? read_change(values, tokens) : std::nullopt;
      if (change) {
        (change->kind == "create_table" ? made : gone).insert(change->table);
      }
      if (change && change->kind == "rename_table") {
        made.insert(change->to);
      }
    }
  }
  for (const std::string& table : gone) {
    made.erase(table);
  }
  return made;
}

}  // namespace deed::alembic
