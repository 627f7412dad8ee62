#include "scratch/copy_tree.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/descriptor.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code copy_file(const fs::path& source, const fs::path& target, const CopyOwner& owner) {
  const Descriptor in(::open(source.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  const Descriptor out(::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner.file_mode));
  struct stat status {};
  if (!in.valid() || !out.valid() || ::fstat(in.get(), &status) != 0) {
    return last_error();
  }
  for (off_t left = status.st_size; left > 0;) {
    const ssize_t sent = ::sendfile(out.get(), in.get(), nullptr, static_cast<std::size_t>(left));
    if (sent < 0 && errno != EINTR) {
      return last_error();
    }
    if (sent == 0) {
      return std::make_error_code(std::errc::io_error);
    }
    left -= sent > 0 ? sent : 0;
  }
  // The mode again, as the umask may have taken from it.
  const bool given = ::fchmod(out.get(), owner.file_mode) == 0 &&
                     (!owner.account.is_other() || ::fchown(out.get(), owner.account.user, owner.account.group) == 0);
  return given ? std::error_code() : last_error();
}

std::error_code copy_directory(const fs::path& target, const CopyOwner& owner) {
  const bool made = ::mkdir(target.c_str(), owner.directory_mode) == 0 && ::chmod(target.c_str(), owner.directory_mode) == 0 &&
                    (!owner.account.is_other() || ::chown(target.c_str(), owner.account.user, owner.account.group) == 0);
  return made ? std::error_code() : last_error();
}

}  // namespace

std::error_code copy_tree(const fs::path& source, const fs::path& target, const CopyOwner& owner) {
  std::error_code error;
  const std::size_t prefix = source.native().size() + 1;
  for (fs::recursive_directory_iterator it(source, error), end; !error && it != end; it.increment(error)) {
    const fs::path copy = target / it->path().native().substr(prefix);
    std::error_code failed;
    if (it->is_directory(failed)) {
      failed = copy_directory(copy, owner);
    } else if (it->is_regular_file(failed)) {
      failed = copy_file(it->path(), copy, owner);
    }
    if (failed) {
      return failed;
    }
  }
  return error;
}

}  // namespace deed::scratch
