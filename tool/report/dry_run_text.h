#pragma once

#include <string>

#include "domain/dry_run.h"

namespace deed::report {

// What each statement of a dry run took and locked, for people. Locks that let reading and writing go on are left out.
std::string dry_run_text(const DryRun& tried);

// The same for programs, with every lock: docs/formats.md.
std::string dry_run_json(const DryRun& tried);

}  // namespace deed::report
