#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace deed::scratch {

// The user that a server runs as and that its data belongs to.
struct Account {
  uid_t user = 0;
  gid_t group = 0;
  // Empty where the system's user database does not know the number, as on OpenShift.
  std::string name{};

  // Whether deed itself runs as another user.
  bool is_other() const;
};

// deed's own.
Account own_account();

// deed's own, or `postgres`, else `nobody`, where deed is root: PostgreSQL refuses to run as root. Throws Error(config) without either.
Account server_account();

// Makes an empty directory that belongs to the account and that only it may enter. Throws Error(local_io).
void make_directory(const std::filesystem::path& directory, const Account& account);

}  // namespace deed::scratch
