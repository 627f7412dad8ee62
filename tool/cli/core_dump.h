#pragma once

namespace deed::cli {

// From here on a crash leaves no core file, and no other process of the same user reads this one's memory or environment: both hold
// the database's password.
void leave_no_core_dump();

}  // namespace deed::cli
