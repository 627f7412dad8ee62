#include "scratch/account.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "scratch/io_error.h"

namespace deed::scratch {

Account server_account() {
  if (::geteuid() != 0) {
    const passwd* own = ::getpwuid(::geteuid());
    return {::geteuid(), ::getegid(), own == nullptr ? "" : own->pw_name};
  }
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* other = ::getpwnam(name); other != nullptr && other->pw_uid != 0) {
      return {other->pw_uid, other->pw_gid, name};
    }
  }
  throw Error(ErrorKind::config, {.what = "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as.",
                                  .hint = "Run deed as another user, or create one: useradd --system postgres"});
}

void make_directory(const std::filesystem::path& directory, const Account& account) {
  if (::mkdir(directory.c_str(), 0700) != 0 || (account.is_other() && ::chown(directory.c_str(), account.user, account.group) != 0)) {
    throw io_error(directory, "The directory cannot be made");
  }
}

}  // namespace deed::scratch
