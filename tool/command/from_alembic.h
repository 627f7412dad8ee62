#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/invocation.h"

namespace deed::command {

struct FromAlembicRequest {
  std::filesystem::path directory;
  std::string service;
  // The directory with alembic.ini, or such a file itself; pyproject.toml with [tool.alembic] will do.
  std::filesystem::path alembic;
};

// Writes the files of a service that was Alembic's until now, and replaces none: deed.toml, print_ddl.py, neighbours_filter.py. Reads
// Alembic's files as text; nothing of them is run. What could not be read is logged. Throws Error(config) where there is nothing of
// Alembic's, and what init() throws.
std::vector<std::filesystem::path> init_from_alembic(Invocation& invocation, const FromAlembicRequest& request);

}  // namespace deed::command
