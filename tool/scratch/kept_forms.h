#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scratch/host_paths.h"

namespace deed::scratch {

// Canonical forms of models, kept in the cache directory from one run to the next: a file each, named by what decides the form. They save
// time and nothing else: what cannot be read or written, is damaged, or could be somebody else's work, is as if it were not there.
class KeptForms {
 public:
  // Together they take no more than this.
  static constexpr std::uintmax_t kMostBytes = std::uintmax_t{128} << 20;

  explicit KeptForms(const HostPaths& host, std::uintmax_t most_bytes = kMostBytes);

  // `key`: the SHA-256, in hex, of all that the form depends on.
  std::optional<std::string> find(const std::string& key) const;
  // Whole or not at all, also for who reads meanwhile. The least recently used ones make room.
  void keep(const std::string& key, std::string_view form) const;

  std::filesystem::path file(const std::string& key) const { return directory_ / key; }

 private:
  bool make_directory() const;
  void make_room() const;

  std::filesystem::path directory_;
  std::uintmax_t most_bytes_;
};

}  // namespace deed::scratch
