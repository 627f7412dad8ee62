#pragma once

#include <sys/types.h>

#include <string>

namespace deed::process {

// The user that a program runs as.
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

}  // namespace deed::process
