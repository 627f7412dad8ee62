#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alembic/env.h"
#include "alembic/settings.h"

namespace deed::alembic {

// A project of Alembic's, as its files tell.
struct Project {
  Settings settings;
  // Nothing where there is no env.py to be read.
  std::optional<Env> env{};
  // "alembic/env.py", as messages show it.
  std::string env_file{};
  // What its revisions have made.
  std::set<std::string> tables{};
  // Where modules are looked for, as paths from the new service's directory.
  std::vector<std::string> directories{};
};

struct ServiceFiles {
  std::string deed_toml;
  std::string print_ddl;
  std::string neighbours_filter;
  // What has become a commented line; the caller tells.
  std::vector<Unread> unread{};
};

// The files of a service of deed. No password is ever copied.
ServiceFiles bring_over(const Project& project, const std::string& service);

}  // namespace deed::alembic
