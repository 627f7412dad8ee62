#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.h"

namespace deed::cli {

namespace {

// Of one message: a server may send what it likes.
constexpr std::size_t kLongest = 8000;

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

std::string_view label(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "DEBUG";
    case LogLevel::info: return "INFO ";
    case LogLevel::warning: return "WARN ";
  }
  return "";
}

}  // namespace

// libpq prints what a server says before it is known to be one's own, as it is and without end: to a `stderr` that goes nowhere, then. In
// the GNU C library it is a variable.
Console::Console() : messages_(stderr) {
  if (std::FILE* nowhere = std::fopen("/dev/null", "we")) {
    stderr = nowhere;
  }
}

void Console::result(std::string_view text) { ::isatty(STDOUT_FILENO) == 1 ? page(text) : put(stdout, text); }

void Console::page(std::string_view text) { put(stdout, spelt_out(text)); }

void Console::write(LogLevel level, std::string_view source, std::string_view message) {
  const bool wanted =
      level == LogLevel::warning || (level == LogLevel::info && verbosity_ != Verbosity::quiet) || verbosity_ == Verbosity::verbose;
  if (wanted) {
    const bool warns = colour_ && level == LogLevel::warning;
    put(messages_, fmt::format("{}{}{} [{}] {}\n", warns ? "\x1b[33m" : "", label(level), warns ? "\x1b[0m" : "", source,
                               one_line(message, kLongest)));
  }
}

void Console::error(const ErrorText& text) const { put(messages_, to_string(text, colour_ ? "\x1b[31merror\x1b[0m" : "error") + '\n'); }

}  // namespace deed::cli
