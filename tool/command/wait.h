#pragma once

#include <string>

#include "command/listing.h"

namespace deed::command {

struct WaitRequest {
  // A revision symbol; "heads" are those of the files.
  std::string target;
  // Of a service with tenants those that have to come.
  TenantSelection tenants{};
  Duration timeout{};
};

// Waits until the histories contain the revision, reading only and without any lock; a standby is as good. Contained, not equal: a newer
// release may be ahead. One connection at a time, as many containers may wait. Tenants are listed anew at each look. Throws
// Error(wait_timeout) in the end, of several services for all that have not come.
void wait(Invocation& invocation, const Configs& services, const WaitRequest& request);

// Waits until the server lets deed in and answers, whatever is in the database. Throws what a connection that fails throws.
void wait_for_database(Invocation& invocation, const Configs& services, Duration timeout);

}  // namespace deed::command
