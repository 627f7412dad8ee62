#pragma once

#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/model_names.h"
#include "domain/schema.h"
#include "postgres/connection.h"

namespace deed::command {

// Plays the model in a scratch database of the live server's major version and reads it back: what the service wants, in PostgreSQL's
// own words. Throws Error(config) for a statement that fails there, with its place, and for what deed does not compare yet.
Schema read_desired(Invocation& invocation, const Model& model, const ModelNames& names, const ServiceView& view,
                    postgres::Connection& live);

// Who may do what is often said by others than the model or the revisions: it counts on both sides where these say a word of it
// (`said`), and not what the role of `live` has, which owns the objects there. Otherwise `desired` gets what is there.
void settle_privileges(Schema& desired, const Schema& actual, bool said, postgres::Connection& live);

// One Error for all that deed does not compare yet; `where` says which side it is on.
Error uncovered_error(const std::vector<Uncovered>& uncovered, const std::string& where);

}  // namespace deed::command
