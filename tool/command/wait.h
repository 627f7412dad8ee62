#pragma once

#include <string>

#include "command/listing.h"

namespace deed::command {

// Waits until the histories contain the revision (by default all heads of the files), reading only and without any lock; a standby is
// as good. Contained, not equal: a newer release may be ahead. One connection at a time, as many containers may wait. Throws
// Error(wait_timeout) in the end, of several services for all that have not come.
void wait(Invocation& invocation, const Configs& services, const std::string& target, Duration timeout);

// Waits until the server lets deed in and answers, whatever is in the database. Throws what a connection that fails throws.
void wait_for_database(Invocation& invocation, const Configs& services, Duration timeout);

}  // namespace deed::command
