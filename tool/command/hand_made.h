#pragma once

#include <string>
#include <vector>

#include "command/service.h"
#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::command {

// What `upgrade` drops of `actual` and no revision of the service names was made by hand, as far as texts tell: a database that the
// revisions made does not have it, and a DROP fails there. Says so at the operation and in a warning, and writes IF EXISTS
// for a column or a constraint.
void mark_hand_made(const Service& service, const Schema& actual, std::vector<OperationStep>& upgrade, std::vector<std::string>& warnings);

}  // namespace deed::command
