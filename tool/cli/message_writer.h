#pragma once

#include <cstddef>
#include <string_view>

namespace deed::cli {

// Writes lines to a file descriptor for as long as somebody takes them: a reader that stands still, as a terminal after Ctrl-S or a log
// collector that is behind, costs lines and never holds up a run with its locks.
class MessageWriter {
 public:
  explicit MessageWriter(int descriptor) : descriptor_(descriptor) {}

  // False where the text was not taken in time, in whole or in part: it counts as lost. A reader that went away is no loss.
  bool write(std::string_view text);
  // Whether a text would be taken at once.
  bool ready() const;
  // How many texts were lost since the last call of forget_lost().
  std::size_t lost() const { return lost_; }
  void forget_lost() { lost_ = 0; }

 private:
  int descriptor_;
  std::size_t lost_ = 0;
  // The last text was cut off within a line.
  bool broken_ = false;
};

}  // namespace deed::cli
