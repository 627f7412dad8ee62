#pragma once

#include <string>
#include <vector>

#include "alembic/bring_over.h"

namespace deed::alembic {

// Where the database is, as deed.toml may say it.
struct Database {
  // "${NAME}" or a URL without a password; empty where neither is known: the default counts then.
  std::string url{};
  // "env.py:12"
  std::string where{};
  std::vector<Unread> unread{};
};

Database find_database(const Project& project);

}  // namespace deed::alembic
