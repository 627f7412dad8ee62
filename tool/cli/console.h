#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/log.h"

namespace deed::cli {

enum class Verbosity { quiet, normal, verbose };

// The only writer to the terminal: results to stdout, everything else to stderr. A reader that went away does not stop a run.
class Console : public Log {
 public:
  // From then on what others write to `stderr` goes nowhere.
  Console();
  void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
  void set_colour(bool colour) { colour_ = colour; }

  // A command's result for a file or a program, as it is; a terminal obeys nothing in it.
  void result(std::string_view text);
  // A command's result for people: nobody obeys anything in it, a CI system neither.
  void page(std::string_view text);
  // "INFO  [deed.runner] message"
  void write(LogLevel level, std::string_view source, std::string_view message) override;
  void error(const ErrorText& text) const;
  // Throws Error(local_io) where a result did not reach its file: half a script must not look like a whole one. That a reader went away is
  // his business.
  void require_written() const;

 private:
  void put_result(std::string_view text);

  std::FILE* messages_;
  // errno of the first result that was not written.
  int lost_result_ = 0;
  Verbosity verbosity_ = Verbosity::normal;
  bool colour_ = false;
};

}  // namespace deed::cli
