#include "report/html.h"

#include <optional>

#include "base/text.h"

namespace deed::report {

std::string html(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string valid(text);
  for (std::optional<std::size_t> bad = invalid_utf8_at(valid); bad; bad = invalid_utf8_at(valid)) {
    valid.replace(*bad, 1, kReplacement);
  }
  std::string result;
  for (const char c : valid) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        result += byte < 0x20 || byte == 0x7f ? std::string(kReplacement) : std::string(1, c);
      }
    }
  }
  return result;
}

}  // namespace deed::report
