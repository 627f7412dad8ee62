#include "support/container.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <signal.h>

#include <fstream>
#include <stdexcept>

namespace deed::testing {

namespace fs = std::filesystem;

namespace {

// Waits for process 1 and ends as it did. (unshare --fork of util-linux 2.38 forgets the signal that ended it.)
constexpr const char* kOutside = R"(sh -c "$@" & wait $!)";

// In the new name spaces, as process 1: mounts, then becomes what is left of the words.
constexpr const char* kEnter = R"(
set -eu
root=$1 read_only=$2
shift 2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
while [ "$1" != -- ]; do
  mount --bind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
  shift 2
done
shift
[ "$read_only" = no ] || mount -o remount,bind,ro "$root"
exec "$@"
)";

void make_mount_point(const fs::path& source, const fs::path& target) {
  if (fs::is_directory(source)) {
    fs::create_directories(target);
  } else if (!fs::exists(target)) {
    fs::create_directories(target.parent_path());
    std::ofstream{target};
  }
}

std::vector<std::string> words_of(const ContainerSpec& spec) {
  const auto append = [](std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  std::vector<std::string> words{"unshare", "--pid", "--mount", "sh", "-c", kOutside, "sh", kEnter, "sh"};
  append(words, {spec.root, spec.read_only_root ? "yes" : "no"});
  for (const auto& [target, source] : spec.mounts) {
    make_mount_point(source, spec.root / fs::path(target).relative_path());
    append(words, {source, target});
  }
  // By their whole paths, as PATH is the container's from here on. The last one finds the program along it, in the new root.
  append(words, {"--", "env", "-i"});
  for (const auto& [name, value] : spec.environment) {
    words.push_back(fmt::format("{}={}", name, value));
  }
  if (spec.no_new_privileges) {
    append(words, {"/usr/bin/setpriv", "--no-new-privs"});
  }
  append(words, {"/usr/bin/unshare", "--root", spec.root, "--wd", spec.directory});
  append(words, {"--setgid", std::to_string(spec.group), "--setuid", std::to_string(spec.user)});
  append(words, spec.command);
  return words;
}

}  // namespace

Container::Container(const ContainerSpec& spec) : process_(words_of(spec), {.timeout = spec.timeout}) {}

void Container::signal(int number) const {
  // The process outside hands nothing on; where it has ended there is nobody to tell.
  if (const pid_t process = id(); process > 0) {
    ::kill(process, number);
  }
}

bool has_containers() {
  const bool can = run({"unshare", "--pid", "--mount", "--fork", "mount", "--make-rprivate", "/"}).exit_code == 0;
  if (!can) {
    WARN("SKIPPED: process and mount name spaces cannot be had here, which takes root");
  }
  return can;
}

}  // namespace deed::testing
