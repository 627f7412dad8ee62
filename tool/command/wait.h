#pragma once

#include <string>

#include "command/listing.h"

namespace deed::command {

// Waits until the histories contain the revision (by default all heads of the files), reading only and without any lock; a standby is
// as good. Contained, not equal: a newer release may be ahead. Throws Error(wait_timeout) in the end.
void wait(Invocation& invocation, const Configs& services, const std::string& target, Duration timeout);

}  // namespace deed::command
