#pragma once

#include "command/service.h"
#include "command/step_library.h"
#include "domain/ownership.h"
#include "domain/plan.h"
#include "postgres/connection.h"

namespace deed::command {

// For a history without rows: throws Error(contradiction) where tables and the like that the plan creates are there already, as they are
// after a restore that left schema `deed` out. An upgrade would make what is missing of them, empty, and stop at the first that is there.
// What `map` knows as another service's is the static check's business.
void refuse_forgotten_objects(const Service& service, StepLibrary& library, const Plan& plan, const OwnershipMap& map,
                              postgres::Connection& connection);

}  // namespace deed::command
