#include "script/literals.h"

#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::script {

namespace {

std::string array(const std::vector<std::string>& elements, std::string_view type) {
  return elements.empty() ? "'{}'" : fmt::format("ARRAY[{}]::{}[]", join(elements, ",\n    "), type);
}

}  // namespace

std::string text_array(const std::vector<std::string>& values) {
  std::vector<std::string> elements;
  for (const std::string& value : values) {
    elements.push_back('"' + replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"") + '"');
  }
  return quote_literal('{' + join(elements, ",") + '}');
}

std::string dollar_quoted(std::string_view text) {
  std::string tag = "$step$";
  for (int number = 1; text.find(tag) != std::string_view::npos; ++number) {
    tag = fmt::format("$step{}$", number);
  }
  return fmt::format("{}{}{}", tag, text, tag);
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
