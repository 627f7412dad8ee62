#include "postgres/connect_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::postgres {

namespace {

enum class Retry { no, yes };

// What libpq or the server says, and what that means. {server}, {database} and {role} stand for what was to be connected to.
struct Meaning {
  std::string_view text;
  ErrorKind kind;
  Retry retry;
  std::string_view what;
  std::string_view hint;
};

constexpr std::string_view kNotPostgres = "What listens at {server} is not a PostgreSQL server.";
constexpr std::string_view kTls = "The files of the TLS connection to {server} cannot be used.";
constexpr std::string_view kTlsHint = "Correct sslrootcert, sslcert or sslkey; in Kubernetes, mount the file.";
constexpr std::string_view kWrongHost = "Check host and port. A port-forward has to lead to PostgreSQL's own port, 5432.";
constexpr std::string_view kTaken =
    "Wait, and run the same command again. `SELECT * FROM pg_stat_activity` shows who holds connections; deed needs one or two.";

// The first that fits counts: a database may be called "role", so longer texts come first.
constexpr std::array kMeanings = std::to_array<Meaning>({
    {"password authentication failed", ErrorKind::authentication, Retry::no, "The server refuses the password of role '{role}'.",
     "Correct the password, or the role: the server does not tell which. After a rotation run the same command again."},
    {"no password supplied", ErrorKind::authentication, Retry::no, "The server wants a password of role '{role}', and there is none.",
     "Put it into the URL (percent-encoded), or as it is into password_file, PGPASSWORD or ~/.pgpass."},
    {"eer authentication failed", ErrorKind::authentication, Retry::no,
     "The server lets role '{role}' in by its socket only for the system user of that name.",
     "Connect by TCP with a password (host=localhost), as that user, or as a role that pg_hba.conf lets in."},
    {"no pg_hba.conf entry", ErrorKind::authentication, Retry::no,
     "No entry of the server's pg_hba.conf lets role '{role}' into database '{database}' from here.",
     "Check role and database; else a DBA adds an entry."},
    {"pg_hba.conf rejects", ErrorKind::authentication, Retry::no,
     "The server's pg_hba.conf rejects role '{role}' for database '{database}' from here.",
     "Check role and database; else a DBA changes pg_hba.conf."},
    {"too many connections for", ErrorKind::server_resource, Retry::yes,
     "Role '{role}' or database '{database}' has as many connections as its limit allows.", kTaken},
    {"too many clients", ErrorKind::server_resource, Retry::yes, "All connections of {server} are taken.", kTaken},
    {"remaining connection slots", ErrorKind::server_resource, Retry::yes, "All connections of {server} are taken.", kTaken},
    {"is not permitted to log in", ErrorKind::authentication, Retry::no, "Role '{role}' may not log in.",
     "Name a login role, and the other one as `role` under [database]; or ALTER ROLE ... LOGIN."},
    {"not currently accepting connections", ErrorKind::unsuitable_server, Retry::no, "Database '{database}' accepts no connections.",
     "Correct the database's name; a template is not meant to be used."},
    {"permission denied for database", ErrorKind::denied, Retry::no, "Role '{role}' may not connect to database '{database}'.",
     "A DBA runs: GRANT CONNECT ON DATABASE {sql_database} TO {sql_role};"},
    {"authentication failed", ErrorKind::authentication, Retry::no, "The server does not believe that this is role '{role}'.",
     "Check user and password, and the server's pg_hba.conf."},
    {"valid client certificate", ErrorKind::authentication, Retry::no, "The server wants a client certificate of role '{role}'.",
     "Set sslcert and sslkey."},
    {"certificate verify failed", ErrorKind::authentication, Retry::no,
     "The certificate of {server} is not signed by an authority that is trusted here.",
     "Set sslrootcert to the authority (CA) that signed the server's certificate. Who is in between can read what sslmode=require sends."},
    {"does not match host name", ErrorKind::authentication, Retry::no, "The certificate of {server} is for another host name.",
     "Connect by the name in the certificate (with hostaddr for the address), or use sslmode=verify-ca."},
    {"root certificate", ErrorKind::config, Retry::no, "The authority (CA) to verify {server} with cannot be read.", kTlsHint},
    {"private key file", ErrorKind::config, Retry::no, kTls, kTlsHint},
    {"certificate file", ErrorKind::config, Retry::no, kTls, kTlsHint},
    {"server does not support SSL", ErrorKind::unsuitable_server, Retry::no, "{server} does not speak TLS, which sslmode demands.",
     "Turn ssl on at the server, or relax sslmode; through a port-forward the tunnel is encrypted already."},
    {"response to SSL negotiation", ErrorKind::unsuitable_server, Retry::no, kNotPostgres, kWrongHost},
    {"expected authentication request from server", ErrorKind::unsuitable_server, Retry::no, kNotPostgres, kWrongHost},
    {"unsupported startup parameter", ErrorKind::unsuitable_server, Retry::no, "A connection pooler listens at {server}.",
     "Connect to the server itself, or to a pool in session mode."},
    {"unrecognized configuration parameter", ErrorKind::config, Retry::no, "The server does not know a setting in `options`.",
     "Correct `options` of the connection, or PGOPTIONS."},
    {"could not parse network address", ErrorKind::config, Retry::no, "`hostaddr` is not an address.", "Give a name as `host`."},
    {"definition of service", ErrorKind::config, Retry::no, "The connection service is in no service file.",
     "Correct PGSERVICE, or add a section of that name to ~/.pg_service.conf or to the file that PGSERVICEFILE names."},
    {"local user with ID", ErrorKind::config, Retry::no, "No user is named, and the system user that runs deed has no name either.",
     "Put the user into the URL, or into PGUSER; in a container the user ID need not have a name then."},
    {"could not look up local user", ErrorKind::config, Retry::no,
     "No user is named, and the system user that runs deed has no name either.", "Put the user into the URL, or into PGUSER."},
    {"Too many open files", ErrorKind::local_io, Retry::no, "This process may open no further file or connection.",
     "Raise the limit: ulimit -n; deed needs a few dozen."},
    {"service file", ErrorKind::config, Retry::no, "The service file cannot be used.", "Correct PGSERVICEFILE, or the file."},
    {"session is read-only", ErrorKind::unsuitable_server, Retry::yes, "{server}: only a standby or a read-only server answers.",
     "Name the primary's host too."},
    {"hot standby mode", ErrorKind::unsuitable_server, Retry::yes, "{server}: no server is what target_session_attrs asks for.",
     "Name the other hosts too, or change target_session_attrs."},
    {"the database system is", ErrorKind::unreachable, Retry::yes, "The server at {server} is starting or stopping.",
     "Run the same command again when it is up."},
    {"Temporary failure in name resolution", ErrorKind::unreachable, Retry::yes, "No name server tells the address of {server}.",
     "Check the network of this machine (in Kubernetes: DNS and network policies). A service of another namespace is NAME.NAMESPACE."},
    {"could not translate host name", ErrorKind::unreachable, Retry::yes, "The name of the host is not known here: {server}.",
     "Check the name. In Kubernetes a service of another namespace is NAME.NAMESPACE, and outside the cluster it needs a port-forward."},
    {"server closed the connection unexpectedly", ErrorKind::unreachable, Retry::yes,
     "{server} closed the connection before any PostgreSQL server answered.",
     "Start the port-forward again if there is one: its pod may be gone. Else look at what listens there: a proxy without its server?"},
    {"Connection reset by peer", ErrorKind::unreachable, Retry::yes,
     "{server} closed the connection before any PostgreSQL server answered.",
     "Start the port-forward again if there is one: its pod may be gone. Else look at what listens there: a proxy without its server?"},
    {"EOF detected", ErrorKind::unreachable, Retry::yes, "{server} closed the connection while TLS was agreed on.",
     "Look at what listens there: a proxy that does not speak PostgreSQL's TLS?"},
    {"timeout expired", ErrorKind::unreachable, Retry::yes, "{server} does not answer.",
     "Check host and port, firewalls and network policies. A port-forward whose pod is gone may hang: start it again."},
    {"Connection timed out", ErrorKind::unreachable, Retry::yes, "{server} does not answer.",
     "Check host and port, firewalls and network policies."},
    {"Permission denied", ErrorKind::denied, Retry::no, "This system user may not open the socket of {server}.",
     "Run deed as a user who may (unix_socket_permissions), or connect by TCP."},
    {"No such file or directory", ErrorKind::unreachable, Retry::yes, "There is no socket of a server: {server}.",
     "Start the server, or correct the socket's directory and the port; for TCP name a host."},
    {"Connection refused", ErrorKind::unreachable, Retry::yes, "Nothing listens at {server}.",
     "Start the server, or the port-forward again; or correct host and port."},
    {"Network is unreachable", ErrorKind::unreachable, Retry::yes, "There is no way to {server} from here.",
     "Check the network, or the VPN."},
    {"No route to host", ErrorKind::unreachable, Retry::yes, "There is no way to {server} from here.", "Check the network, or the VPN."},
});

constexpr Meaning kUnknown{"", ErrorKind::unreachable, Retry::yes, "Cannot connect to {server}.",
                           "Is the server running, and are host, port and database right?"};
constexpr Meaning kNoRole{"", ErrorKind::authentication, Retry::no, "Role '{role}' does not exist.",
                          "Correct the user, or create the role. Where no user is named it is the system user."};
constexpr Meaning kLoginTrigger{"", ErrorKind::denied, Retry::no, "A login event trigger of database '{database}' refuses role '{role}'.",
                                "Its owner or a DBA can make an exception for the role; the server's own words are above."};
constexpr Meaning kNoDatabase{"", ErrorKind::unreachable, Retry::no, "Database '{database}' does not exist.",
                              "Correct its name, or create it."};

// libpq's text, an element for each address that it tried; what is said twice, with and without TLS, once.
std::vector<std::string> tries(std::string_view message) {
  std::vector<std::string> all;
  for (const std::string_view line : split_lines(message)) {
    const bool begins = all.empty() || line.starts_with("connection to server") || line.starts_with("could not translate");
    const std::string text = one_line(trim(line));
    if (text.empty()) {
      continue;
    }
    if (begins) {
      all.push_back(text);
    } else {
      all.back() += ' ' + text;
    }
  }
  std::vector<std::string> once;
  std::copy_if(all.begin(), all.end(), std::back_inserter(once),
               [&](const std::string& text) { return std::find(once.begin(), once.end(), text) == once.end(); });
  return once;
}

// A name of the user's own choice stands in the message, so the sentence around it has to fit as well.
bool says_missing(std::string_view text, std::string_view noun) {
  return text.find(fmt::format("FATAL:  {} \"", noun)) != std::string_view::npos && text.ends_with("\" does not exist");
}

const Meaning& meaning_of(std::string_view text) {
  // one_line() leaves single spaces as they are, so FATAL is followed by two.
  if (says_missing(text, "role")) {
    return kNoRole;
  }
  if (says_missing(text, "database")) {
    return kNoDatabase;
  }
  const auto found =
      std::find_if(kMeanings.begin(), kMeanings.end(), [&](const Meaning& m) { return text.find(m.text) != std::string_view::npos; });
  return found == kMeanings.end() ? kUnknown : *found;
}

// Less is told first.
int rank(const Meaning& meaning) {
  if (meaning.retry == Retry::no) {
    return 0;
  }
  return meaning.kind == ErrorKind::unsuitable_server ? 2 : 1;
}

std::string filled(std::string_view text, const Endpoint& wanted) {
  std::string result = replace_all(std::string(text), "{server}", servers_of(wanted));
  result = replace_all(std::move(result), "{database}", one_line(wanted.database));
  result = replace_all(std::move(result), "{sql_database}", one_line(quote_identifier(wanted.database)));
  result = replace_all(std::move(result), "{sql_role}", one_line(quote_identifier(wanted.user)));
  return replace_all(std::move(result), "{role}", one_line(wanted.user));
}

// What a server says in English when it refuses with this SQLSTATE. 28000 is also that of a missing pg_hba.conf entry.
constexpr std::array kRefusals = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"28P01", "password authentication failed"},
    {"28000", "authentication failed"},
    {"3D000", "FATAL:  database \"\" does not exist"},
    {"42501", "permission denied for database"},
    {"53300", "too many clients"},
    {"57P03", "the database system is"},
});

