#include "support/releases.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace deed::testing {

NetworkDatabase::NetworkDatabase(std::string owner) : owner_(std::move(owner)) {
  static int count = 0;
  name_ = fmt::format("job_{}", ++count);
  network_server().sql(fmt::format("CREATE DATABASE {} OWNER {}", name_, owner_));
}

NetworkDatabase::~NetworkDatabase() {
  try {
    network_server().sql(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
  } catch (const Error&) {
    // A test that stopped the server and failed has nothing to drop.
  }
}

std::string NetworkDatabase::url(const std::string& password) const {
  return fmt::format("postgresql://{}:{}@localhost:{}/{}?sslmode=verify-full&sslrootcert=/run/secrets/database/ca.crt", owner_,
                     percent_encoded(password), network_server().port(), name_);
}

std::string NetworkDatabase::value(const std::string& query) const {
  const postgres::Result result = connect().execute(query);
  return result.empty() ? "" : std::string(result.text(0, 0));
}

TableLock::TableLock(const NetworkDatabase& database, const std::string& table) : session_(database.connect()) {
  session_.execute("BEGIN");
  session_.execute(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", table));
}

Releases::Releases(const NetworkDatabase& database) : url_(database.url()) {
  cluster.config_maps["database-ca"] = {{"ca.crt", read_file(network_server().authority(), ErrorKind::local_io)}};
}

void Releases::release(const std::string& service, const std::string& tag) {
  cluster.secrets[service + "-database"] = {{"url", url_}};
  images_.push_back(std::make_unique<Image>(path() / "services" / service, service));
  cluster.images[fmt::format("REGISTRY/{}-migrations:{}", service, tag)] = images_.back().get();
}

void Releases::release_all(const std::string& tag) {
  cluster.secrets["services-database"] = {{"url", url_}};
  images_.push_back(std::make_unique<Image>(path()));
  cluster.images["REGISTRY/services-migrations:" + tag] = images_.back().get();
}

std::string Releases::rendered(const std::string& name, const std::string& service, const std::string& file, const std::string& tag) const {
  const TemporaryDirectory directory;
  const ProcessResult made = run({"deed", "init", directory.path(), "--service", service, "--template", name}, {.directory = path()});
  if (made.exit_code != 0) {
    throw std::runtime_error("deed init: " + made.err);
  }
  return replace_all(read_file(directory.path() / file, ErrorKind::local_io), "RELEASE", tag);
}

Manifest Releases::job(const std::string& service, const std::string& tag, const std::string& from, const std::string& to) const {
  std::string text = rendered("kubernetes", service, "base/job.yaml", tag);
  if (!from.empty()) {
    if (text.find(from) == std::string::npos) {
      throw std::runtime_error("the Job does not say: " + from);
    }
    text = replace_all(std::move(text), from, to);
  }
  return read_manifests(text).front();
}

Manifest Releases::deployment(const std::string& service, const std::string& tag) const {
  return read_manifests(rendered("kubernetes", service, "base/deployment.yaml", tag)).front();
}

}  // namespace deed::testing
