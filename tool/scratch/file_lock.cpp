#include "scratch/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <utility>

namespace deed::scratch {

namespace {

Descriptor locked(Descriptor file, const std::filesystem::path& path, int operation) {
  struct stat opened {};
  struct stat named {};
  const bool same = file.valid() && ::flock(file.get(), operation | LOCK_NB) == 0 && ::fstat(file.get(), &opened) == 0 &&
                    ::lstat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
  return same ? std::move(file) : Descriptor();
}

}  // namespace

Descriptor try_lock_file(const std::filesystem::path& file, LockMode mode) {
  // Opened for writing, as an exclusive lock on NFS needs it.
  return locked(Descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)), file,
                mode == LockMode::shared ? LOCK_SH : LOCK_EX);
}

Descriptor try_lock_directory(const std::filesystem::path& directory) {
  return locked(Descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)), directory, LOCK_EX);
}

}  // namespace deed::scratch