// What only this failure's own text tells.
std::string further_hint(const Meaning& meaning, std::string_view text) {
  if (meaning.text == "no pg_hba.conf entry" && text.ends_with("no encryption")) {
    return " Or it lets in with TLS only: sslmode=require.";
  }
  if (meaning.what == kNotPostgres) {
    return text.ends_with(" H") ? " An HTTP server seems to answer." : " A proxy that expects TLS from the start cannot be used.";
  }
  return "";
}

ConnectFailure explained(const Meaning& meaning, std::string_view decisive, const std::vector<std::string>& all, const Endpoint& wanted) {
  const bool several = wanted.host.find(',') != std::string::npos &&
                       std::any_of(all.begin(), all.end(), [&](const auto& one) { return &meaning_of(one) != &meaning; });
  ErrorText text{.what = filled(several ? "None of the servers can be used: {server}." : meaning.what, wanted),
                 .where = fmt::format("{}{}", to_string(wanted), wanted.user.empty() ? "" : " as " + one_line(wanted.user)),
                 .hint = filled(meaning.hint, wanted) + further_hint(meaning, decisive),
                 .details = all};
  return {.kind = meaning.kind,
          .retry = meaning.retry == Retry::yes,
          .unknown = &meaning == &kUnknown,
          .missing_database = &meaning == &kNoDatabase,
          .text = std::move(text)};
}

}  // namespace

ConnectFailure explain_connect_failure(std::string_view message, const Endpoint& wanted) {
  const std::vector<std::string> all = tries(message);
  const auto decisive =
      std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return rank(meaning_of(a)) < rank(meaning_of(b)); });
  const std::string text = decisive == all.end() ? "" : *decisive;
  return explained(meaning_of(text), text, all, wanted);
}

ConnectFailure explain_refusal(std::string_view sqlstate, std::string_view message, const Endpoint& wanted) {
  const auto found = std::find_if(kRefusals.begin(), kRefusals.end(), [&](const auto& entry) { return entry.first == sqlstate; });
  // Only a PL/pgSQL function fails so, and only a trigger runs one before the session is there.
  const Meaning& meaning = sqlstate.starts_with("P0") ? kLoginTrigger : found == kRefusals.end() ? kUnknown : meaning_of(found->second);
  return explained(meaning, "", tries(message), wanted);
}

}  // namespace deed::postgres
