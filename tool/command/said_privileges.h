#pragma once

#include <vector>

#include "command/model.h"
#include "command/service.h"
#include "domain/revision.h"

namespace deed::command {

// Whether these steps, which are all upgrade steps of a revision, say of themselves who may do what. What only gives back to an object or
// a column what it had before the same revision dropped or renamed it is no such word: autogenerate writes that where the model says
// nothing. Pure.
bool says_privileges(const std::vector<ParsedStep>& steps, const SearchPath& path);

// Whether any revision of the service does.
bool says_privileges(const Service& service);

bool says_privileges(const Model& model);

}  // namespace deed::command
