#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace deed {

// A place in a text: bytes from its start, and what an editor shows (both from 1, columns in characters).
struct Position {
  std::size_t offset = 0;
  int line = 1;
  int column = 1;

  auto operator<=>(const Position&) const = default;
};

Position position_at(std::string_view text, std::size_t offset);

// Walks forward through one text, so that many positions cost one pass.
class PositionCounter {
 public:
  explicit PositionCounter(std::string_view text) : text_(text) {}

  // `offset` must not be smaller than in the call before.
  Position at(std::size_t offset);

 private:
  std::string_view text_;
  Position current_;
};

// A place in a file, printed as file:line:column; a line of 0 is the file as a whole.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;

  auto operator<=>(const Location&) const = default;
};

std::string to_string(const Location& location);

// Where a piece of a text that was put together comes from: it goes from `begin` (a byte) to the next piece's begin.
struct TextPiece {
  std::size_t begin = 0;
  Location location;
};

}  // namespace deed
