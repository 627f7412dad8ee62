#pragma once

#include <string>
#include <vector>

#include "alembic/env.h"

namespace deed::alembic {

// How env.py comes by target_metadata.
struct Metadata {
  std::vector<std::string> imports{};
  std::string expression{};
  std::vector<Unread> unread{};
};

// The imports are those that bring the names in the expression, and those whose names env.py uses nowhere: they are there for what
// importing them adds to the metadata. Others (settings, engines) may need more than a model has, and stay out.
Metadata read_metadata(const std::vector<LogicalLine>& lines, const Values& values, const std::string& shown);

}  // namespace deed::alembic
