#include "scratch/server_binaries.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "process/child_process.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr int kOldestMajor = 14;
constexpr Duration kVersionPatience(10'000);

// Where packages put a server, with the major version between the two parts.
struct PackageLayout {
  std::string_view parent;
  std::string_view prefix;
  std::string_view rest;
};
constexpr auto kLayouts = std::to_array<PackageLayout>({
    {"/usr/lib/postgresql", "", "bin"},
    {"/usr", "pgsql-", "bin"},
    {"/usr/libexec", "postgresql", ""},
    {"/opt/homebrew/opt", "postgresql@", "bin"},
    {"/usr/local/opt", "postgresql@", "bin"},
    {"/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"},
});

std::optional<int> leading_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

bool has_server(const fs::path& directory) {
  return ::access((directory / "postgres").c_str(), X_OK) == 0 && ::access((directory / "initdb").c_str(), X_OK) == 0;
}

struct Candidate {
  fs::path directory;
  // From the directory's name; PATH does not tell.
  std::optional<int> major{};
};

std::vector<Candidate> packaged() {
  std::vector<Candidate> found;
  for (const PackageLayout& layout : kLayouts) {
    std::error_code error;
    for (fs::directory_iterator it(layout.parent, error), end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      const auto major = name.starts_with(layout.prefix) ? leading_number(name.substr(layout.prefix.size())) : std::nullopt;
      if (major && has_server(it->path() / layout.rest)) {
        found.push_back({it->path() / layout.rest, major});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.major > b.major; });
  return found;
}

std::vector<Candidate> on_path(const std::string& executables) {
  std::vector<Candidate> found;
  for (const std::string_view entry : split(executables, ':')) {
    const fs::path directory(entry);
    if (directory.is_absolute() && has_server(directory)) {
      found.push_back({directory});
    }
  }
  return found;
}

// Nothing where the program does not answer like a PostgreSQL server.
std::optional<ServerBinaries> ask_version(const fs::path& directory, const Cancellation& cancellation) {
  const process::ProgramOutcome answer = process::run_program(
      {.arguments = {(directory / "postgres").string(), "--version"}, .account = process::own_account()}, kVersionPatience, cancellation);
  constexpr std::string_view product = "(PostgreSQL) ";
  const std::string build = one_line(trim(answer.output));
  const std::size_t at = build.find(product);
  if (!answer.succeeded() || at == std::string::npos) {
    return std::nullopt;
  }
  const std::string version = build.substr(at + product.size(), build.find(' ', at + product.size()) - at - product.size());
  const auto major = leading_number(version);
  return major ? std::optional(ServerBinaries{directory, *major, version, build}) : std::nullopt;
}

std::string install_hint(const std::optional<int>& major) {
  const std::string package = major ? fmt::format("postgresql-{}", *major) : "postgresql";
  return fmt::format("Install it (Debian and Ubuntu: apt-get install {}), or set `[scratch] bin` or `[scratch] url`.", package);
}

Error not_found(const std::optional<int>& major, const std::vector<Candidate>& others) {
  ErrorText text{.what = fmt::format("No programs of a PostgreSQL {} server (postgres, initdb) are installed.",
                                     major ? std::to_string(*major) : fmt::format("{} or later", kOldestMajor)),
                 .hint = install_hint(major)};
  text.details.push_back(
      "Looked for them in /usr/lib/postgresql/*/bin, /usr/pgsql-*/bin, /usr/libexec/postgresql*, Homebrew's directories, "
      "and along PATH.");
  for (const Candidate& other : others) {
    text.details.push_back(fmt::format("Found: {}", one_line(other.directory.string())));
  }
  return Error(ErrorKind::config, std::move(text));
}

ServerBinaries configured(const WantedServer& wanted, const Cancellation& cancellation) {
  const fs::path bin = fs::absolute(wanted.bin);
  const auto found = has_server(bin) ? ask_version(bin, cancellation) : std::nullopt;
  if (!found) {
    throw Error(ErrorKind::config,
                {.what = "`[scratch] bin` names a directory without the programs of a PostgreSQL server (postgres, initdb).",
                 .where = one_line(wanted.bin.string()),
                 .hint = "On Debian and Ubuntu it is /usr/lib/postgresql/VERSION/bin; or leave the key out."});
  }
  const bool suits = wanted.major ? found->major == *wanted.major : found->major >= kOldestMajor;
  if (!suits) {
    throw Error(ErrorKind::config,
                {.what = fmt::format("`[scratch] bin` has PostgreSQL {}, but {} is needed.", found->version,
                                     wanted.major ? std::to_string(*wanted.major) : fmt::format("{} or later", kOldestMajor)),
                 .where = one_line(wanted.bin.string()),
                 .hint = "A scratch server must have the major version of the live one: they word definitions differently."});
  }
  return *found;
}

}  // namespace

ServerBinaries find_server_binaries(const WantedServer& wanted, const HostPaths& host, const Cancellation& cancellation) {
  if (!wanted.bin.empty()) {
    return configured(wanted, cancellation);
  }
  std::vector<Candidate> candidates = packaged();
  for (Candidate& candidate : on_path(host.executables)) {
    candidates.push_back(std::move(candidate));
  }
  std::optional<ServerBinaries> best;
  for (const Candidate& candidate : candidates) {
    const int enough = wanted.major.value_or(best ? best->major + 1 : kOldestMajor);
    if (candidate.major && (wanted.major ? *candidate.major != *wanted.major : *candidate.major < enough)) {
      continue;
    }
    const auto found = ask_version(candidate.directory, cancellation);
    if (found && (wanted.major ? found->major == *wanted.major : found->major >= enough)) {
      best = found;
    }
    if (best && wanted.major) {
      break;
    }
  }
  if (!best) {
    throw not_found(wanted.major, candidates);
  }
  return *best;
}

}  // namespace deed::scratch
