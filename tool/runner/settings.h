#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "domain/object_name.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::runner {

// How one service connects and runs; from deed.toml and the environment, put together by command/.
struct RunSettings {
  std::string service;
  history::TableName version_table{};
  // Asked before each try to connect.
  std::function<postgres::Target()> target{};
  SearchPath schemas{};
  std::string role{};
  Duration connect_timeout{30'000};
  Duration runner_wait{60'000};
  Duration lock_timeout{2'000};
  Duration retry_for{600'000};
  // Of a run that is one of several: how long others may hold it up yet, which all of them share. Otherwise `retry_for` is each step's.
  std::function<Duration()> patience{};
  Duration statement_timeout{0};
  // `pooler = "session"`: a pooler in session mode is known to be in between.
  bool session_pooler = false;

  // What the rows of this run say about it.
  std::string run_id{};
  std::string actor{};
  std::string host{};
  std::string deed_version{};
  std::string tag{};
  // Of the W3C trace that the run is a part of; empty for none.
  std::string trace_id{};
};

}  // namespace deed::runner
