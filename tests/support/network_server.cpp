#include "support/network_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/text.h"
#include "scratch/data_directory.h"
#include "scratch/postmaster.h"
#include "support/listener.h"
#include "support/process.h"
#include "support/test_server.h"

namespace deed::testing {

namespace fs = std::filesystem;

namespace {

constexpr const char* kAccess =
    "local all all trust\n"
    "hostssl all tls_only 127.0.0.1/32 scram-sha-256\n"
    "host all postgres,app,limited,api_gateway_migrator 127.0.0.1/32 scram-sha-256\n";

void openssl(std::vector<std::string> words, const fs::path& directory) {
  words.insert(words.begin(), "openssl");
  const ProcessResult result = run(words, {.directory = directory});
  if (result.exit_code != 0) {
    throw std::runtime_error("openssl: " + result.err);
  }
}

void give(const fs::path& path, const scratch::Account& account) {
  if (account.is_other() && ::chown(path.c_str(), account.user, account.group) != 0) {
    throw std::runtime_error("chown failed: " + path.string());
  }
}

}  // namespace

NetworkServer::NetworkServer() : port_(free_port()) {
  const scratch::Account account = scratch::server_account();
  const scratch::ServerBinaries binaries = scratch::find_server_binaries(test_wanted(), test_host(), no_cancellation());
  scratch::make_data_directory(directory_.path() / "data", binaries, test_host(), account, no_cancellation());
  scratch::make_directory(socket(), account);
  std::ofstream(directory_.path() / "data/pg_hba.conf") << kAccess;
  make_certificates();
  for (const char* name : {"server.pem", "server.key"}) {
    const fs::path copy = directory_.path() / "data" / name;
    fs::copy_file(files_.path() / name, copy);
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
    give(copy, account);
  }
}

void NetworkServer::make_certificates() {
  for (const std::string name : {"ca", "other"}) {
    openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name, "-keyout", name + ".key", "-out",
             name + ".pem"},
            files_.path());
  }
  openssl({"req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"}, files_.path());
  openssl({"x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-out", "server.pem"},
          files_.path());
}

void NetworkServer::start() {
  const scratch::ServerBinaries binaries = scratch::find_server_binaries(test_wanted(), test_host(), no_cancellation());
  const fs::path data = directory_.path() / "data";
  const Descriptor log(::open((directory_.path() / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  process::Program program{.arguments = {binaries.program("postgres"), "-D", data.string()},
                           .account = scratch::server_account(),
                           .directory = data,
                           .output = log.get()};
  for (const std::string& setting :
       {std::string("listen_addresses=127.0.0.1"), fmt::format("port={}", port_), "unix_socket_directories=" + socket().string(),
        std::string("ssl=on"), std::string("ssl_cert_file=server.pem"), std::string("ssl_key_file=server.key"),
        fmt::format("max_connections={}", kUnreserved + 2), std::string("superuser_reserved_connections=2"), std::string("fsync=off")}) {
    program.arguments.insert(program.arguments.end(), {"-c", setting});
  }
  process_ = std::make_unique<process::ChildProcess>(program);
  const Deadline deadline(Duration(60'000));
  for (auto file = scratch::read_postmaster_file(data); !file || !file->ready; file = scratch::read_postmaster_file(data)) {
    if (deadline.passed() || process_->status()) {
      throw std::runtime_error("the network server did not start");
    }
    no_cancellation().sleep(Duration(5));
  }
  if (!furnished_) {
    furnish();
  }
}

void NetworkServer::stop() {
  process_->stop(SIGINT, Duration(30'000));
  process_.reset();
}

void NetworkServer::furnish() {
  furnished_ = true;
  sql(fmt::format("CREATE ROLE app LOGIN PASSWORD '{}'", password()));
  sql("CREATE ROLE limited LOGIN PASSWORD 'a-limited-one' CONNECTION LIMIT 0");
  sql("CREATE ROLE tls_only LOGIN PASSWORD 'p'");
  sql("CREATE DATABASE shared OWNER app");
}

const std::string& NetworkServer::password() {
  static const std::string text = "S3cr%tZ@/:#? \\&=+ü";
  return text;
}

std::string NetworkServer::url(const std::string& database, const std::string& host) const {
  return fmt::format("postgresql+asyncpg://app:{}@{}:{}/{}", percent_encoded(password()), host, port_, database);
}

postgres::Connection NetworkServer::connect(const std::string& database) const {
  return postgres::Connection::open(scratch::ServerAddress{socket(), port_}.parameters(database), no_cancellation());
}

void NetworkServer::sql(const std::string& statement) const { connect().execute(statement); }

NetworkServer& network_server() {
  static NetworkServer server;
  static const bool started = (server.start(), true);
  static_cast<void>(started);
  return server;
}

}  // namespace deed::testing
