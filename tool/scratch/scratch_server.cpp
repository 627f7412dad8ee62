#include "scratch/scratch_server.h"

#include <fmt/format.h>

namespace deed::scratch {

namespace {

void require_major(const postgres::Parameters& parameters, const std::optional<int>& wanted, const Cancellation& cancellation) {
  const postgres::Connection connection = postgres::Connection::open(parameters, cancellation);
  const int major = connection.server_version() / 10000;
  if (wanted && major != *wanted) {
    throw Error(ErrorKind::config,
                {.what = fmt::format("The server of `[scratch] url` is PostgreSQL {}, but {} is needed.", major, *wanted),
                 .where = to_string(connection.endpoint()),
                 .hint = "A scratch server must have the major version of the live one: they word definitions differently."});
  }
}

}  // namespace

ScratchServer::ScratchServer(const ScratchSettings& settings, const HostPaths& host, const Cancellation& cancellation)
    : cancellation_(&cancellation) {
  if (settings.server) {
    require_major(*settings.server, settings.wanted.major, cancellation);
    parameters_ = *settings.server;
    return;
  }
  embedded_ = std::make_unique<EmbeddedServer>(EmbeddedServerOptions{.wanted = settings.wanted}, host, cancellation);
  parameters_ = embedded_->address().parameters("postgres");
  owner_ = "deed_scratch_owner";
  postgres::Connection::open(parameters_, cancellation).execute(fmt::format("CREATE ROLE {} LOGIN", owner_));
}

}  // namespace deed::scratch
