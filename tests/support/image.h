#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/container.h"
#include "support/temporary_directory.h"

namespace deed::testing {

// The files and the settings of a service's migration image, made as an engine makes it: deed's part by scripts/image-tree, as Dockerfile
// does, the service's part by the COPY and RUN lines of the Dockerfile that `deed init` writes.
class Image {
 public:
  // Throws std::runtime_error where a step of the build fails, with what it said.
  Image(const std::filesystem::path& context, const std::string& service);
  // Of all services of a workspace, for its Indexed Job.
  explicit Image(const std::filesystem::path& workspace);

  // A copy of the files for one container, at a path that does not exist yet, and the image's settings; the command is still to be said.
  ContainerSpec container(const std::filesystem::path& root) const;
  const std::filesystem::path& files() const { return directory_.path(); }

 private:
  // `words`: of `deed init`, to get the Dockerfile.
  void build(const std::vector<std::string>& words, const std::filesystem::path& context);

  TemporaryDirectory directory_;
  std::string working_directory_;
};

}  // namespace deed::testing
