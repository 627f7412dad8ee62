#include "scratch/postmaster.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/text.h"
#include "scratch/server_log.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

// Short beside a start of 30 ms; reading a file of a hundred bytes costs nothing.
constexpr Duration kPoll(2);

Error start_failure(const Postmaster& postmaster, std::string what) {
  return Error(ErrorKind::local_io,
               {.what = std::move(what),
                .where = one_line(postmaster.data.string()),
                .hint = "The server's log says why; a full /dev/shm or TMPDIR and missing shared memory are the usual reasons.",
                .details = last_lines_of(postmaster.log)});
}

process::Program program_of(const Postmaster& postmaster, int log) {
  process::Program program{.arguments = {postmaster.binaries.program("postgres"), "-D", postmaster.data.string()},
                           .account = postmaster.account,
                           .directory = postmaster.data,
                           .output = log,
                           .inherited = postmaster.lock,
                           .background = postmaster.background};
  std::vector<std::string> settings = postmaster.settings;
  settings.insert(settings.end(), {"listen_addresses=", "unix_socket_permissions=0700", "logging_collector=off",
                                   "unix_socket_directories=" + postmaster.address.socket_directory.string(),
                                   fmt::format("port={}", postmaster.address.port)});
  for (std::string& setting : settings) {
    program.arguments.insert(program.arguments.end(), {"-c", std::move(setting)});
  }
  return program;
}

}  // namespace

std::optional<PostmasterFile> read_postmaster_file(const fs::path& data) {
  // Process, data directory, start time, port, socket directory, address, shared memory, state.
  constexpr std::size_t all_lines = 8;
  std::ifstream file(data / "postmaster.pid");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  if (lines.size() < 5) {
    return std::nullopt;
  }
  PostmasterFile result;
  result.process = std::atoi(lines[0].c_str());
  result.address = {lines[4], std::atoi(lines[3].c_str())};
  result.ready = lines.size() >= all_lines && lines[7].starts_with("ready");
  return result.process > 0 ? std::optional(result) : std::nullopt;
}

std::unique_ptr<process::ChildProcess> start_server(const Postmaster& postmaster, Duration patience, const Cancellation& cancellation) {
  require_socket_fits(postmaster.address.socket_directory);
  const Descriptor log(::open(postmaster.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!log.valid()) {
    throw start_failure(postmaster, fmt::format("The server's log cannot be written: {}.", std::strerror(errno)));
  }
  auto child = std::make_unique<process::ChildProcess>(program_of(postmaster, log.get()));
  const Deadline deadline(patience);
  while (true) {
    // The process number tells this server's file from one that a killed server left.
    const auto file = read_postmaster_file(postmaster.data);
    if (file && file->ready && file->process == child->id()) {
      return child;
    }
    if (child->status()) {
      throw start_failure(postmaster, fmt::format("The PostgreSQL {} server did not start.", postmaster.binaries.version));
    }
    if (deadline.passed()) {
      throw start_failure(
          postmaster, fmt::format("The PostgreSQL {} server was not ready within {}.", postmaster.binaries.version, to_string(patience)));
    }
    cancellation.sleep(kPoll);
  }
}

}  // namespace deed::scratch
