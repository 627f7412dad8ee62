#pragma once

#include <vector>

#include "command/invocation.h"
#include "command/scratch_plan.h"
#include "config/service_config.h"
#include "postgres/connection.h"
#include "scratch/scratch_database.h"
#include "scratch/scratch_server.h"

namespace deed::command {

// A scratch database for a model, on a server of this major version. Tells what it made of the plan.
class ModelScratch {
 public:
  ModelScratch(Invocation& invocation, const config::ServiceConfig& config, int major);

  enum class Outcome { whole, without_extensions };

  // All of the plan, but of its statements these. Throws as ScratchDatabase::play.
  Outcome play(const ScratchPlan& plan, const std::vector<scratch::PlayedStatement>& statements);

  postgres::Connection& connection() { return database_.connection(); }

 private:
  void play_privileged(const std::vector<scratch::PlayedStatement>& statements);
  void play_in_order(const std::vector<scratch::PlayedStatement>& statements);

  Log& log_;
  scratch::ScratchServer server_;
  scratch::ScratchDatabase database_;
};

}  // namespace deed::command
