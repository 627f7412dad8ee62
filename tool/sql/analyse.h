#pragma once

#include <string>

#include "domain/revision.h"
#include "domain/statement.h"

namespace deed::sql {

// Reads one statement with PostgreSQL 15's grammar: what it names and how it touches it, what it creates, drops and renames, what it
// hides. Text that the grammar cannot read comes back as undecided, never as an exception: the server has the last word on syntax.
Statement analyse(const SourceStatement& source);

// The step with all its statements analysed.
ParsedStep analyse(const Step& step);

}  // namespace deed::sql
