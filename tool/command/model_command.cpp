#include "command/model_command.h"

#include <fmt/format.h>

#include <cstring>

#include "base/files.h"
#include "base/text.h"
#include "process/child_process.h"

namespace deed::command {

namespace {

// A build tool may have to fetch and compile before it prints; a program that waits for somebody has waited long enough.
constexpr Duration kPatience{600'000};
constexpr std::size_t kShownLines = 10;
constexpr std::size_t kLongestName = 80;

std::string shown_command(const std::vector<std::string>& command) {
  const std::string line = one_line(join(command, " "));
  return line.size() <= kLongestName ? line : fmt::format("{} ...", clip(line, kLongestName));
}

// The last lines that a program wrote on standard error.
std::vector<std::string> last_lines(const std::string& errors) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(errors)) {
    if (!trim(line).empty()) {
      lines.push_back("stderr: " + one_line(line));
    }
  }
  if (lines.size() > kShownLines) {
    lines.erase(lines.begin(), lines.end() - kShownLines);
  }
  return lines;
}

class ModelCommand {
 public:
  ModelCommand(Invocation& invocation, const config::ServiceConfig& config)
      : invocation_(invocation), config_(config), words_(config.models.command), shown_(shown_command(words_)) {}

  ProgramText run() {
    invocation_.log.debug({.source = "deed.model", .message = fmt::format("Running {}", shown_), .service = config_.name});
    const process::ProgramOutcome outcome = outcome_of(program());
    for (const std::string& line : last_lines(outcome.errors)) {
      invocation_.log.debug({.source = "deed.model", .message = line, .service = config_.name});
    }
    require_success(outcome);
    require_text(outcome);
    const std::string shown = fmt::format("output of \"{}\"", shown_);
    return {checked_text(outcome.output, shown, ErrorKind::config), shown};
  }

 private:
  Error failed(std::string what, std::string hint, std::vector<std::string> details = {}) const {
    return Error(ErrorKind::config, {.what = std::move(what),
                                     .where = to_string(config_.models.command_location),
                                     .hint = std::move(hint),
                                     .details = std::move(details)});
  }

  process::Program program() const {
    const auto path = invocation_.environment.find("PATH");
    const std::string places = path == invocation_.environment.end() ? "/usr/local/bin:/usr/bin:/bin" : path->second;
    const auto file = process::find_program(words_.front(), places, config_.directory);
    if (!file) {
      const bool named = words_.front().find('/') != std::string::npos;
      throw failed(fmt::format("The model's command cannot be run: {} '{}'.",
                               named ? "there is no executable file" : "no directory of PATH has an executable", one_line(words_.front())),
                   named ? "Paths begin at the service's directory. Correct `models.command`, or make the file executable."
                         : "Install it, activate its environment, or give its path; paths begin at the service's directory.");
    }
    process::Program program{.arguments = words_,
                             .file = *file,
                             .account = process::own_account(),
                             .directory = config_.directory,
                             .role = process::ProgramRole::of_user,
                             .environment = std::vector<std::string>{}};
    for (const auto& [name, value] : invocation_.environment) {
      program.environment->push_back(fmt::format("{}={}", name, value));
    }
    return program;
  }

  process::ProgramOutcome outcome_of(process::Program program) const {
    try {
      return process::run_program(std::move(program), kPatience, invocation_.cancellation);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::local_io) {
        throw;
      }
      // Only here is known whose program it is.
      throw failed(fmt::format("The model's command did not run: {}", error.text().what),
                   fmt::format("Run `{}` in {} by hand; a script needs a #! line, as no shell is involved.", shown_,
                               one_line(config_.directory.string())));
    }
  }

  void require_success(const process::ProgramOutcome& outcome) const {
    if (outcome.succeeded()) {
      return;
    }
    if (outcome.end == process::ProgramEnd::too_talkative) {
      throw failed(fmt::format("The model's command `{}` printed more than {} MiB.", shown_, kLargestFile / 1024 / 1024),
                   "It has to print the model's DDL only, and no data.", last_lines(outcome.errors));
    }
    const std::string how = outcome.end == process::ProgramEnd::by_signal
                                ? fmt::format("was ended by signal {} ({})", outcome.code, ::strsignal(outcome.code))
                                : fmt::format("failed with exit code {}", outcome.code);
    std::vector<std::string> details = last_lines(outcome.errors);
    if (details.empty()) {
      details.emplace_back("It wrote nothing on standard error.");
    }
    throw failed(fmt::format("The model's command `{}` {}.", shown_, how),
                 fmt::format("Run it in {} by hand until it prints the model.", one_line(config_.directory.string())), std::move(details));
  }

  void require_text(const process::ProgramOutcome& outcome) const {
    if (trim(outcome.output).empty()) {
      throw failed(fmt::format("The model's command `{}` printed nothing.", shown_),
                   "It has to print the DDL on standard output; a model without any object is a comment: --.", last_lines(outcome.errors));
    }
    if (outcome.output.find('\0') != std::string::npos) {
      throw failed(fmt::format("The model's command `{}` printed a NUL byte.", shown_), "It has to print text in UTF-8: is it the DDL?");
    }
    if (const auto at = invalid_utf8_at(outcome.output)) {
      const Position position = position_at(outcome.output, *at);
      throw failed(fmt::format("The model's command `{}` printed what is not UTF-8, in line {}.", shown_, position.line),
                   "Let it print UTF-8, for example with PYTHONUTF8=1 in the environment.");
    }
  }

  Invocation& invocation_;
  const config::ServiceConfig& config_;
  const std::vector<std::string>& words_;
  std::string shown_;
};

}  // namespace

ProgramText run_model_command(Invocation& invocation, const config::ServiceConfig& config) {
  return ModelCommand(invocation, config).run();
}

}  // namespace deed::command
