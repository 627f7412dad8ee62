#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "support/container.h"
#include "support/image.h"
#include "support/manifest.h"

namespace deed::testing {

// What a name space of a cluster has, as far as pods ask for it.
struct Cluster {
  using Entries = std::map<std::string, std::map<std::string, std::string>>;
  Entries secrets{};
  Entries config_maps{};
  // By their whole name.
  std::map<std::string, const Image*> images{};
};

// A container of a pod as the kubelet runs it from the pod's spec: user, root file system, volumes with their modes, variables, signals.
// Throws std::runtime_error where the pod would not start, for want of an image, a Secret or a ConfigMap.
class Pod {
 public:
  // `index`: of an Indexed Job.
  Pod(const Cluster& cluster, const Manifest& spec, const Manifest& container, std::optional<int> index = std::nullopt);

  bool wait_for_text(const std::string& text) { return container_->process().wait_for_text(text); }
  bool running() { return container_->process().running(); }
  // What the kubelet does a while after a Secret was changed: the files of the volumes are new from one moment to the next.
  void refresh();
  // SIGTERM, and SIGKILL when the grace period is over.
  void stop();
  // stop(), as for the drain of a node.
  void evict();
  // As where the node is out of memory.
  void kill();
  bool disrupted() const { return disrupted_; }
  ProcessResult wait();
  // Process 1 as the host numbers it.
  pid_t id() { return container_->id(); }

 private:
  void write_volume(const std::string& name);
  void mount_volumes(const Manifest& container, ContainerSpec& spec);
  std::map<std::string, std::string> environment(const Manifest& container) const;

  const Cluster& cluster_;
  Manifest spec_;
  std::optional<int> index_;
  TemporaryDirectory directory_;
  int version_ = 0;
  bool disrupted_ = false;
  std::optional<Container> container_;
};

}  // namespace deed::testing
