#include "support/image.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace deed::testing {

namespace fs = std::filesystem;

namespace {

void require(const ProcessResult& result, const std::string& what) {
  if (result.exit_code != 0) {
    throw std::runtime_error(what + ": " + result.err);
  }
}

void copy_files(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  require(run({"cp", "-a", from, to}), "cp");
}

// What stands behind an instruction on the last line that has it.
std::string last_of(const std::string& dockerfile, const std::string& instruction) {
  std::string found;
  for (const std::string_view line : split_lines(dockerfile)) {
    if (line.starts_with(instruction + ' ')) {
      found = trim(line.substr(instruction.size()));
    }
  }
  if (found.empty()) {
    throw std::runtime_error("the Dockerfile has no " + instruction);
  }
  return found;
}

std::string deed_dockerfile() { return read_file(fs::path(DEED_SOURCE_DIR) / "Dockerfile", ErrorKind::local_io); }

// deed's own image; the same for all of a test process.
const fs::path& base_files() {
  static const TemporaryDirectory directory;
  static const bool made = [] {
    require(run({fs::path(DEED_SOURCE_DIR) / "scripts/image-tree", directory.path(), deed_program()}), "scripts/image-tree");
    return true;
  }();
  static_cast<void>(made);
  return directory.path();
}

}  // namespace

Image::Image(const fs::path& context, const std::string& service) { build({"--service", service, "--template", "docker"}, context); }

Image::Image(const fs::path& workspace) { build({"--template", "kubernetes-workspace"}, workspace); }

void Image::build(const std::vector<std::string>& words, const fs::path& context) {
  const TemporaryDirectory rendered;
  std::vector<std::string> init{"deed", "init", rendered.path()};
  init.insert(init.end(), words.begin(), words.end());
  require(run(init, {.directory = context}), "deed init");
  const std::string dockerfile = read_file(rendered.path() / "migrations.Dockerfile", ErrorKind::local_io);
  working_directory_ = last_of(dockerfile, "WORKDIR");
  copy_files(base_files() / ".", files());
  for (const std::string_view line : split_lines(dockerfile)) {
    if (line.starts_with("COPY --from=")) {
      // From the stage before: in this tree already.
      continue;
    }
    if (line.starts_with("COPY ")) {
      const std::vector<std::string_view> parts = split(line, ' ');
      copy_files(context / parts[1], files() / fs::path(parts[2]).relative_path());
    }
    if (line.starts_with("RUN ")) {
      const TemporaryDirectory copies;
      ContainerSpec step = container(copies.path() / "root");
      // ["deed", "heads"]
      step.command = split_list(replace_all(replace_all(replace_all(std::string(line.substr(4)), "[", ""), "]", ""), "\"", ""));
      require(Container(step).process().wait(), std::string(line));
    }
  }
}

ContainerSpec Image::container(const fs::path& root) const {
  // Links, as nothing writes to the files of an image.
  require(run({"cp", "-al", files(), root}), "cp");
  const std::string dockerfile = deed_dockerfile();
  const std::string path = last_of(dockerfile, "ENV");
  const std::string user = last_of(dockerfile, "USER");
  ContainerSpec spec{
      .root = root, .command = {}, .environment = {{"PATH", path.substr(path.find('=') + 1)}}, .directory = working_directory_};
  spec.user = std::stoi(user.substr(0, user.find(':')));
  spec.group = std::stoi(user.substr(user.find(':') + 1));
  return spec;
}

}  // namespace deed::testing
