#include "scratch/locked_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr int kTries = 100;

// The lock of a directory that is still there; invalid if somebody else holds it, or removed the directory meanwhile.
Descriptor lock_directory(const fs::path& directory) {
  Descriptor lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat locked {};
  struct stat named {};
  if (!lock.valid() || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 || ::fstat(lock.get(), &locked) != 0 ||
      ::lstat(directory.c_str(), &named) != 0 || named.st_ino != locked.st_ino) {
    return Descriptor();
  }
  return lock;
}

}  // namespace

LockedDirectory::LockedDirectory(fs::path path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}

LockedDirectory::~LockedDirectory() {
  if (lock_.valid()) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
}

std::optional<LockedDirectory> LockedDirectory::try_create(const fs::path& parent) {
  for (int i = 0; i < kTries; ++i) {
    std::string name = (parent / "XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      return std::nullopt;
    }
    // A sweep may have come between the two calls; then the next name is as good.
    if (Descriptor lock = lock_directory(name); lock.valid()) {
      return LockedDirectory(name, std::move(lock));
    }
    const int error = errno;
    ::rmdir(name.c_str());
    errno = error;
  }
  return std::nullopt;
}

LockedDirectory LockedDirectory::create(const fs::path& parent) {
  if (auto made = try_create(parent)) {
    return std::move(*made);
  }
  throw Error(ErrorKind::local_io, {.what = fmt::format("No directory can be made here: {}.", std::strerror(errno)),
                                    .where = one_line(parent.string()),
                                    .hint = "Check its permissions and free space, or set TMPDIR."});
}

void sweep(const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
    if (const Descriptor lock = lock_directory(it->path()); lock.valid()) {
      std::error_code ignored;
      fs::remove_all(it->path(), ignored);
    }
  }
}

}  // namespace deed::scratch
