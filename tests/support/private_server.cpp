#include "support/private_server.h"

#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "base/lexer.h"
#include "scratch/account.h"
#include "scratch/data_directory.h"
#include "scratch/postmaster.h"
#include "support/process.h"
#include "support/test_server.h"

namespace deed::testing {

namespace fs = std::filesystem;

namespace {

// In memory where there is room: a test may need hundreds of databases.
fs::path parent_directory() {
  std::error_code error;
  const fs::space_info space = fs::space("/dev/shm", error);
  return !error && space.available > 512ULL * 1024 * 1024 ? "/dev/shm" : "/tmp";
}

const std::vector<std::string> kSettings{"fsync=off",
                                         "max_connections=60",
                                         "shared_buffers=16MB",
                                         "autovacuum=off",
                                         "log_line_prefix=%m [%p] %d (%a) ",
                                         "wal_level=replica",
                                         "max_wal_senders=4",
                                         "wal_keep_size=64MB",
                                         "max_prepared_transactions=4"};

}  // namespace

PrivateServer::PrivateServer(std::vector<std::string> settings)
    : PrivateServer(scratch::find_server_binaries(test_wanted(), test_host(), no_cancellation()), std::move(settings)) {}

PrivateServer::PrivateServer(scratch::ServerBinaries binaries, std::vector<std::string> settings)
    : directory_(parent_directory()), binaries_(std::move(binaries)), address_{directory_.path() / "socket"}, settings_(kSettings) {
  settings_.insert(settings_.end(), settings.begin(), settings.end());
  scratch::make_data_directory(data(), binaries_, test_host(), scratch::server_account(), no_cancellation());
  scratch::make_directory(address_.socket_directory, scratch::server_account());
  start();
}

PrivateServer::PrivateServer(const PrivateServer& primary, std::vector<std::string> settings)
    : directory_(parent_directory()), binaries_(primary.binaries_), address_{directory_.path() / "socket"}, settings_(kSettings) {
  settings_.insert(settings_.end(), settings.begin(), settings.end());
  // What pg_basebackup writes may have words that an older server's libpq does not know.
  settings_.push_back(fmt::format("primary_conninfo=host={} port={} user={}", primary.address_.socket_directory.string(),
                                  primary.address_.port, scratch::kServerRole));
  primary.run_client("pg_basebackup", {"-U", scratch::kServerRole, "-D", data(), "-R", "--checkpoint=fast"});
  const scratch::Account account = scratch::server_account();
  if (account.is_other()) {
    run({"chown", "-R", std::to_string(account.user) + ':' + std::to_string(account.group), data()});
  }
  scratch::make_directory(address_.socket_directory, account);
  start();
}

void PrivateServer::start() {
  process_ = scratch::start_server({.binaries = binaries_,
                                    .account = scratch::server_account(),
                                    .data = data(),
                                    .log = directory_.path() / "log",
                                    .address = address_,
                                    .settings = settings_},
                                   Duration(60'000), no_cancellation());
}

void PrivateServer::stop_at_once() {
  process_->stop(SIGQUIT, Duration(30'000));
  process_.reset();
}

void PrivateServer::promote() const { value("postgres", "SELECT pg_promote()"); }

postgres::Connection PrivateServer::connect(const std::string& database) const {
  return postgres::Connection::open(address_.parameters(database), no_cancellation());
}

std::string PrivateServer::value(const std::string& database, const std::string& query) const {
  postgres::Connection connection = connect(database);
  const postgres::Result result = connection.execute(query);
  return result.empty() ? "" : std::string(result.text(0, 0));
}

void PrivateServer::sql(const std::string& database, const std::string& statements) const {
  postgres::Connection connection = connect(database);
  for (const StatementSpan& span : split_statements(statements)) {
    connection.execute(std::string_view(statements).substr(span.begin, span.end - span.begin));
  }
}

std::string PrivateServer::run_client(const std::string& name, std::vector<std::string> words) const {
  words.insert(words.begin(), {binaries_.program(name), "-h", address_.socket_directory.string(), "-p", std::to_string(address_.port)});
  const ProcessResult result = run(words);
  if (result.exit_code != 0) {
    throw std::runtime_error(name + ": " + result.err);
  }
  return result.out;
}

}  // namespace deed::testing
