#include "runner/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/identifier.h"
#include "base/text.h"
#include "history/state.h"
#include "runner/sessions.h"

namespace deed::runner {

namespace {

constexpr const char* kSource = "deed.postgres";
// In one session: a log has its limits.
constexpr int kMostNotices = 10'000;

// A session that was just opened, and where its values came from: it is still to be seen whether the server is fit for the use.
struct Candidate {
  postgres::Connection connection;
  std::vector<std::string> origins;
};

Error unsuitable(const Candidate& candidate, std::string what, std::string hint) {
  return Error(ErrorKind::unsuitable_server, {.what = std::move(what),
                                              .where = to_string(candidate.connection.endpoint()),
                                              .hint = std::move(hint),
                                              .details = candidate.origins});
}

postgres::Target session_target(const RunSettings& settings, SessionUse use) {
  postgres::Target target = settings.target();
  postgres::Parameters& parameters = target.parameters;
  const auto given = [&](std::string_view keyword) {
    return std::any_of(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
  };
  // A run is told from others by its application name; what else the URL says stays.
  std::erase_if(parameters, [](const auto& p) { return p.first == "application_name" || p.first == "client_encoding"; });
  parameters.emplace_back("application_name", application_name(settings));
  parameters.emplace_back("client_encoding", "UTF8");
  const std::int64_t patience = std::clamp<std::int64_t>(settings.connect_timeout.count() / 1000, 2, 10);
  for (const auto& [keyword, value] : std::vector<std::pair<std::string, std::string>>{{"connect_timeout", std::to_string(patience)},
                                                                                       {"keepalives_idle", "30"},
                                                                                       {"keepalives_interval", "10"},
                                                                                       {"keepalives_count", "3"},
                                                                                       {"tcp_user_timeout", "60000"}}) {
    if (!given(keyword)) {
      parameters.emplace_back(keyword, value);
    }
  }
  const bool several_hosts = postgres::effective_value(parameters, "host").find(',') != std::string::npos;
  // libpq's default for it is "any".
  if (several_hosts && !given("target_session_attrs") && postgres::effective_value(parameters, "target_session_attrs") == "any") {
    parameters.emplace_back("target_session_attrs", use == SessionUse::run ? "read-write" : "any");
  }
  return target;
}

// What a DBA's ALTER ROLE ... SET or a service's pooler may have set otherwise. A dead client's lock is free after
// client_connection_check_interval and not only when its statement ends. row_security is on for deed's own tables, whose policies let every
// role read all (history/queries/find_tables.sql looks); a step has it off: it must see all rows or fail, never a policy's choice.
std::vector<std::pair<std::string, std::string>> session_settings(const RunSettings& settings) {
  std::vector<std::pair<std::string, std::string>> list{
      {"client_connection_check_interval", "1s"},
      {"tcp_keepalives_idle", "30"},
      {"tcp_keepalives_interval", "10"},
      {"tcp_keepalives_count", "3"},
      {"tcp_user_timeout", "60s"},
      {"idle_in_transaction_session_timeout", "5min"},
      // deed waits for locks, pauses and other services between transactions.
      {"idle_session_timeout", "0"},
      {"standard_conforming_strings", "on"},
      {"search_path", to_text(settings.schemas)},
      {"row_security", "on"},
      {"default_transaction_isolation", "read committed"},
      {"default_transaction_deferrable", "off"},
      // Outside of steps: whoever locks deed's own tables is waited for like another runner.
      {"lock_timeout", fmt::format("{}ms", std::max(settings.runner_wait, settings.lock_timeout).count())},
      {"statement_timeout", fmt::format("{}ms", settings.statement_timeout.count())},
  };
  if (!settings.role.empty()) {
    list.emplace_back("role", settings.role);
  }
  return list;
}

// An Error about the role that deed.toml names, told from one about the role that connects.
[[noreturn]] void throw_role_refused(const postgres::Connection& connection, const RunSettings& settings, const Error& error) {
  const bool missing = error.sqlstate() == "22023";
  ErrorText text = error.text();
  text.details.insert(text.details.begin(), text.what);
  text.what = missing
                  ? fmt::format("There is no role '{}', which `database.role` names.", settings.role)
                  : fmt::format("Role '{}' may not become '{}', which `database.role` names.", connection.endpoint().user, settings.role);
  text.where = to_string(connection.endpoint());
  text.hint =
      missing ? "Correct `role` under [database] in deed.toml, or create the role."
              : fmt::format("A DBA runs: GRANT {} TO {};", quote_identifier(settings.role), quote_identifier(connection.endpoint().user));
  throw Error(missing ? ErrorKind::config : ErrorKind::denied, std::move(text)).with_sqlstate(error.sqlstate());
}

bool has_role(postgres::Connection& connection, const std::string& name) {
  return !connection.execute("SELECT FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) $1", {name}).empty();
}

// What there is to know about the server, and in the same exchange all settings: these only where its process is `pid`, so that a pool's
// other clients never get them, and where it is new enough to know them. Columns: process, standby, read-only, encoding, version, counts.
postgres::Request greeting(const RunSettings& settings, int pid) {
  std::string settling = "pg_catalog.concat(";
  std::vector<postgres::Value> values{std::to_string(pid)};
  for (const auto& [name, value] : session_settings(settings)) {
    values.emplace_back(value);
    settling += fmt::format("pg_catalog.set_config('{}', ${}, false), ", name, values.size());
  }
  // What COMMIT confirmed is to outlast a crash; and with a transaction_timeout (PostgreSQL 17) no transaction of a long step would end.
  settling +=
      "CASE WHEN pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off' THEN "
      "pg_catalog.set_config('synchronous_commit', 'local', false) END, "
      "CASE WHEN pg_catalog.current_setting('transaction_timeout', true) OPERATOR(pg_catalog.<>) '0' THEN "
      "pg_catalog.set_config('transaction_timeout', '0', false) END)";
  return {fmt::format(
              "SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only'), "
              "pg_catalog.current_setting('server_encoding'), pg_catalog.current_setting('server_version'), "
              "pg_catalog.current_setting('track_counts'), CASE WHEN pg_catalog.pg_backend_pid() OPERATOR(pg_catalog.=) "
              "$1::pg_catalog.int4 AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog.>=) 140000 "
              "THEN {} END",
              settling),
          std::move(values)};
}

// Throws Error where the role that deed.toml names is refused.
postgres::Result greet(postgres::Connection& connection, const RunSettings& settings, int pid) {
  const postgres::Request request = greeting(settings, pid);
  try {
    return connection.execute(request.sql, request.values);
  } catch (const postgres::SqlError& error) {
    if (!settings.role.empty() && (error.sqlstate() == "42501" || (error.sqlstate() == "22023" && !has_role(connection, settings.role)))) {
      throw_role_refused(connection, settings, error);
    }
    throw;
  }
}

struct Greeting {
  postgres::Result facts;
  // Whether deed's tables are ready for the run; nothing where it is not known.
  std::optional<bool> tables_ready{};
};

// greet(), and behind it in the same exchange the quick look at deed's tables.
Greeting greet_to_run(postgres::Connection& connection, const RunSettings& settings) {
  const int pid = connection.backend_pid();
  try {
    std::vector<postgres::Result> answers =
        connection.execute_together({greeting(settings, pid), history::ask_whether_ready(settings.version_table)});
    // Behind a pooler nothing was settled, the role neither.
    const bool settled = answers[0].number(0, 0) == pid;
    return {std::move(answers[0]), settled ? std::optional(history::are_ready(answers[1])) : std::nullopt};
  } catch (const postgres::SqlError&) {
    // Which of the two it was shows when they come one by one.
    return {greet(connection, settings, pid)};
  }
}

// A pool's session is settled when it is known to be one in session mode.
void settle_behind_pooler(postgres::Connection& connection, const RunSettings& settings, const postgres::Result& greeting) {
  if (const auto pid = static_cast<int>(greeting.number(0, 0)); pid != connection.backend_pid()) {
    greet(connection, settings, pid);
  }
}

// Throws Error(unsuitable_server) where the role or database has track_counts off, and this role may not set it otherwise.
void count_changes(Candidate& candidate, const postgres::Result& greeting) {
  if (greeting.text(0, 5) == "on") {
    return;
  }
  try {
    candidate.connection.execute("SELECT pg_catalog.set_config('track_counts', 'on', false)");
  } catch (const postgres::SqlError&) {
    throw unsuitable(candidate,
                     "The server does not count what sessions change (track_counts is off): the commit guard reads these counters.",
                     "A DBA switches track_counts on for the role and the database.");
  }
}

// A pool that is used up says nothing until somebody leaves.
postgres::Connection open_second(const postgres::Connection& first, const RunSettings& settings, const Cancellation& cancellation) {
  try {
    return postgres::Connection::open(first.same_server(), cancellation, settings.connect_timeout);
  } catch (const postgres::ConnectError& error) {
    if (error.kind() != ErrorKind::unreachable) {
      throw;
    }
    throw Error(ErrorKind::server_resource, {.what = "The connection pool gives deed no second session with the server.",
                                             .where = to_string(first.endpoint()),
                                             .hint = "A run needs two: allow this pool more, or connect to the server itself.",
                                             .details = {error.text().what}});
  }
}

// Whether statements of one client go to whatever session of the server is free. Each asks more than once: a pool may take turns.
bool pools_transactions(postgres::Connection& connection, int server_pid, const RunSettings& settings, const Cancellation& cancellation) {
  postgres::Connection second = open_second(connection, settings, cancellation);
  bool shared = server_process(second) == server_pid;
  for (int look = 0; look < 3 && !shared; ++look) {
    shared = server_process(connection) != server_pid || server_process(second) == server_pid;
  }
  return shared;
}

// Transaction pooling lets two of its clients share one server session: both would hold the runner lock.
void check_pooler(Candidate& candidate, const RunSettings& settings, int server_pid, const Cancellation& cancellation) {
  if (candidate.connection.backend_pid() == server_pid) {
    return;
  }
  if (pools_transactions(candidate.connection, server_pid, settings, cancellation)) {
    throw unsuitable(candidate, "A connection pooler in transaction mode is in between: advisory locks do not hold there.",
                     "Connect to the server itself, or to a pool in session mode.");
  }
  if (!settings.session_pooler) {
    throw unsuitable(candidate, "A connection pooler is in between.",
                     "Connect to the server itself; if the pool is in session mode, say pooler = \"session\" in deed.toml.");
  }
}

void check_server(const Candidate& candidate, const postgres::Result& facts, SessionUse use) {
  const int version = candidate.connection.server_version();
  if (version < 140000) {
    throw unsuitable(candidate, fmt::format("The server is PostgreSQL {}; deed needs 14 or newer.", version / 10000),
                     "Upgrade the server.");
  }
  if (facts.text(0, 3) != "UTF8") {
    throw unsuitable(candidate, fmt::format("The database's encoding is {}; deed needs UTF8.", facts.text(0, 3)),
                     "Use a database that was created with ENCODING 'UTF8'.");
  }
  if (use == SessionUse::run && facts.boolean(0, 1)) {
    throw unsuitable(candidate, "The server is a standby: nothing can be changed here.",
                     "Connect to the primary; several hosts in the URL find it.");
  }
  if (use == SessionUse::run && facts.text(0, 2) == "on") {
    throw unsuitable(candidate, "The session is read-only.",
                     "Connect to the primary, or reset default_transaction_read_only for the role.");
  }
}

postgres::Connection connect_patiently(const std::function<postgres::Target()>& target, const RunSettings& settings,
                                       const Cancellation& cancellation, Log& log, std::optional<postgres::FirstTry> begun = {}) {
  std::string told;
  const auto waiting = [&](const Error& error) {
    // Each new reason once: the tries themselves are of no interest.
    if (error.text().what != told) {
      told = error.text().what;
      log.warning({.source = kSource,
                   .event = Event::connect_retry,
                   .message = fmt::format("{} Trying again within {}.", told, to_string(settings.connect_timeout)),
                   .sqlstate = error.sqlstate(),
                   .failure = error.kind()});
    }
  };
  return postgres::connect(target, settings.connect_timeout, cancellation, waiting, std::move(begun));
}

Candidate open_candidate(const RunSettings& settings, SessionUse use, const Cancellation& cancellation, Log& log,
                         std::optional<postgres::FirstTry> begun) {
  std::vector<std::string> origins = begun ? postgres::origin_lines(begun->target()) : std::vector<std::string>();
  const auto target = [&] {
    postgres::Target wanted = session_target(settings, use);
    origins = postgres::origin_lines(wanted);
    return wanted;
  };
  postgres::Connection connection = connect_patiently(target, settings, cancellation, log, std::move(begun));
  return {std::move(connection), std::move(origins)};
}

void hear_notices(postgres::Connection& connection, const ServiceLog& listener) {
  connection.on_notice([log = listener, count = 0](const postgres::Notice& notice) mutable {
    if (++count >= kMostNotices) {
      if (count == kMostNotices) {
        log.warning({.source = "deed.server",
                     .event = Event::notice,
                     .message = fmt::format("The server has sent {} notices: further ones are not shown.", kMostNotices)});
      }
      return;
    }
    const LogLevel level = notice.severity == "WARNING"  ? LogLevel::warning
                           : notice.severity == "NOTICE" ? LogLevel::info
                                                         : LogLevel::debug;
    log.write({.level = level,
               .source = "deed.server",
               .event = Event::notice,
               .message = fmt::format("{}: {}", notice.severity, notice.message),
               .sqlstate = notice.sqlstate});
  });
}

// The candidate, if it is fit for the use, with all settings settled.
SessionToRun settle(Candidate candidate, const RunSettings& settings, SessionUse use, const Cancellation& cancellation, ServiceLog& log) {
  postgres::Connection& connection = candidate.connection;
  const Greeting greeting =
      use == SessionUse::run ? greet_to_run(connection, settings) : Greeting{greet(connection, settings, connection.backend_pid())};
  const postgres::Result& facts = greeting.facts;
  check_pooler(candidate, settings, static_cast<int>(facts.number(0, 0)), cancellation);
  check_server(candidate, facts, use);
  settle_behind_pooler(connection, settings, facts);
  if (use == SessionUse::run) {
    count_changes(candidate, facts);
  }
  hear_notices(connection, log);
  log.info({.source = kSource,
            .event = Event::connected,
            .message = fmt::format("Connected to {} as {} (PostgreSQL {})", to_string(connection.endpoint()), connection.endpoint().user,
                                   facts.text(0, 4))});
  return {std::move(candidate.connection), greeting.tables_ready};
}

SessionToRun open_session_and_look(const RunSettings& settings, SessionUse use, const Cancellation& cancellation, Log& listener,
                                   std::optional<postgres::FirstTry> begun) {
  ServiceLog log(listener, settings.service, settings.run_id);
  if (begun) {
    Candidate early = open_candidate(settings, use, cancellation, log, std::move(begun));
    try {
      return settle(std::move(early), settings, use, cancellation, log);
    } catch (const Error& error) {
      // It stood idle, unsettled, while files were read: the server, or who is in between, may have had enough of it.
      if (error.kind() != ErrorKind::terminated_by_server) {
        throw;
      }
    }
  }
  return settle(open_candidate(settings, use, cancellation, log, {}), settings, use, cancellation, log);
}

}  // namespace

std::string application_name(const RunSettings& settings) {
  const std::string run = settings.run_id.substr(0, 8);
  // The server cuts longer ones off, and with them what tells runs apart.
  const std::size_t for_service = kLongestIdentifier - std::string_view("deed//").size() - run.size();
  std::string name = fmt::format("deed/{}/{}", clip(settings.service, for_service), run);
  // The end of a trace's id is the part that is random in all tracers.
  for (const std::size_t digits : {32U, 16U, 8U}) {
    if (settings.trace_id.size() >= digits && name.size() + 1 + digits <= kLongestIdentifier) {
      return name + '/' + settings.trace_id.substr(settings.trace_id.size() - digits);
    }
  }
  return name;
}

postgres::FirstTry begin_session(const RunSettings& settings, SessionUse use) { return postgres::FirstTry(session_target(settings, use)); }

postgres::Connection open_session(const RunSettings& settings, SessionUse use, const Cancellation& cancellation, Log& log,
                                  std::optional<postgres::FirstTry> begun) {
  return open_session_and_look(settings, use, cancellation, log, std::move(begun)).connection;
}

SessionToRun open_session_to_run(const RunSettings& settings, const Cancellation& cancellation, Log& log,
                                 std::optional<postgres::FirstTry> begun) {
  return open_session_and_look(settings, SessionUse::run, cancellation, log, std::move(begun));
}

SessionToRun open_or_reuse(const RunSettings& settings, Sessions& sessions, const Cancellation& cancellation, Log& log) {
  if (!sessions.kept || !sessions.kept->usable()) {
    sessions = {};
    return open_session_to_run(settings, cancellation, log);
  }
  Candidate candidate{*std::exchange(sessions.kept, std::nullopt), {}};
  postgres::Connection& connection = candidate.connection;
  // Before anything is sent: who heard them so far may be gone.
  hear_notices(connection, ServiceLog(log, settings.service, settings.run_id));
  // Settings, temporary tables, prepared statements, cursors, locks of the session.
  try {
    connection.discard_all();
  } catch (const Error&) {
    if (connection.usable()) {
      throw;
    }
    // Somebody has ended it while nothing was asked of it.
    sessions = {};
    return open_session_to_run(settings, cancellation, log);
  }
  const Greeting greeting = greet_to_run(connection, settings);
  settle_behind_pooler(connection, settings, greeting.facts);
  count_changes(candidate, greeting.facts);
  return {std::move(candidate.connection), greeting.tables_ready};
}

int server_process(postgres::Connection& connection) {
  return static_cast<int>(connection.execute("SELECT pg_catalog.pg_backend_pid()").number(0, 0));
}

postgres::Request restoring_settings(const RunSettings& settings, Duration lock_timeout, SettingScope scope) {
  // NULL is the default of the session.
  const postgres::Value role = settings.role.empty() ? postgres::Value() : postgres::Value(settings.role);
  return {
      "SELECT pg_catalog.set_config('lock_timeout', $1, $5::pg_catalog.bool), pg_catalog.set_config('statement_timeout', $2, "
      "$5::pg_catalog.bool), pg_catalog.set_config('search_path', $3, $5::pg_catalog.bool), "
      // Where a literal ends is what deed has read of it.
      "pg_catalog.set_config('standard_conforming_strings', 'on', $5::pg_catalog.bool), "
      "pg_catalog.set_config('client_encoding', 'UTF8', $5::pg_catalog.bool), "
      // Only a superuser's step can have changed it, and only a superuser may name it.
      "CASE WHEN pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.<>) 'origin' THEN "
      "pg_catalog.set_config('session_replication_role', 'origin', $5::pg_catalog.bool) END, pg_catalog.set_config('role', $4, "
      "$5::pg_catalog.bool), pg_catalog.set_config('row_security', CASE WHEN $5::pg_catalog.bool THEN 'off' ELSE 'on' END, "
      "$5::pg_catalog.bool)",
      {fmt::format("{}ms", lock_timeout.count()), fmt::format("{}ms", settings.statement_timeout.count()), to_text(settings.schemas), role,
       scope == SettingScope::transaction ? "t" : "f"}};
}

void restore_session(postgres::Connection& connection, const RunSettings& settings, Duration lock_timeout, SettingScope scope) {
  const postgres::Request restoring = restoring_settings(settings, lock_timeout, scope);
  connection.execute(restoring.sql, restoring.values);
}

postgres::Connection open_observer(const postgres::Connection& session, const RunSettings& settings, const Cancellation& cancellation,
                                   Log& log) {
  const auto target = [&] { return postgres::Target{.parameters = session.same_server()}; };
  postgres::Connection observer = connect_patiently(target, settings, cancellation, log);
  observer.execute(
      "SELECT pg_catalog.set_config('search_path', 'pg_catalog', false), pg_catalog.set_config('client_connection_check_interval', '1s', "
      "false), pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false), pg_catalog.set_config('row_security', 'on', false), "
      "pg_catalog.set_config('jit', 'off', false), "
      "pg_catalog.set_config('role', $1, false), "
      // It looks while the step's transaction keeps others waiting.
      "pg_catalog.set_config('lock_timeout', $2, false), pg_catalog.set_config('statement_timeout', '0', false), "
      // A step may take long in between.
      "pg_catalog.set_config('idle_session_timeout', '0', false)",
      {settings.role.empty() ? postgres::Value() : postgres::Value(settings.role), fmt::format("{}ms", settings.lock_timeout.count())});
  observer.reuse_plans(settings.run_id);
  return observer;
}

}  // namespace deed::runner
