#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace deed {

// What went wrong, as the process's exit code (docs/exit-codes.md). Up to 20 final: the same command fails again until somebody changes
// something. 70 to 79: safe to run again as it is.
enum class ErrorKind : int {
  usage = 2,
  config = 3,
  graph = 4,
  revision = 5,
  refused_by_static_check = 6,
  refused_by_commit_guard = 7,
  diverged = 9,
  contradiction = 10,
  sql_failed = 11,
  incomplete = 12,
  edited = 13,
  denied = 14,
  unsuitable_server = 15,
  internal = 16,
  local_io = 17,
  statement_timeout = 18,
  behind = 19,
  terminated_by_server = 70,
  outcome_unknown = 71,
  authentication = 74,
  lock_busy = 75,
  unreachable = 76,
  contention = 77,
  server_resource = 78,
  wait_timeout = 79,
  interrupted = 130,
  terminated = 143,
};

// Of several failures the one a process exits with: internal, then final codes by number, then retryable ones.
ErrorKind worst(ErrorKind a, ErrorKind b);

// What an exit code means for whoever decides about another try: "done", "found", "final", "retryable", "signal".
std::string_view exit_class(int exit_code);

// The three parts of a message: what is wrong, where (file:line, revision, object), what to try. `details` are further lines, one each.
struct ErrorText {
  std::string what;
  std::string where{};
  std::string hint{};
  std::vector<std::string> details{};
};

// A failure. Expected outcomes are values; an Error is caught where a connection is made, where a step is retried, between services
// of `--all`, and in main.
class Error : public std::exception {
 public:
  Error(ErrorKind kind, ErrorText text);

  ErrorKind kind() const { return kind_; }
  const ErrorText& text() const { return text_; }
  const char* what() const noexcept override { return text_.what.c_str(); }

  // Five characters of PostgreSQL's error class, empty where the server did not speak.
  const std::string& sqlstate() const { return sqlstate_; }
  Error& with_sqlstate(std::string sqlstate);

 private:
  ErrorKind kind_;
  ErrorText text_;
  std::string sqlstate_;
};

// "error: what\n  at:  where\n  ...\n  try: hint", without a final newline; parts that are empty are left out.
// Whatever the parts are made of, nothing in them is obeyed by a terminal or a CI system; only a hint has several lines.
std::string to_string(const ErrorText& text, std::string_view severity = "error");

}  // namespace deed
