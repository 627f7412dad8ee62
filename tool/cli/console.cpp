#include "cli/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/text.h"
#include "report/log_line.h"

namespace deed::cli {

namespace {

// Back to the first column, and nothing right of it.
constexpr std::string_view kErase = "\r\x1b[K";

bool put(std::FILE* stream, std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
  return std::fflush(stream) == 0 && written;
}

std::size_t columns_of_terminal() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

}  // namespace

// libpq prints what a server says before it is known to be one's own, as it is and without end: to a `stderr` that goes nowhere, then. In
// the GNU C library it is a variable.
Console::Console() : terminal_(::isatty(STDERR_FILENO) == 1) {
  if (std::FILE* nowhere = std::fopen("/dev/null", "we")) {
    stderr = nowhere;
  }
}

void Console::set_log_format(LogFormat format, const std::optional<TraceContext>& trace) {
  format_ = format;
  trace_ = trace;
}

void Console::put_result(std::string_view text) {
  const std::lock_guard lock(mutex_);
  clear_progress();
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

bool Console::wants(const LogEvent& event) const {
  if (event.line == LineUse::terminal_only) {
    return false;
  }
  if (event.line == LineUse::for_programs && format_ == LogFormat::text) {
    return verbosity_ == Verbosity::verbose;
  }
  return event.level == LogLevel::warning || (event.level == LogLevel::info && verbosity_ != Verbosity::quiet) ||
         verbosity_ == Verbosity::verbose;
}

void Console::write(const LogEvent& event) {
  const std::lock_guard lock(mutex_);
  const bool replaces = event.line == LineUse::replaced || event.line == LineUse::terminal_only;
  if (replaces && terminal_ && format_ == LogFormat::text) {
    if (verbosity_ != Verbosity::quiet) {
      show_progress(event.message);
    }
    return;
  }
  if (wants(event)) {
    put_message(event);
  }
}

std::string Console::line_of(const LogEvent& event) const {
  return format_ == LogFormat::json ? report::log_json(event, std::chrono::system_clock::now(), trace_)
                                    : report::log_text(event, {.coloured = colour_, .attributed = attributed_});
}

void Console::tell_lost() {
  if (const std::size_t lost = messages_.lost(); lost > 0 && messages_.ready()) {
    messages_.forget_lost();
    messages_.write(line_of({.level = LogLevel::warning,
                             .source = "deed.log",
                             .event = Event::note,
                             .message = fmt::format("{} before this one {} lost: nobody took them",
                                                    lost == 1 ? "1 line" : fmt::format("{} lines", lost), lost == 1 ? "is" : "are")}));
  }
}

void Console::put_message(const LogEvent& event) {
  const std::string below = progress_;
  clear_progress();
  tell_lost();
  messages_.write(line_of(event));
  if (!below.empty()) {
    show_progress(below);
  }
}

// One that is longer than the terminal is wide would stand on two lines, of which only one is replaced.
void Console::show_progress(std::string_view message) {
  progress_ = clip(one_line(message), columns_of_terminal() - 1);
  messages_.write(std::string(kErase) + progress_);
}

void Console::clear_progress() {
  if (!progress_.empty()) {
    messages_.write(kErase);
    progress_.clear();
  }
}

void Console::end(const RunResult& result) {
  const std::lock_guard lock(mutex_);
  clear_progress();
  tell_lost();
  if (format_ == LogFormat::json) {
    messages_.write(report::result_json(result, trace_));
  } else if (result.error) {
    messages_.write(to_string(*result.error, colour_ ? "\x1b[31merror\x1b[0m" : "error") + '\n');
  }
}

}  // namespace deed::cli
