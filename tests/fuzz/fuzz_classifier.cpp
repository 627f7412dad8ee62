// Any text as statements: the classifier says something of each, in bounded time and without overrunning its stack.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/lexer.h"
#include "fuzz/check.h"
#include "sql/analyse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  deed::ParsedStep step;
  for (const deed::StatementSpan& span : deed::split_statements(text)) {
    step.items.emplace_back(deed::sql::analyse(deed::SourceStatement{std::string(text.substr(span.begin, span.end - span.begin)), {}}));
  }
  deed::fuzz::check(step);
  return 0;
}
