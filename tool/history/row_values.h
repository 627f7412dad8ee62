#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/history.h"
#include "history/table_name.h"

namespace deed::history {

// A number as PostgreSQL prints it; 0 for no text.
std::int64_t number(const std::string& text);

// Throws Error(contradiction) for a word that a newer deed may have written.
EventKind event_kind(const std::string& word, const TableName& table);

// A row of read_events_narrow.sql: kind, position, then by kind.
HistoryEvent narrow_event(const std::vector<std::string>& row, const TableName& table);

}  // namespace deed::history
