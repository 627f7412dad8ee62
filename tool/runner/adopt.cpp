// The `adopt` step: what it creates may stand there already, from before deed. All of it with its columns: claimed and recorded, nothing
// executed. None of it: run. Anything between: nobody can tell what is meant.
#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "catalog/extensions.h"
#include "catalog/live_database.h"
#include "catalog/lookup.h"
#include "ownership/adoption.h"
#include "runner/guarded_transaction.h"
#include "runner/session.h"
#include "runner/step_runner.h"

namespace deed::runner {

namespace {

struct Standing {
  std::vector<std::string> present{};
  std::vector<std::string> missing{};
  // Present, but not as the step would make it.
  std::vector<std::string> different{};
};

void compare_columns(const ObjectName& object, const std::vector<std::string>& wanted, const std::vector<std::string>& found,
                     Standing& standing) {
  const std::set<std::string> a(wanted.begin(), wanted.end());
  const std::set<std::string> b(found.begin(), found.end());
  if (wanted.empty() || a == b) {
    standing.present.push_back(to_string(object));
    return;
  }
  std::vector<std::string> differences;
  for (const std::string& column : a) {
    if (!b.contains(column)) {
      differences.push_back(fmt::format("column {} is missing", column));
    }
  }
  for (const std::string& column : b) {
    if (!a.contains(column)) {
      differences.push_back(fmt::format("column {} is not in the step", column));
    }
  }
  standing.different.push_back(fmt::format("{}: {}", to_string(object), join(differences, ", ")));
}

void look(postgres::Connection& connection, const ownership::AdoptedObject& wanted, Standing& standing) {
  const ObjectName& object = wanted.object;
  if (wanted.dependent) {
    if (catalog::kind_of_relation(connection, object) != wanted.made) {
      standing.missing.push_back(to_string(object));
    }
    return;
  }
  if (object.kind == ObjectKind::relation) {
    const std::optional<std::vector<std::string>> columns = catalog::columns_of(connection, object);
    const std::string kind = columns ? catalog::kind_of_relation(connection, object) : "";
    if (columns && !wanted.made.empty() && kind != wanted.made) {
      standing.different.push_back(fmt::format("{}: is a {}, not a {}", to_string(object), kind, wanted.made));
      return;
    }
    if (columns) {
      compare_columns(object, wanted.columns, *columns, standing);
      return;
    }
  } else if (object.kind == ObjectKind::extension ? catalog::extension_exists(connection, object.name)
                                                  : catalog::standing_names(connection, {object}).contains(object)) {
    standing.present.push_back(to_string(object));
    return;
  }
  standing.missing.push_back(to_string(object));
}

// Where the service's schemas are the search_path, an operator of somebody's could be called in PostgreSQL's place. The observer has no
// such path; what a trial has made sees only its own session.
Standing look_at_all(StepSession& session, const StepRequest& request) {
  const bool inside = session.connection.transaction_status() == postgres::TransactionStatus::in_transaction;
  if (inside) {
    session.connection.execute("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)");
  }
  Standing standing;
  for (const ownership::AdoptedObject& wanted : ownership::adopted_objects(*request.step, session.settings.schemas)) {
    look(inside ? session.connection : session.observer(), wanted, standing);
  }
  if (inside) {
    restore_session(session.connection, session.settings, session.settings.lock_timeout, SettingScope::transaction);
  }
  return standing;
}

Error neither(const StepRequest& request, const Standing& standing) {
  ErrorText text{
      .what = "The adopt step finds some of what it creates, but not all of it as it would create it.",
      .where = to_string(Location{request.revision->path, request.step->line}),
      .hint = "Bring the database to what the step says, or the step to what the database has; then run the same command again."};
  for (const std::string& name : standing.present) {
    text.details.push_back("there:     " + name);
  }
  for (const std::string& name : standing.different) {
    text.details.push_back("different: " + name);
  }
  for (const std::string& name : standing.missing) {
    text.details.push_back("missing:   " + name);
  }
  return Error(ErrorKind::contradiction, std::move(text));
}

}  // namespace

bool finds_all(StepSession& session, const StepRequest& request) {
  const Standing standing = look_at_all(session, request);
  if (standing.present.empty() && standing.different.empty()) {
    return false;
  }
  if (!standing.missing.empty() || !standing.different.empty()) {
    throw neither(request, standing);
  }
  session.log.info(
      request.tells(Event::adopted, fmt::format("Adopting what revision {} would create: all of it is there", request.revision->id)));
  return true;
}

StepOutcome run_adopt(StepSession& session, const StepRequest& request) {
  if (!finds_all(session, request)) {
    return run_transactional(session, request);
  }
  return retrying(session, request, [&] {
    GuardedTransaction transaction(session, request);
    transaction.write(session.event(request, request.finishing()), request.delta);
    return transaction.commit();
  });
}

}  // namespace deed::runner
