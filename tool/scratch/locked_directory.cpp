#include "scratch/locked_directory.h"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "scratch/file_lock.h"
#include "scratch/io_error.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr int kTries = 100;

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
    if (Descriptor lock = try_lock_directory(name); lock.valid()) {
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
  throw io_error(parent, "No directory can be made here", "Check its permissions and free space, or set TMPDIR.");
}

void sweep(const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
    if (const Descriptor lock = try_lock_directory(it->path()); lock.valid()) {
      std::error_code ignored;
      fs::remove_all(it->path(), ignored);
    }
  }
}

}  // namespace deed::scratch
