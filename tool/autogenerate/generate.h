#pragma once

#include <string>
#include <vector>

#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

struct Options {
  // Operations on existing tables without long locks: CONCURRENTLY, NOT VALID then VALIDATE, CHECK before SET NOT NULL.
  bool online = true;
  // Whether privileges count. Otherwise what is there is wanted: nothing is granted or revoked, and what is made anew gets back what it
  // had.
  bool privileges = true;
  std::vector<DeclaredRename> renames{};
  // The first of `schemas`: in descriptions its objects stand without it.
  std::string home = "public";
};

// What leads from one state to another and back, and what a person should look at.
struct Draft {
  std::vector<OperationStep> upgrade{};
  std::vector<OperationStep> downgrade{};
  // A line for each difference.
  std::vector<std::string> differences{};
  // A dropped and an added table, column or enum's value that look like one renamed. Never acted upon: ask, and generate again with the
  // answer.
  std::vector<PossibleRename> possible_renames{};

  bool empty() const { return upgrade.empty(); }
};

// Pure. The downgrade is the same comparison the other way round, so each kind of change is reversed by what PostgreSQL needs in that
// direction (a label added to an enum is removed by making the enum anew). Of Schema::uncovered only the names count,
// as taken. Throws Error(config) for renames that no order can do.
Draft generate(const Schema& model, const Schema& standing, const Options& options);

// The operations that make all of a schema where nothing of it exists: an adopt baseline, the stubs in a scratch database.
std::vector<OperationStep> create_all(const Schema& schema);

}  // namespace deed::autogenerate
