#include "support/pod.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "base/text.h"

namespace deed::testing {

namespace fs = std::filesystem;

namespace {

// "$(NAME)", for variables that are there.
std::string expanded(std::string text, const std::map<std::string, std::string>& environment) {
  for (const auto& [name, value] : environment) {
    text = replace_all(std::move(text), fmt::format("$({})", name), value);
  }
  return text;
}

const std::map<std::string, std::string>& entries_of(const Cluster::Entries& all, const std::string& name) {
  const auto found = all.find(name);
  if (found == all.end()) {
    throw std::runtime_error("there is no Secret or ConfigMap " + name);
  }
  return found->second;
}

// The files that a source of a volume brings.
std::map<std::string, std::string> files_of(const Cluster& cluster, const Manifest& source) {
  const bool secret = source.at("/secret").exists();
  const Manifest from = source.at(secret ? "/secret" : "/configMap");
  const Manifest name = from.at("/secretName").exists() ? from.at("/secretName") : from.at("/name");
  const Cluster::Entries& all = secret ? cluster.secrets : cluster.config_maps;
  if (!all.contains(name.text()) && from.at("/optional").exists() && from.at("/optional").yes()) {
    return {};
  }
  const std::map<std::string, std::string>& entries = entries_of(all, name.text());
  if (!from.at("/items").exists()) {
    return entries;
  }
  std::map<std::string, std::string> files;
  for (const Manifest& item : from.at("/items").items()) {
    files[item.at("/path").text()] = entries.at(item.at("/key").text());
  }
  return files;
}

}  // namespace

Pod::Pod(const Cluster& cluster, const Manifest& spec, const Manifest& container, std::optional<int> index)
    : cluster_(cluster), spec_(spec), index_(index) {
  const auto image = cluster.images.find(container.at("/image").text());
  if (image == cluster.images.end()) {
    throw std::runtime_error("there is no image " + container.at("/image").text());
  }
  ContainerSpec run = image->second->container(directory_.path() / "root");
  for (const auto& [name, value] : environment(container)) {
    run.environment[name] = value;
  }
  for (const std::string& word : container.at("/command").texts()) {
    run.command.push_back(expanded(word, run.environment));
  }
  run.directory = container.at("/workingDir").text();
  const auto security = [&](const std::string& field) {
    const Manifest own = container.at("/securityContext/" + field);
    return own.exists() ? own : spec.at("/securityContext/" + field);
  };
  run.user = security("runAsUser").exists() ? security("runAsUser").number() : run.user;
  run.group = security("runAsGroup").exists() ? security("runAsGroup").number() : run.group;
  run.read_only_root = security("readOnlyRootFilesystem").exists() && security("readOnlyRootFilesystem").yes();
  run.no_new_privileges = security("allowPrivilegeEscalation").exists() && !security("allowPrivilegeEscalation").yes();
  mount_volumes(container, run);
  // The kubelet writes these two; here they are the host's.
  run.mounts["/etc/hosts"] = "/etc/hosts";
  run.mounts["/etc/resolv.conf"] = "/etc/resolv.conf";
  container_.emplace(run);
}

std::map<std::string, std::string> Pod::environment(const Manifest& container) const {
  // What the kubelet gives to every container, whatever enableServiceLinks says.
  std::map<std::string, std::string> variables{
      {"HOSTNAME", "pod"}, {"KUBERNETES_SERVICE_HOST", "10.96.0.1"}, {"KUBERNETES_SERVICE_PORT", "443"}};
  for (const Manifest& variable : container.at("/env").items()) {
    std::string& value = variables[variable.at("/name").text()];
    const Manifest secret = variable.at("/valueFrom/secretKeyRef");
    if (secret.exists()) {
      value = entries_of(cluster_.secrets, secret.at("/name").text()).at(secret.at("/key").text());
    } else if (variable.at("/valueFrom/fieldRef").exists()) {
      if (variable.at("/valueFrom/fieldRef/fieldPath").text() != "metadata.annotations['batch.kubernetes.io/job-completion-index']" ||
          !index_) {
        throw std::runtime_error("the pod has no such field");
      }
      value = std::to_string(*index_);
    } else {
      value = variable.at("/value").text();
    }
  }
  return variables;
}

void Pod::mount_volumes(const Manifest& container, ContainerSpec& spec) {
  for (const Manifest& volume : spec_.at("/volumes").items()) {
    write_volume(volume.at("/name").text());
  }
  for (const Manifest& mount : container.at("/volumeMounts").items()) {
    fs::path source = directory_.path() / mount.at("/name").text();
    if (mount.at("/subPathExpr").exists()) {
      // One file as it is now: such a mount does not follow a change.
      source = fs::canonical(source / expanded(mount.at("/subPathExpr").text(), spec.environment));
    }
    spec.mounts[mount.at("/mountPath").text()] = source;
  }
}

void Pod::refresh() {
  for (const Manifest& volume : spec_.at("/volumes").items()) {
    write_volume(volume.at("/name").text());
  }
}

// As the kubelet's: the files are links through ..data, which is a link to the present version and is replaced at once.
void Pod::write_volume(const std::string& name) {
  const Manifest volume = spec_.at("/volumes").named(name);
  const Manifest projected = volume.at("/projected");
  const Manifest mode = volume.at(projected.exists()              ? "/projected/defaultMode"
                                  : volume.at("/secret").exists() ? "/secret/defaultMode"
                                                                  : "/configMap/defaultMode");
  const auto permissions = static_cast<fs::perms>(mode.exists() ? mode.number() : 0644);
  const Manifest group = spec_.at("/securityContext/fsGroup");
  const fs::path directory = directory_.path() / name;
  const fs::path version = fmt::format("..{}", ++version_);
  fs::create_directories(directory / version);
  for (const Manifest& source : projected.exists() ? projected.at("/sources").items() : std::vector<Manifest>{volume}) {
    for (const auto& [file, content] : files_of(cluster_, source)) {
      const fs::path path = directory / version / file;
      std::ofstream(path, std::ios::binary) << content;
      fs::permissions(path, permissions);
      if (group.exists() && ::chown(path.c_str(), 0, static_cast<gid_t>(group.number())) != 0) {
        throw std::runtime_error("chown failed: " + path.string());
      }
      if (!fs::is_symlink(directory / file)) {
        fs::create_symlink(fs::path("..data") / file, directory / file);
      }
    }
  }
  fs::create_symlink(version, directory / "..new");
  fs::rename(directory / "..new", directory / "..data");
}

void Pod::stop() {
  const Manifest grace = spec_.at("/terminationGracePeriodSeconds");
  const Deadline deadline(Duration(1000 * (grace.exists() ? grace.number() : 30)));
  container_->signal(SIGTERM);
  while (running() && !deadline.passed()) {
    std::this_thread::sleep_for(Duration(5));
  }
  kill();
}

void Pod::evict() {
  disrupted_ = true;
  stop();
}

void Pod::kill() { container_->signal(SIGKILL); }

ProcessResult Pod::wait() { return container_->process().wait(); }

}  // namespace deed::testing
