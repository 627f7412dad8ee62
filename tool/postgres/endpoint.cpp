#include "postgres/endpoint.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::postgres {

namespace {

std::string server(std::string_view host, std::string_view port) {
  const std::string shown = host.empty() ? "the default socket" : std::string(host);
  if (port.empty()) {
    return shown;
  }
  if (shown.starts_with('/') || host.empty()) {
    return fmt::format("{} port {}", shown, port);
  }
  // [::1]:5432, or nobody could tell the port.
  const bool address = shown.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", address ? "[" : "", shown, address ? "]" : "", port);
}

}  // namespace

std::string servers_of(const Endpoint& endpoint) {
  const std::vector<std::string_view> hosts = split(endpoint.host, ',');
  const std::vector<std::string_view> ports = split(endpoint.port, ',');
  std::vector<std::string> servers;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    servers.push_back(server(hosts[i], ports.size() == hosts.size() ? ports[i] : ports.front()));
  }
  return one_line(join(servers, ", "));
}

std::string to_string(const Endpoint& endpoint) {
  return one_line(fmt::format("{}{}", servers_of(endpoint), endpoint.database.empty() ? "" : " database " + endpoint.database));
}

}  // namespace deed::postgres
