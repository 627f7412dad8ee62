#pragma once

#include <vector>

#include "base/source.h"
#include "postgres/connection.h"
#include "scratch/scratch_database.h"

namespace deed::scratch {

// Runs the statements one by one, in transactions of many. Throws as ScratchDatabase::play.
void play_statements(postgres::Connection& connection, const std::vector<PlayedStatement>& statements);

// Where in the file the error is; `character` counts from 1 within the statement, 0 is unknown.
Location place_of(const PlayedStatement& statement, std::size_t character);

}  // namespace deed::scratch
