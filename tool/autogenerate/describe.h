#pragma once

#include <string>
#include <vector>

#include "autogenerate/changes.h"
#include "domain/operation.h"

namespace deed::autogenerate {

// A line for each difference, in Alembic's words: "added table 'user'", "type change from text to bigint on 'user.id'". Objects of the
// schema `home` stand without it. What belongs to something made or dropped goes without saying.
std::vector<std::string> describe(const Changes& changes, const std::vector<Rename>& renames, const std::string& home);

}  // namespace deed::autogenerate
