#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "catalog/read_scope.h"
#include "command/model.h"
#include "command/model_names.h"
#include "config/service_config.h"
#include "postgres/connection.h"
#include "scratch/scratch_database.h"

namespace deed::command {

// All that makes a model's scratch database, in this order.
struct ScratchPlan {
  // Which grants and policies name. A server of somebody else's gets none.
  std::vector<std::string> roles{};
  // The model's come first: extensions and neighbours may have something in them.
  std::vector<scratch::PlayedStatement> schemas{};
  // Those of the live database that are given.
  std::vector<scratch::WantedExtension> extensions{};
  std::vector<scratch::PlayedStatement> extension_statements{};
  // What of others the model refers to, then the model's own.
  std::vector<scratch::PlayedStatement> statements{};
  // What the texts of `statements` tell, one each; those of the model are the model's, which must outlive the plan.
  std::vector<const Statement*> analysed{};
  std::vector<scratch::PlayedStatement> publication_statements{};

  // Made for others' tables and types, so not the model's.
  std::set<std::string> given_schemas{};
  // What of others the model refers to, with the types of that.
  std::set<ObjectName> stubs{};
  // Whether the same statements make the same database at another time.
  bool repeatable = true;

  // Of `analysed` those that no model has; where a copy's would point into the plan that it was made of.
  std::deque<Statement> others_statements{};

  ScratchPlan() = default;
  ScratchPlan(ScratchPlan&&) = default;
  ScratchPlan& operator=(ScratchPlan&&) = default;
};

// Asks the live database for its roles and for what of others the model refers to.
ScratchPlan plan_scratch(const config::ServiceConfig& config, const Model& model, const ModelNames& names, postgres::Connection& live);

}  // namespace deed::command
