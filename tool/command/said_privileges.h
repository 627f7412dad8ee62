#pragma once

#include <vector>

#include "command/invocation.h"
#include "command/model.h"
#include "command/service.h"
#include "domain/revision.h"
#include "domain/schema.h"

namespace deed::command {

// Whether these steps, which are all upgrade steps of a revision, say of themselves who may do what. What only gives back to an object or
// a column what it had before the same revision dropped or renamed it is no such word: autogenerate writes that where the model says
// nothing. Pure.
bool says_privileges(const std::vector<ParsedStep>& steps, const SearchPath& path);

// Whether any revision of the service does.
bool says_privileges(const Service& service);

bool says_privileges(const Model& model);

// For a model that says none: warns where revisions do, as its last GRANT may be gone, which is no difference by itself. `actual`: the
// service's objects in the database.
void tell_unsaid_privileges(Invocation& invocation, const Service& service, const Schema& actual);

}  // namespace deed::command
