#pragma once

#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/model_names.h"
#include "command/scratch_plan.h"
#include "domain/schema.h"
#include "postgres/connection.h"

namespace deed::command {

// Plays the model in a scratch database of the live server's major version and reads it back: what the service wants, in PostgreSQL's
// own words. Asks the live database nothing. Throws Error(config) for a statement that fails there, with its place, and for what deed does
// not compare yet.
Schema read_desired(Invocation& invocation, const ScratchPlan& plan, const ModelNames& names, const ServiceView& view, int major);

// Who may do what is often said by others than the model or the revisions. Whether it counts, where these say a word of it or do not.
bool privileges_count(const config::ServiceConfig& config, bool said);
// Where they count: those of the role of `live` do not, which owns the objects there, and FOR ROLE with its name says nothing more.
void say_as_own_role(Schema& desired, postgres::Connection& live);

// One Error for all that deed does not compare yet; `where` says which side it is on.
Error uncovered_error(const std::vector<Uncovered>& uncovered, const std::string& where);

}  // namespace deed::command
