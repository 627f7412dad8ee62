#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/fault_proxy.h"
#include "support/private_server.h"
#include "support/process.h"

namespace deed::testing {

// What a scenario does, and so what is to be asked after a fault: steps of every kind, up and down; history rows alone; or the autocommit
// statements of a service of its own, which has a partitioned table.
enum class FaultSubject { steps, stamp, upkeep };

// A command, and the database in which it begins.
struct FaultScenario {
  std::string name;
  std::vector<std::string> words;
  // A template database: "empty" of the service api, or with all its revisions: "head".
  std::string start;
  FaultSubject subject = FaultSubject::steps;

  // The words with the program and the service before them.
  std::vector<std::string> command() const;
};

FaultScenario upgrade_scenario();
FaultScenario downgrade_scenario();
FaultScenario stamp_scenario();
FaultScenario upkeep_scenario();

// A run that is stopped at a message.
struct FaultTrial {
  class FaultBench& bench;
  std::string database;
  // What runs, with the program and the service.
  std::vector<std::string> command;
  RunningProcess& process;
  WireMessage at;
};

struct Fault {
  std::string name;
  // The exit codes that it may lead to; 0 only where the run reached its end all the same.
  std::set<int> codes;
  // Has to let the proxy go on.
  std::function<void(FaultTrial&)> happen;
  Grain grain = Grain::exchange;
  // For what takes long: only every so many points.
  int stride = 1;
};

// One service with every kind of step and its neighbour, which nothing may touch, on a private server behind a proxy.
class FaultBench {
 public:
  explicit FaultBench(const std::string& configuration = "");

  PrivateServer& server() { return server_; }
  FaultProxy& proxy() { return proxy_; }

  // Runs the command with the fault at message 1, 2, 3, ... until a run meets none (ordinarily: at a choice of them), and after each asks
  // for what is promised. Returns what was not kept, one text for each point.
  std::vector<std::string> run(const FaultScenario& scenario, const Fault& fault);

  // A fresh copy of a template, and its end.
  std::string fresh(const std::string& start);
  void drop(const std::string& database);
  ProcessOptions options(const std::string& database, bool by_proxy) const;
  // deed -s api WORDS, not by the proxy.
  ProcessResult deed(const std::string& database, std::vector<std::string> words) const;
  // Schema, data, ownership, and what the history says was done: all that a faultless run determines.
  std::string state(const std::string& database) const;
  // Where effect and history row differ; empty where they do not.
  std::string contradictions(const std::string& database, FaultSubject subject) const;
  // Waits until no session of deed is left in the database; how long that took, or nothing after the patience.
  bool wait_for_end_of_sessions(const std::string& database, Duration patience) const;

 private:
  void write_services(const std::string& configuration) const;
  void make_templates();
  // Nothing for a run that met no fault.
  std::optional<std::string> try_point(const FaultScenario& scenario, const Fault& fault, int number);
  std::string check(const FaultScenario& scenario, const Fault& fault, const std::string& database, const ProcessResult& result) const;
  std::vector<int> points(const FaultScenario& scenario, const Fault& fault);
  const std::string& expected(const FaultScenario& scenario);

  TemporaryDirectory files_;
  PrivateServer server_;
  FaultProxy proxy_;
  int databases_ = 0;
  std::map<std::string, std::string> expected_;
};

}  // namespace deed::testing
