#pragma once

#include <cstdint>
#include <string>

#include "domain/history.h"
#include "history/table_name.h"

namespace deed::history {

// A number as PostgreSQL prints it; 0 for no text.
std::int64_t number(const std::string& text);

// Throws Error(contradiction) for a word that a newer deed may have written.
EventKind event_kind(const std::string& word, const TableName& table);

}  // namespace deed::history
