#include "base/source.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed {

Position position_at(std::string_view text, std::size_t offset) { return PositionCounter(text).at(offset); }

Position PositionCounter::at(std::size_t offset) {
  for (; current_.offset < offset && current_.offset < text_.size(); ++current_.offset) {
    const auto c = static_cast<unsigned char>(text_[current_.offset]);
    if (c == '\n') {
      ++current_.line;
      current_.column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++current_.column;
    }
  }
  return current_;
}

std::string to_string(const Location& location) {
  std::string file = one_line(location.file);
  if (location.line == 0) {
    return file;
  }
  return location.column == 0 ? fmt::format("{}:{}", file, location.line) : fmt::format("{}:{}:{}", file, location.line, location.column);
}

}  // namespace deed
