#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/text.h"

namespace deed::cli {

namespace {

// Of one message: a server may send what it likes.
constexpr std::size_t kLongest = 8000;

bool put(std::FILE* stream, std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
  return std::fflush(stream) == 0 && written;
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

void Console::put_result(std::string_view text) {
  if (!put(stdout, text) && lost_result_ == 0) {
    lost_result_ = errno;
  }
}

void Console::result(std::string_view text) { ::isatty(STDOUT_FILENO) == 1 ? page(text) : put_result(text); }

void Console::page(std::string_view text) { put_result(spelt_out(text)); }

void Console::require_written() const {
  if (lost_result_ != 0 && lost_result_ != EPIPE) {
    throw Error(ErrorKind::local_io, {.what = fmt::format("The result could not be written: {}.", std::strerror(lost_result_)),
                                      .where = "standard output",
                                      .hint = "Run the same command again where there is room for it."});
  }
}

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
