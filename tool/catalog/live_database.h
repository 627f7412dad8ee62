#pragma once

#include <vector>

#include "domain/role_plan.h"
#include "postgres/connection.h"

namespace deed::catalog {

// The objects of a database and what follows what; the histories are Alembic's only, by their shape. Needs no right on any object.
LiveDatabase read_live_database(postgres::Connection& connection);

// Which of these exist at all, be it as an index or as a member of an extension.
std::set<ObjectName> standing_names(postgres::Connection& connection, const std::vector<ObjectName>& names);

// The types that these objects are made of, and those in turn; a table where it is its row that is the type.
std::set<ObjectName> needed_types(postgres::Connection& connection, const std::set<ObjectName>& objects);

// The foreign keys between these tables, both ends among them.
std::vector<LiveForeignKey> keys_between(postgres::Connection& connection, const std::vector<ObjectName>& tables);

// Objects with PostgreSQL's owner of each; asked inside a Snapshot.
std::vector<AlterableObject> alterable_objects(postgres::Connection& connection);

}  // namespace deed::catalog
