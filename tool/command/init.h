#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace deed::command {

// Where a service's files are, for a template that names them.
struct ServiceFiles {
  // From the workspace's own.
  std::string directory{};
  // From the service's: `revisions.directory`.
  std::string revisions = "revisions";
};

struct InitRequest {
  std::filesystem::path directory;
  std::string service;
  // A folder of templates/: "service" by default.
  std::string name = "service";
  ServiceFiles files{};
  // For a template that lists services: all of the workspace.
  std::vector<ServiceFiles> services{};
};

// Writes the files of a template for a service, and replaces none. Returns their paths. Throws Error(usage) for an unknown template, for
// a name of which Kubernetes allows no character where the template has names for Kubernetes, and for a path with characters that have a
// meaning of their own in a Dockerfile; Error(local_io) where a file is there already or cannot be written.
std::vector<std::filesystem::path> init(const InitRequest& request);

// Throws Error(usage).
void require_service_name(const std::string& name);

// Writes all of them or, where one is there already, none; returns their paths. Throws Error(local_io).
std::vector<std::filesystem::path> write_new_files(const std::vector<std::pair<std::filesystem::path, std::string>>& files);

// Whether the template has a line for each service of the workspace, and whether it names the directory of revisions.
bool lists_services(const std::string& template_name);
bool names_revisions(const std::string& template_name);

// The names that --template takes.
std::vector<std::string> template_names();
// What a template makes, in a sentence.
std::string template_description(const std::string& name);

// The body of an empty revision, from templates/revision.sql.
std::string empty_revision_body();

}  // namespace deed::command
