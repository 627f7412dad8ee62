#include "script/literals.h"

#include <fmt/format.h>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::script {

namespace {

std::string array(const std::vector<std::string>& elements, std::string_view type) {
  return elements.empty() ? "'{}'" : fmt::format("ARRAY[{}]::{}[]", join(elements, ",\n    "), type);
}

}  // namespace

std::string array_text(const std::vector<std::string>& values) {
  std::vector<std::string> elements;
  for (const std::string& value : values) {
    elements.push_back('"' + replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"") + '"');
  }
  return '{' + join(elements, ",") + '}';
}

std::string text_array(const std::vector<std::string>& values) { return quote_literal(array_text(values)); }

std::string dollar_quoted(std::string_view text) {
  std::string tag = "$step$";
  // Also where the text ends like the tag begins.
  const auto ends_early = [&] { return (std::string(text) + tag).find(tag) < text.size(); };
  for (int number = 1; ends_early(); ++number) {
    tag = fmt::format("$step{}$", number);
  }
  return tag + std::string(text) + tag;
}

std::string for_psql(std::string_view statement) {
  std::string text;
  std::string_view before;
  Lexer lexer(statement);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    // `::` is a cast; a lone colon stands in array slices only.
    const bool variable = before == ":" && (token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier ||
                                            token.kind == TokenKind::string || token.text == "{");
    const bool cast = text.ends_with("::");
    text += variable && !cast ? " " : "";
    text += token.text;
    before = token.text;
  }
  return text;
}

std::string filled(std::string_view text, const std::vector<std::pair<std::string, std::string>>& marks) {
  std::string result;
  while (!text.empty()) {
    std::size_t nearest = std::string_view::npos;
    const std::pair<std::string, std::string>* found = nullptr;
    for (const auto& mark : marks) {
      if (const std::size_t at = text.find(mark.first); at < nearest) {
        nearest = at;
        found = &mark;
      }
    }
    result += text.substr(0, nearest);
    if (found == nullptr) {
      break;
    }
    result += found->second;
    text.remove_prefix(nearest + found->first.size());
  }
  return result;
}

std::string row_array(const std::vector<OwnershipRow>& rows) {
  std::vector<std::string> elements;
  for (const OwnershipRow& row : rows) {
    std::vector<std::string> accesses;
    for (const Access access : row.accesses) {
      accesses.emplace_back(word(access));
    }
    elements.push_back(fmt::format("ROW({}, {}, {}, {}, {})", quote_literal(word(row.kind)), quote_literal(row.object),
                                   quote_literal(row.with_service), text_array(accesses), quote_literal(row.revision)));
  }
  return array(elements, "pg_temp.deed_row");
}

std::string name_array(const std::vector<ObjectName>& names) {
  std::vector<std::string> elements;
  for (const ObjectName& name : names) {
    elements.push_back(
        fmt::format("ROW({}, {}, {})", quote_literal(word(name.kind)), quote_literal(name.schema), quote_literal(name.name)));
  }
  return array(elements, "pg_temp.deed_name");
}

}  // namespace deed::script
