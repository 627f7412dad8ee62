#include "config/keywords.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace deed::config {

namespace {

// Without `replication`: such a connection cannot run what deed sends.
constexpr std::array kKeywords = std::to_array<Keyword>({
    {"host", "PGHOST"},
    {"hostaddr", "PGHOSTADDR"},
    {"port", "PGPORT"},
    {"dbname", "PGDATABASE"},
    {"user", "PGUSER"},
    {"password", "PGPASSWORD"},
    {"passfile", "PGPASSFILE"},
    {"service", "PGSERVICE"},
    {"application_name", "PGAPPNAME"},
    {"channel_binding", "PGCHANNELBINDING"},
    {"client_encoding", "PGCLIENTENCODING"},
    {"connect_timeout", "PGCONNECT_TIMEOUT"},
    {"fallback_application_name", ""},
    {"gssdelegation", "PGGSSDELEGATION"},
    {"gssencmode", "PGGSSENCMODE"},
    {"gsslib", "PGGSSLIB"},
    {"keepalives", ""},
    {"keepalives_count", ""},
    {"keepalives_idle", ""},
    {"keepalives_interval", ""},
    {"krbsrvname", "PGKRBSRVNAME"},
    {"load_balance_hosts", "PGLOADBALANCEHOSTS"},
    {"options", "PGOPTIONS"},
    {"require_auth", "PGREQUIREAUTH"},
    {"requirepeer", "PGREQUIREPEER"},
    {"ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"},
    {"ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"},
    {"sslcert", "PGSSLCERT"},
    {"sslcertmode", "PGSSLCERTMODE"},
    {"sslcompression", "PGSSLCOMPRESSION"},
    {"sslcrl", "PGSSLCRL"},
    {"sslcrldir", "PGSSLCRLDIR"},
    {"sslkey", "PGSSLKEY"},
    {"sslmode", "PGSSLMODE"},
    {"sslnegotiation", "PGSSLNEGOTIATION"},
    {"sslpassword", ""},
    {"sslrootcert", "PGSSLROOTCERT"},
    {"sslsni", "PGSSLSNI"},
    {"target_session_attrs", "PGTARGETSESSIONATTRS"},
    {"tcp_user_timeout", ""},
});

}  // namespace

std::span<const Keyword> keywords() { return kKeywords; }

bool is_keyword(std::string_view name) {
  return std::any_of(kKeywords.begin(), kKeywords.end(), [&](const Keyword& keyword) { return keyword.name == name; });
}

bool is_port_list(std::string_view text) {
  const std::vector<std::string_view> ports = split(text, ',');
  return std::all_of(ports.begin(), ports.end(), [](std::string_view port) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    return port.empty() || (error == std::errc() && end == port.data() + port.size() && number >= 1 && number <= 65535);
  });
}

bool is_misplaced_url(std::string_view keyword, std::string_view value) {
  constexpr std::array<std::string_view, 6> names{"host", "hostaddr", "port", "dbname", "user", "service"};
  return std::find(names.begin(), names.end(), keyword) != names.end() && value.find("://") != std::string_view::npos;
}

std::string value_of(const Parameters& parameters, std::string_view keyword) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
  return found == parameters.end() ? "" : found->second;
}

bool has(const Parameters& parameters, std::string_view keyword) {
  return std::any_of(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
}

void set_parameter(Parameters& parameters, std::string_view keyword, std::string value) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
  if (found != parameters.end()) {
    found->second = std::move(value);
    return;
  }
  parameters.emplace_back(keyword, std::move(value));
}

}  // namespace deed::config
