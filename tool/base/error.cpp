#include "base/error.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"

namespace deed {

namespace {

// Of one part of a message: what a hostile server or file may fill a log with.
constexpr std::size_t kLongest = 8000;

}  // namespace

ErrorKind worst(ErrorKind a, ErrorKind b) {
  if (a == ErrorKind::internal || b == ErrorKind::internal) {
    return ErrorKind::internal;
  }
  // Final codes are the smaller numbers, so the smaller number wins among all the others.
  return static_cast<int>(a) < static_cast<int>(b) ? a : b;
}

std::string_view exit_class(int exit_code) {
  switch (exit_code) {
    case 0: return "done";
    case 1: return "found";
    default: break;
  }
  if (exit_code > 128) {
    return "signal";
  }
  return exit_code < 70 ? "final" : "retryable";
}

Error::Error(ErrorKind kind, ErrorText text) : kind_(kind), text_(std::move(text)) {}

Error& Error::with_sqlstate(std::string sqlstate) {
  sqlstate_ = std::move(sqlstate);
  return *this;
}

std::string to_string(const ErrorText& text, std::string_view severity) {
  std::string out = fmt::format("{}: {}", severity, one_line(text.what, kLongest));
  if (!text.where.empty()) {
    out += fmt::format("\n  at:  {}", one_line(text.where, kLongest));
  }
  for (const std::string& detail : text.details) {
    out += fmt::format("\n       {}", one_line(detail, kLongest));
  }
  if (!text.hint.empty()) {
    out += fmt::format("\n  try: {}", spelt_out(text.hint));
  }
  return out;
}

}  // namespace deed
