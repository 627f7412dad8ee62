#include "git/repository.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/sha1.h"
#include "base/sha256.h"
#include "base/text.h"
#include "process/child_process.h"

namespace deed::git {

namespace {

constexpr Duration kPatience{120'000};
constexpr std::size_t kShownLines = 5;

// Settings of a repository that make git run something, or speak with somebody.
const std::vector<std::string> kCalm{"--no-pager", "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never",
                                     // A directory of the checkout that looks like a repository is not taken for one.
                                     "-c", "safe.bareRepository=explicit"};

Error failed(std::string what, std::string hint, std::vector<std::string> details = {}) {
  return Error(ErrorKind::usage, {.what = std::move(what), .hint = std::move(hint), .details = std::move(details)});
}

bool passes(std::string_view name) {
  return name == "PATH" || name == "HOME" || name == "XDG_CONFIG_HOME" || name == "GIT_DIR" || name == "GIT_WORK_TREE" ||
         name.starts_with("GIT_CONFIG");
}

std::vector<std::string> environment_of(const std::map<std::string, std::string>& own) {
  std::vector<std::string> result{"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                                  "GIT_NO_REPLACE_OBJECTS=1"};
  for (const auto& [name, value] : own) {
    if (passes(name)) {
      result.push_back(fmt::format("{}={}", name, value));
    }
  }
  return result;
}

std::filesystem::path git_program(const std::map<std::string, std::string>& environment, const std::filesystem::path& directory) {
  const auto path = environment.find("PATH");
  // Only where the system has its programs: a relative part of PATH would be a directory of the checkout.
  std::string places;
  for (const std::string_view place : split(path == environment.end() ? "/usr/local/bin:/usr/bin:/bin" : path->second.c_str(), ':')) {
    places += place.starts_with("/") ? fmt::format("{}{}", places.empty() ? "" : ":", place) : "";
  }
  const auto program = process::find_program("git", places, directory);
  if (!program) {
    throw failed("`--since` compares with a commit, and there is no git here.", "Install git; or leave --since out.");
  }
  return *program;
}

std::vector<std::string> first_lines(const std::string& errors) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(errors)) {
    if (!trim(line).empty() && lines.size() < kShownLines) {
      lines.push_back("git: " + one_line(line));
    }
  }
  return lines;
}

std::string without_newline(std::string text) {
  while (text.ends_with('\n')) {
    text.pop_back();
  }
  return text;
}

std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "100644 blob ID    SIZE\tPATH"
TreeFile tree_file(std::string_view entry) {
  const std::size_t tab = entry.find('\t');
  const std::vector<std::string> parts = split_list(entry.substr(0, tab));
  const bool regular = parts.size() == 4 && parts[0].starts_with("100") && parts[1] == "blob" && tab != std::string_view::npos;
  return regular ? TreeFile{std::string(entry.substr(tab + 1)), parts[2], number_of(parts[3])} : TreeFile{};
}

}  // namespace

Repository::Repository(const std::filesystem::path& directory, const std::map<std::string, std::string>& environment,
                       const Cancellation& cancellation)
    : root_(directory),
      program_(git_program(environment, directory)),
      environment_(environment_of(environment)),
      cancellation_(cancellation) {
  const Answer answer = ask({"rev-parse", "--show-toplevel"});
  if (!answer.ok) {
    throw failed("`--since` compares with a commit, and this is no git checkout that git would read.",
                 "Run it in a checkout; or leave --since out.", answer.errors);
  }
  root_ = without_newline(answer.output);
}

Repository::Answer Repository::ask(const std::vector<std::string>& words, const std::string& input) const {
  std::vector<std::string> arguments{"git"};
  arguments.insert(arguments.end(), kCalm.begin(), kCalm.end());
  arguments.insert(arguments.end(), words.begin(), words.end());
  process::Program program{.arguments = std::move(arguments),
                           .file = program_,
                           .account = process::own_account(),
                           .directory = root_,
                           .role = process::ProgramRole::of_user,
                           .environment = environment_};
  const process::ProgramOutcome outcome = process::run_program(std::move(program), kPatience, cancellation_, input);
  if (outcome.end == process::ProgramEnd::too_talkative) {
    throw failed(fmt::format("`git {}` printed more than {} MiB.", words.front(), kLargestFile / 1024 / 1024),
                 "Compare with a nearer commit; or leave --since out.");
  }
  return {outcome.succeeded(), outcome.output, first_lines(outcome.errors)};
}

std::string Repository::require(const std::vector<std::string>& words, const std::string& input) const {
  Answer answer = ask(words, input);
  if (!answer.ok) {
    throw failed(fmt::format("`git {}` failed.", words.front()),
                 is_shallow() ? "This is a shallow clone: fetch the whole history (fetch-depth: 0)." : "Run it by hand.", answer.errors);
  }
  return std::move(answer.output);
}

bool Repository::is_shallow() const { return without_newline(ask({"rev-parse", "--is-shallow-repository"}).output) == "true"; }

std::string Repository::commit(const std::string& name) const {
  const Answer answer = ask({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (answer.ok) {
    return without_newline(answer.output);
  }
  if (is_shallow()) {
    throw failed(fmt::format("git knows no commit '{}', as this is a shallow clone.", one_line(name)),
                 "Fetch the whole history: git fetch --unshallow; actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: \"0\".");
  }
  throw failed(fmt::format("git knows no commit '{}'.", one_line(name)), "Fetch it first; a branch of the server is origin/NAME.");
}

std::string Repository::fork_point(const std::string& commit, const std::string& name) const {
  const Answer answer = ask({"merge-base", commit, "HEAD"});
  if (answer.ok) {
    return without_newline(answer.output);
  }
  if (is_shallow()) {
    throw failed(fmt::format("Where this branch left '{}' is not known, as this is a shallow clone.", one_line(name)),
                 "Fetch the whole history: git fetch --unshallow; actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: \"0\".");
  }
  throw failed(fmt::format("This branch and '{}' have no commit in common.", one_line(name)), "Name the commit that the branch began at.",
               answer.errors);
}

std::vector<TreeFile> Repository::files(const std::string& commit, const std::string& extension) const {
  std::vector<TreeFile> result;
  const std::string output = require({"ls-tree", "-r", "-z", "-l", "--full-tree", commit});
  for (const std::string_view entry : split(output, '\0')) {
    if (TreeFile file = tree_file(entry); file.path.ends_with(extension) && !file.blob.empty()) {
      result.push_back(std::move(file));
    }
  }
  return result;
}

std::map<std::string, std::string> Repository::contents(const std::vector<TreeFile>& files) const {
  std::string wanted;
  std::size_t size = 0;
  for (const TreeFile& file : files) {
    wanted += file.blob + '\n';
    size += file.size;
  }
  if (size > kLargestFile) {
    throw failed(fmt::format("The files that changed had {} bytes; the limit is {}.", size, kLargestFile), "Compare with a nearer commit.");
  }
  std::map<std::string, std::string> result;
  if (files.empty()) {
    return result;
  }
  const std::string output = require({"cat-file", "--batch"}, wanted);
  // "ID blob SIZE\nCONTENT\n"
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t line_end = output.find('\n', at);
    const std::vector<std::string> parts = split_list(std::string_view(output).substr(at, line_end - at));
    const std::size_t length = parts.size() == 3 ? number_of(parts[2]) : 0;
    if (line_end == std::string::npos || parts.size() != 3 || parts[1] != "blob" || length > output.size() - line_end - 1) {
      throw failed("git does not have the contents of a commit.", "This may be a partial or damaged clone: fetch all of it.");
    }
    result[parts[0]] = output.substr(line_end + 1, length);
    at = line_end + 1 + length + 1;
  }
  return result;
}

std::string blob_id(std::string_view content, std::string_view like) {
  const std::string text = fmt::format("blob {}{}{}", content.size(), '\0', content);
  return like.size() == 64 ? sha256(text) : sha1(text);
}

}  // namespace deed::git
