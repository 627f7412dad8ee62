#include "runner/dry_run.h"

#include <fmt/format.h>

#include "catalog/relation_locks.h"
#include "history/writer.h"
#include "runner/session.h"
#include "runner/step_runner.h"

namespace deed::runner {

namespace {

Duration since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
}

}  // namespace

TriedStep TrialTransaction::run(const StepRequest& request) {
  refuse_claims_of_parts(session_, request);
  if (transaction_) {
    transaction_->go_on_with(request);
  } else {
    transaction_.emplace(session_, request);
    process_ = server_process(session_.connection);
  }
  TriedStep tried{.revision = request.revision->id, .message = request.revision->message, .number = request.number, .count = request.count};
  const auto begin = std::chrono::steady_clock::now();
  if (request.step->kind != StepKind::adopt || !finds_all(session_, request)) {
    std::vector<std::chrono::steady_clock::time_point> begins;
    tried.statements = run_statements(request, begins);
    guard(request);
    for (std::size_t i = 0; i < begins.size(); ++i) {
      for (TriedLock& lock : tried.statements[i].locks) {
        lock.held = since(begins[i]);
      }
    }
  }
  requests_.push_back(request);
  tried.took = since(begin);
  for (const OwnershipRow& row : request.delta.remove) {
    tried.ownership.push_back("- " + to_string(row));
  }
  for (const OwnershipRow& row : request.delta.add) {
    tried.ownership.push_back("+ " + to_string(row));
  }
  return tried;
}

std::vector<TriedStatement> TrialTransaction::run_statements(const StepRequest& request,
                                                             std::vector<std::chrono::steady_clock::time_point>& begins) {
  std::vector<TriedStatement> statements;
  auto begin = std::chrono::steady_clock::now();
  transaction_->run_statements([&](const Statement& statement, std::int64_t rows) {
    begins.push_back(begin);
    statements.push_back({.location = {request.revision->path, statement.position.line, statement.position.column},
                          .kind = statement.kind,
                          .took = since(begin),
                          .rows = rows,
                          .locks = new_locks(*request.map)});
    begin = std::chrono::steady_clock::now();
  });
  return statements;
}

std::vector<TriedLock> TrialTransaction::new_locks(const OwnershipMap& map) {
  std::vector<TriedLock> fresh;
  for (const auto& [object, mode] : catalog::relation_locks(session_.observer(), *process_)) {
    const auto [known, is_new] = locks_.try_emplace(object, mode);
    if (is_new || known->second < mode) {
      known->second = mode;
      const std::optional<Owner> owner = map.owner(object);
      fresh.push_back({.object = object, .owner = owner ? owner->service : "", .mode = mode});
    }
  }
  return fresh;
}

void TrialTransaction::guard(const StepRequest& request) {
  all_.items.insert(all_.items.end(), request.step->items.begin(), request.step->items.end());
  all_.line = request.step->line;
  const std::string& me = session_.settings.service;
  const Holdings before = map_.of(me);
  map_ = *request.map;
  map_.of(me) = ownership::during_downgrade(before, map_.of(me));
  StepRequest of_all = request;
  of_all.step = &all_;
  of_all.map = &map_;
  of_all.suspected = request.step;
  transaction_->guard(of_all);
  // As they were, but for those that are INITIALLY IMMEDIATE: these are looked at when the step ends.
  session_.connection.execute("SET CONSTRAINTS ALL DEFERRED");
}

void TrialTransaction::write_rows() {
  if (requests_.empty()) {
    return;
  }
  history::ensure_tables_inside(session_.connection, session_.settings.version_table, session_.settings.service);
  for (const StepRequest& request : requests_) {
    transaction_->write(session_.event(request, request.finishing()), request.delta);
  }
}

}  // namespace deed::runner
