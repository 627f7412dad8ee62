#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/recording.h"
#include "postgres/connection.h"

namespace deed::catalog {

// A name that PostgreSQL may have chosen, as it was free then, or that stands for a part of something.
struct MadeName {
  // Within one space of a schema PostgreSQL chooses no name twice: "relation", "constraint", "statistics".
  std::string space;
  std::string schema;
  std::string name;
  // Itself, or the table or domain that it belongs to, in the same schema.
  std::string owner;
};

// Those of a scratch database, whoever has them. `recording` gets the answer.
std::vector<MadeName> read_made_names(postgres::Connection& connection, Recording& recording);
// Nothing where they were not recorded.
std::optional<std::vector<MadeName>> recorded_made_names(const Recording& recording);

}  // namespace deed::catalog
