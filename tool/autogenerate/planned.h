#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "autogenerate/footprint.h"
#include "domain/operation.h"

namespace deed::autogenerate {

// Operations of different lanes never share a step.
enum class Lane {
  transaction,  // short locks
  autocommit,   // outside of a transaction
  scan,         // a transaction that reads whole tables, and so must hold no lock that others wait for
};

// Where an operation stands by habit, when nothing forces another order: what is made comes before what is dropped, so that
// somebody can add a statement that moves data in between.
enum class Phase {
  rename,
  detach,
  drop_foreign_key,
  drop_part,
  create_schema,
  create_extension,
  create_type,
  create_sequence,
  create_table,
  add_column,
  alter_column,
  add_part,
  attach,
  add_foreign_key,
  own_sequence,
  create_function,
  create_view,
  create_piece,
  comment,
  drop_view,
  drop_column,
  drop_table,
  drop_sequence,
  drop_function,
  drop_type,
  drop_extension,
  drop_schema,
};

struct Place {
  Phase phase = Phase::rename;
  // The table or other object that it is about, then its turn there.
  std::string subject{};
  int turn = 0;

  auto operator<=>(const Place&) const = default;
};

// An operation that is to be put in its place.
struct Planned {
  Operation operation;
  Place place{};
  Footprint footprint{};
  Lane lane = Lane::transaction;
  // Names of what is there from now on, and of what the text of a function mentions: what is mentioned should come first, unless it
  // has to come behind.
  std::vector<std::string> gives{};
  std::set<std::string> mentions{};
  // Others of the same plan that come before it.
  std::vector<std::size_t> after{};
};

using Plan = std::vector<Planned>;

// Appends and returns the place in the plan, for the `after` of others.
inline std::size_t add(Plan& plan, Planned planned) {
  plan.push_back(std::move(planned));
  return plan.size() - 1;
}

}  // namespace deed::autogenerate
