#include "config/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "config/conflicts.h"
#include "config/deed_files.h"

namespace deed::config {

namespace fs = std::filesystem;

namespace {

// A workspace's file, and the directories of its services; its own directory is among them if the file describes a service too.
struct Listing {
  DeedFile file;
  std::vector<ServiceDirectory> directories;
};

bool contains(const fs::path& directory, const fs::path& path) {
  return std::mismatch(directory.begin(), directory.end(), path.begin(), path.end()).first == directory.end();
}

bool lists(const Listing& listing, const fs::path& real) {
  return std::any_of(listing.directories.begin(), listing.directories.end(), [&](const ServiceDirectory& d) { return d.real == real; });
}

Listing list(const DeedFiles& files, DeedFile file) {
  Listing listing{std::move(file), {}};
  listing.directories = files.services_of(listing.file);
  const ServiceDirectory own{listing.file.directory(), real_path(listing.file.directory())};
  if (listing.file.config.service && !lists(listing, own.real)) {
    listing.directories.push_back(own);
  }
  return listing;
}

// The workspace of a service, at any height above it; nothing if none lists its directory.
std::optional<Listing> workspace_above(const DeedFiles& files, const DeedFile& service) {
  const fs::path real = real_path(service.directory());
  for (fs::path below = service.directory(); below != below.parent_path();) {
    std::optional<DeedFile> found = files.nearest(below.parent_path());
    if (!found) {
      return std::nullopt;
    }
    below = found->directory();
    if (found->config.workspace) {
      Listing listing = list(files, *std::move(found));
      if (lists(listing, real)) {
        return listing;
      }
    }
  }
  return std::nullopt;
}

// The service in whose directory the command runs; of nested ones the innermost.
const ServiceDirectory* around(const std::vector<ServiceDirectory>& directories, const fs::path& current) {
  const ServiceDirectory* innermost = nullptr;
  for (const ServiceDirectory& directory : directories) {
    const bool inner = innermost == nullptr || contains(innermost->real, directory.real);
    if (inner && contains(directory.real, current)) {
      innermost = &directory;
    }
  }
  return innermost;
}

// A file's service with its paths, as one of those in `root`.
ServiceConfig placed(const DeedFiles& files, const DeedFile& file, const fs::path& root) {
  ServiceConfig service = *file.config.service;
  service.directory = file.directory();
  service.file = file.file;
  service.env_files.push_back(files.name(service.directory / ".env"));
  if (root != service.directory) {
    service.env_files.push_back(files.name(root / ".env"));
  }
  return service;
}

void require_service(const DeedFile& file, const Listing& listing) {
  if (!file.config.service) {
    throw Error(ErrorKind::config, {.what = "The workspace lists its own directory, but names no service there.",
                                    .where = file.file.shown,
                                    .hint = "Add service = \"...\" as the first line, or take the directory off the list."});
  }
  if (file.config.workspace && file.file.path != listing.file.file.path) {
    throw Error(ErrorKind::config, {.what = "A directory that a workspace lists is a workspace itself.",
                                    .where = file.file.shown,
                                    .hint = "Workspaces do not nest: list its services in the outer one."});
  }
}

// Reads the service of a directory, unless its file is one of those that were read on the way.
ServiceConfig load_service(const DeedFiles& files, const ServiceDirectory& directory, const Listing& listing, const DeedFile& first) {
  const auto is_of = [&](const DeedFile& file) { return directory.real == real_path(file.directory()); };
  const DeedFile file = is_of(listing.file) ? listing.file : is_of(first) ? first : files.read(directory.file());
  require_service(file, listing);
  return placed(files, file, listing.file.directory());
}

}  // namespace

const ServiceConfig& Workspace::service(std::string_view name) const {
  const auto found = std::find_if(services.begin(), services.end(), [&](const ServiceConfig& s) { return s.name == name; });
  if (found != services.end()) {
    return *found;
  }
  std::vector<std::string> names;
  for (const ServiceConfig& s : services) {
    names.push_back(s.name);
  }
  throw Error(ErrorKind::usage, {.what = fmt::format("There is no service '{}'.{}", one_line(name), did_you_mean(name, names)),
                                 .hint = names.empty() ? "The workspace has no services: see `deed init`."
                                                       : fmt::format("Services are: {}.", join(names, ", "))});
}

Workspace load_workspace(const std::optional<fs::path>& config, const fs::path& current_directory, Reach reach) {
  const DeedFiles files(current_directory);
  const DeedFile first = config ? files.named(*config) : files.nearest();
  const std::optional<Listing> listing = first.config.workspace ? std::optional(list(files, first)) : workspace_above(files, first);
  if (!listing) {
    return {first.directory(), {placed(files, first, first.directory())}, first.config.service->name, Neighbours::unknown};
  }

  // A file that was named means its service, wherever the command runs.
  const bool named = config && first.config.service;
  const ServiceDirectory* selected = around(listing->directories, real_path(named ? first.directory() : files.current()));
  const bool alone = reach == Reach::selected_service && selected != nullptr;
  Workspace workspace{.root = listing->file.directory(), .neighbours = alone ? Neighbours::skipped : Neighbours::read};
  for (const ServiceDirectory& directory : listing->directories) {
    if (alone && &directory != selected) {
      continue;
    }
    workspace.services.push_back(load_service(files, directory, *listing, first));
    if (&directory == selected) {
      workspace.selected = workspace.services.back().name;
    }
  }
  refuse_conflicts(workspace.services);
  std::sort(workspace.services.begin(), workspace.services.end(),
            [](const ServiceConfig& a, const ServiceConfig& b) { return a.name < b.name; });
  return workspace;
}

}  // namespace deed::config
