#include "scratch/kept_forms.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/replace_file.h"
#include "base/sha256.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kSealLength = 64;

// In front of the form: a file that was cut off, changed or renamed has another one.
std::string seal(const std::string& key, std::string_view form) { return sha256(key + sha256(form)); }

struct KeptFile {
  fs::path path;
  fs::file_time_type used;
  std::uintmax_t bytes = 0;
};

}  // namespace

KeptForms::KeptForms(const HostPaths& host, std::uintmax_t most_bytes) : directory_(host.cache / "models"), most_bytes_(most_bytes) {}

std::optional<std::string> KeptForms::find(const std::string& key) const {
  // Who can write here says what autogenerate proposes.
  if (!is_private(directory_) || file_kind(file(key)) != FileKind::regular) {
    return std::nullopt;
  }
  try {
    std::string text = read_file(file(key), ErrorKind::local_io);
    const std::string form = text.size() < kSealLength ? "" : text.substr(kSealLength);
    if (text.size() < kSealLength || text.substr(0, kSealLength) != seal(key, form)) {
      return std::nullopt;
    }
    ::utimensat(AT_FDCWD, file(key).c_str(), nullptr, 0);
    return form;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void KeptForms::keep(const std::string& key, std::string_view form) const {
  if (form.size() + kSealLength > std::min<std::uintmax_t>(most_bytes_, kLargestFile) || !make_directory()) {
    return;
  }
  try {
    replace_file(file(key), seal(key, form).append(form));
  } catch (const Error&) {
    return;
  }
  make_room();
}

bool KeptForms::make_directory() const {
  std::error_code error;
  fs::create_directories(directory_.parent_path(), error);
  ::mkdir(directory_.c_str(), 0700);
  return is_private(directory_);
}

void KeptForms::make_room() const {
  std::vector<KeptFile> files;
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::directory_iterator it(directory_, error), end; !error && it != end; it.increment(error)) {
    std::error_code gone;
    KeptFile one{it->path(), it->last_write_time(gone), it->file_size(gone)};
    if (!gone) {
      bytes += one.bytes;
      files.push_back(std::move(one));
    }
  }
  std::sort(files.begin(), files.end(), [](const KeptFile& a, const KeptFile& b) { return a.used < b.used; });
  for (const KeptFile& oldest : files) {
    if (bytes <= most_bytes_) {
      break;
    }
    fs::remove(oldest.path, error);
    bytes -= oldest.bytes;
  }
}

}  // namespace deed::scratch
