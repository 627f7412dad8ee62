#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/process.h"

namespace deed::testing {

// What a container runtime is told.
struct ContainerSpec {
  // The files of the image. They are shared with nobody and may get mount points.
  std::filesystem::path root;
  std::vector<std::string> command;
  // All of it: nothing is inherited, and there is no HOME unless it is here.
  std::map<std::string, std::string> environment;
  std::string directory = "/";
  int user = 0;
  int group = 0;
  bool read_only_root = false;
  bool no_new_privileges = false;
  // Directories or files of the host by where they are in the container; read-only.
  std::map<std::string, std::filesystem::path> mounts{};
  Duration timeout{60'000};
};

// A container without an engine: process 1 of a process name space of its own, in a mount name space whose root is the image's files.
// The network is the host's, so that it reaches the test's server; there is no cgroup and no seccomp profile.
class Container {
 public:
  explicit Container(const ContainerSpec& spec);

  // To process 1, from outside: as an engine sends it.
  void signal(int number) const;
  RunningProcess& process() { return process_; }
  // Process 1 as the host numbers it.
  pid_t id() const { return process_.child(); }

 private:
  RunningProcess process_;
};

// Whether name spaces can be had here, which takes root; says so where they cannot.
bool has_containers();

}  // namespace deed::testing
