#include "cli/console.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/text.h"

namespace deed::cli {

namespace {

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

void Console::result(std::string_view text) { put(stdout, text); }

void Console::write(LogLevel level, std::string_view source, std::string_view message) {
  const bool wanted =
      level == LogLevel::warning || (level == LogLevel::info && verbosity_ != Verbosity::quiet) || verbosity_ == Verbosity::verbose;
  if (wanted) {
    const bool warns = colour_ && level == LogLevel::warning;
    put(stderr, fmt::format("{}{}{} [{}] {}\n", warns ? "\x1b[33m" : "", label(level), warns ? "\x1b[0m" : "", source, one_line(message)));
  }
}

void Console::error(const ErrorText& text) const { put(stderr, to_string(text, colour_ ? "\x1b[31merror\x1b[0m" : "error") + '\n'); }

}  // namespace deed::cli
