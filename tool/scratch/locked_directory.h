#pragma once

#include <filesystem>
#include <optional>

#include "base/descriptor.h"

namespace deed::scratch {

// A new directory with a random name, in use as long as this object lives, or a process that inherited its lock. It is removed at the
// end; what a killed process left behind is removed by the next sweep().
class LockedDirectory {
 public:
  // Throws Error(local_io).
  static LockedDirectory create(const std::filesystem::path& parent);
  // Nothing where `create` would throw.
  static std::optional<LockedDirectory> try_create(const std::filesystem::path& parent);

  LockedDirectory(LockedDirectory&&) noexcept = default;
  LockedDirectory& operator=(LockedDirectory&&) = delete;
  ~LockedDirectory();

  const std::filesystem::path& path() const { return path_; }
  // The descriptor that holds the lock: closed by exec unless a child lets it through.
  int lock() const { return lock_.get(); }

 private:
  LockedDirectory(std::filesystem::path path, Descriptor lock);

  std::filesystem::path path_;
  Descriptor lock_;
};

// Removes the directories below `parent` that nobody uses any more. What cannot be removed now stays for the next time.
void sweep(const std::filesystem::path& parent);

}  // namespace deed::scratch
