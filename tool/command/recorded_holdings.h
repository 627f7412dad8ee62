#pragma once

#include <string>

#include "domain/ownership.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::command {

// What a service owns and shares by its history alone: no file is needed, so it works for every service of a database. Throws
// Error(denied) where the role may not read the history, and what a history throws that this deed does not understand.
Holdings recorded_holdings(postgres::Connection& connection, const history::TableName& table, const std::string& service);

}  // namespace deed::command
