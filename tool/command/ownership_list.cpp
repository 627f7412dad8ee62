#include "command/ownership_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/other_tools.h"
#include "base/text.h"
#include "catalog/live_database.h"
#include "catalog/snapshot.h"
#include "command/failures.h"
#include "command/recorded_holdings.h"
#include "history/state.h"
#include "ownership/database_map.h"
#include "ownership/fold.h"
#include "runner/session.h"

namespace deed::command {

namespace {

std::vector<OwnershipRow> plain(const std::vector<StoredRow>& rows) {
  std::vector<OwnershipRow> result;
  std::transform(rows.begin(), rows.end(), std::back_inserter(result), [](const StoredRow& written) { return written.row; });
  return result;
}

LiveDatabase live_database(postgres::Connection& connection, const OwnershipMap& map) {
  LiveDatabase live = catalog::read_live_database(connection);
  for (const LiveObject& object : live.objects) {
    if (autogenerate::is_history_table(object.name)) {
      live.histories.insert(object.name);
    }
  }
  if (const std::vector<ObjectName> unlisted = ownership::unlisted_claims(map, live); !unlisted.empty()) {
    live.also_standing = catalog::standing_names(connection, unlisted);
  }
  live.foreign_keys = catalog::keys_between(connection, ownership::owned_relations(map, live));
  return live;
}

// What the rows of a service say too much, and what is missing, by its own history.
void compare(postgres::Connection& connection, const std::vector<OwnershipRow>& rows, DatabaseMap::Service& service) {
  std::vector<OwnershipRow> stored;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(stored), [&](const OwnershipRow& row) { return row.service == service.name; });
  SilentLog silent;
  const std::optional<Error> error = Failures(silent).attempt(service.name, [&] {
    if (service.version_table.empty()) {
      throw Error(ErrorKind::contradiction, {.what = "Its row with the version table is gone."});
    }
    // With tenants nothing of it comes from a history.
    const history::TableName table = history::TableName::parse(service.version_table);
    const Holdings own = table.tenants.empty() ? recorded_holdings(connection, table, service.name) : base_holdings(table.registered());
    const ownership::RowDelta delta = ownership::difference(stored, to_rows(service.name, own));
    for (const OwnershipRow& row : delta.remove) {
      service.differences.push_back("too much: " + to_string(row));
    }
    for (const OwnershipRow& row : delta.add) {
      service.differences.push_back("missing: " + to_string(row));
    }
  });
  if (error && !connection.usable()) {
    throw *error;
  }
  if (error) {
    service.not_compared = error->kind() == ErrorKind::denied ? fmt::format("This role may not read {}.", service.version_table)
                                                              : one_line(error->text().what);
  }
}

std::string minute(TimePoint time) {
  const std::string date = create_date(time);
  return date.substr(0, 16) + " UTC";
}

}  // namespace

DatabaseMap ownership_list(Invocation& invocation, const Configs& services) {
  const runner::RunSettings settings = run_settings(*services.front(), invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  const catalog::Snapshot snapshot(connection, {"pg_catalog"});
  const std::vector<StoredRow> written = history::read_written_rows(connection);
  const std::vector<OwnershipRow> rows = plain(written);
  DatabaseMap map = ownership::map_database(written, live_database(connection, OwnershipMap::from_rows(rows)));
  map.database = to_string(connection.endpoint());
  map.protection = history::ownership_is_guarded(connection)
                       ? ""
                       : "The ownership table is protected by convention only: whoever may run revisions may write all of it. "
                         "`deed ownership roles` prints what a DBA can do about it.";
  map.made_at = minute(invocation.now);
  for (DatabaseMap::Service& service : map.services) {
    compare(connection, rows, service);
  }
  return map;
}

}  // namespace deed::command
