#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "base/descriptor.h"
#include "base/source.h"
#include "base/text.h"

namespace deed {

namespace fs = std::filesystem;

namespace {

std::string reason(int error) { return std::strerror(error); }

Error unreadable(const fs::path& path, ErrorKind kind, std::string what, std::string hint) {
  return Error(kind, {.what = std::move(what), .where = one_line(path.string()), .hint = std::move(hint)});
}

bool is_lacking(int error) { return error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO; }

// Of a file or directory that could not be opened or read. What the machine lacks is no fault of the file.
Error refused_by_system(const fs::path& path, ErrorKind kind, int error, std::string_view what = "file") {
  const bool lacking = is_lacking(error);
  return unreadable(path, lacking ? ErrorKind::local_io : kind, fmt::format("The {} cannot be read: {}.", what, reason(error)),
                    lacking ? "Raise the limits of this process, or look at the disk." : "Check the path and its permissions.");
}

void write_all(int fd, std::string_view text, const fs::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      throw unreadable(path, ErrorKind::local_io, fmt::format("The file cannot be written: {}.", reason(errno)),
                       "Free some space, or write elsewhere.");
    }
    text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
}

}  // namespace

FileKind file_kind(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  switch (status.type()) {
    case fs::file_type::regular: return FileKind::regular;
    case fs::file_type::directory: return FileKind::directory;
    case fs::file_type::not_found:
    case fs::file_type::none: return FileKind::missing;
    default: return FileKind::other;
  }
}

std::string read_file(const fs::path& path, ErrorKind kind) {
  // O_NONBLOCK: opening a pipe must not wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) {
    throw refused_by_system(path, kind, errno);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw unreadable(path, kind, "This is not a regular file.", "Put a file here, or correct the path.");
  }
  if (static_cast<std::size_t>(status.st_size) > kLargestFile) {
    throw unreadable(path, kind, fmt::format("The file has {} bytes; the limit is {}.", status.st_size, kLargestFile),
                     "Split it, or load data by other means.");
  }
  // One more, so that the end is found without more room.
  std::string content(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t used = 0;
  while (true) {
    if (used == content.size()) {
      content.resize(content.size() + 4096);
    }
    const ssize_t got = ::read(file.get(), content.data() + used, content.size() - used);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw refused_by_system(path, kind, errno);
    }
    if (got == 0) {
      break;
    }
    used += static_cast<std::size_t>(got);
  }
  content.resize(used);
  return content;
}

