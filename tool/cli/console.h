#pragma once

#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/log.h"
#include "base/trace_context.h"
#include "cli/message_writer.h"
#include "domain/run_figures.h"

namespace deed::cli {

enum class Verbosity { quiet, normal, verbose };
enum class LogFormat { text, json };

// The only writer to the terminal: results to stdout, everything else to stderr. A reader that went away, or stands still, does not stop a
// run. Several threads may write: lines never run into each other.
class Console : public Log {
 public:
  // From then on what others write to `stderr` goes nowhere.
  Console();
  void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
  void set_colour(bool colour) { colour_ = colour; }
  void set_log_format(LogFormat format, const std::optional<TraceContext>& trace);
  // Each line of the log says whose it is.
  void set_attributed() { attributed_ = true; }

  // A command's result for a file or a program, as it is; a terminal obeys nothing in it.
  void result(std::string_view text);
  // A command's result for people: nobody obeys anything in it, a CI system neither.
  void page(std::string_view text);
  // "INFO  [deed.runner] message", or one JSON object.
  void write(const LogEvent& event) override;
  // Whether somebody sits at a terminal who can be asked.
  bool can_ask() const;
  // A question that is answered with yes or no; no where the input ends. Throws Error(interrupted) or Error(terminated) on a request to
  // stop.
  bool confirm(const std::string& question, const Cancellation& cancellation);
  // How the run ended: as text only what failed, as JSON always.
  void end(const RunResult& result);
  // Throws Error(local_io) where a result did not reach its file: half a script must not look like a whole one. That a reader went away is
  // his business.
  void require_written() const;

 private:
  void put_result(std::string_view text);
  void put_message(const LogEvent& event);
  std::string line_of(const LogEvent& event) const;
  // That lines were lost, as soon as somebody takes any again.
  void tell_lost();
  bool wants(const LogEvent& event) const;
  // The line at the bottom of a terminal that tells how things go.
  void show_progress(std::string_view message);
  void clear_progress();

  std::mutex mutex_;
  MessageWriter messages_{2};
  bool terminal_;
  // errno of the first result that was not written.
  int lost_result_ = 0;
  Verbosity verbosity_ = Verbosity::normal;
  LogFormat format_ = LogFormat::text;
  std::optional<TraceContext> trace_{};
  bool colour_ = false;
  bool attributed_ = false;
  // What stands there now.
  std::string progress_{};
};

}  // namespace deed::cli
