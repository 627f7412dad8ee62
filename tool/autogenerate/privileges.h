#pragma once

#include <string>
#include <vector>

#include "autogenerate/changes.h"
#include "domain/operation.h"

namespace deed::autogenerate {

// Whether the definition says who may do something.
bool is_privilege(const Definition& definition);

// For a model that says nothing of privileges: it wants those that what it keeps has now. So nothing is granted or revoked, and what is
// made anew gets back what it had.
void keep_privileges(Schema& desired, const Schema& actual);

// Where the model says nothing of privileges: tells at what is made anew and at what gives it back its privileges that other databases may
// have others.
void tell_unsaid_privileges(std::vector<OperationStep>& steps);

// What the role that runs revisions has is no question of grants: it owns the objects, but not those of the scratch database.
void forget_privileges_of(Schema& desired, const std::string& role);

// ALTER DEFAULT PRIVILEGES FOR ROLE of the role that runs revisions is what it says without FOR ROLE.
void speak_for(Schema& desired, const std::string& role);

// Default privileges give what is made anew what it had not, and new objects what the model may not want: takes that back. Without
// `of_new` the latter keep it.
void revoke_unwanted(const Schema& desired, const Schema& actual, bool of_new, Changes& changes);

}  // namespace deed::autogenerate