namespace {

// Characters that make a text look as another one than it is (CVE-2021-42574): those that turn the direction of what follows, and those
// that nobody sees.
std::optional<std::size_t> deceptive_character_at(std::string_view text) {
  constexpr std::array deceptive = std::to_array<std::string_view>(
      {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200B", "\u2060", "\uFEFF"});
  std::size_t first = std::string_view::npos;
  for (const std::string_view one : deceptive) {
    first = std::min(first, text.find(one));
  }
  return first == std::string_view::npos ? std::nullopt : std::optional(first);
}

}  // namespace

std::string checked_text(std::string_view bytes, const std::string& where, ErrorKind kind) {
  const auto fail = [&](std::size_t offset, std::string what, std::string hint) {
    const Position position = position_at(bytes, offset);
    return Error(kind,
                 {.what = std::move(what), .where = to_string(Location{where, position.line, position.column}), .hint = std::move(hint)});
  };
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    throw fail(0, "The file is UTF-16, deed reads UTF-8.", "Save it as UTF-8.");
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
    throw fail(at, "The file contains a NUL byte: what follows it would be invisible to some readers.",
               "Remove it, or save the file as UTF-8.");
  }
  if (const auto at = invalid_utf8_at(bytes)) {
    throw fail(*at, "The file is not valid UTF-8.", "Save it as UTF-8.");
  }
  if (const auto at = deceptive_character_at(bytes)) {
    throw fail(
        *at,
        "The file contains an invisible character, or one that turns the direction of writing: it may say something else than it shows.",
        "Remove it; in a value write it as U&'\\202E'.");
  }
  for (std::size_t at = bytes.find('\r'); at != std::string_view::npos; at = bytes.find('\r', at + 1)) {
    if (at + 1 >= bytes.size() || bytes[at + 1] != '\n') {
      throw fail(at, "The file contains a carriage return that is not part of a line end.", "Use \\n or \\r\\n as line end.");
    }
  }
  return std::string(bytes);
}

std::string read_text_file(const fs::path& path, ErrorKind kind) { return checked_text(read_file(path, kind), path.string(), kind); }

void write_new_file(const fs::path& path, std::string_view text) {
  const fs::path temporary = path.string() + fmt::format(".{}.new", ::getpid());
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file.get() < 0) {
      throw unreadable(path, ErrorKind::local_io, fmt::format("The file cannot be created: {}.", reason(errno)),
                       "Check the directory and its permissions.");
    }
    try {
      write_all(file.get(), text, path);
      if (::fsync(file.get()) != 0) {
        throw unreadable(path, ErrorKind::local_io, fmt::format("The file cannot be written: {}.", reason(errno)),
                         "Free some space, or write elsewhere.");
      }
    } catch (const Error&) {
      ::unlink(temporary.c_str());
      throw;
    }
  }
  // link() fails if the name is taken, rename() would replace it.
  const int linked = ::link(temporary.c_str(), path.c_str());
  const int error = errno;
  ::unlink(temporary.c_str());
  if (linked != 0) {
    throw unreadable(path, ErrorKind::local_io, fmt::format("The file cannot be created: {}.", reason(error)),
                     "Move the existing file away, or choose another name.");
  }
}

void make_directories(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    throw unreadable(directory, ErrorKind::local_io, fmt::format("The directory cannot be made: {}.", error.message()),
                     "Check the path and its permissions.");
  }
}

std::vector<fs::path> list_files(const fs::path& directory, std::string_view extension, ErrorKind kind) {
  if (file_kind(directory) == FileKind::missing) {
    return {};
  }
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != extension || it->path().filename().string().starts_with('.')) {
      continue;
    }
    files.push_back(it->path());
  }
  if (error) {
    throw refused_by_system(directory, kind, error.value(), "directory");
  }
  // Of one directory: as texts they are in the order of paths, for less.
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return files;
}

bool is_inside(const fs::path& path, const fs::path& root) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const fs::path real_root = fs::weakly_canonical(root, error);
  return !error && std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end()).first == real_root.end();
}

void require_inside(const fs::path& path, const fs::path& root, ErrorKind kind) {
  if (!is_inside(path, root)) {
    throw unreadable(path, kind, fmt::format("This leads out of '{}'.", one_line(root.string())),
                     "Keep the file itself inside the service's directory; links must stay inside too.");
  }
}

std::vector<fs::path> expand_pattern(const fs::path& root, std::string_view pattern, ErrorKind kind) {
  std::vector<fs::path> paths{root};
  if (pattern.starts_with('/')) {
    throw unreadable(root, kind, fmt::format("'{}' is an absolute path.", pattern), "Write it relative to this file's directory.");
  }
  for (const std::string_view part : split(pattern, '/')) {
    if (part.empty() || part == "..") {
      throw unreadable(root, kind, fmt::format("'{}' leads out of this directory or has an empty part.", pattern),
                       "Name paths inside this file's directory.");
    }
    std::vector<fs::path> next;
    for (const fs::path& path : paths) {
      if (part.find('*') == std::string_view::npos) {
        next.push_back(path / part);
        continue;
      }
      std::error_code error;
      for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with('.') && matches_glob(part, name)) {
          next.push_back(it->path());
        }
      }
      // Where there is none, nothing matches.
      if (is_lacking(error.value())) {
        throw refused_by_system(path, kind, error.value(), "directory");
      }
    }
    std::sort(next.begin(), next.end());
    paths = std::move(next);
  }
  return paths;
}

}  // namespace deed
