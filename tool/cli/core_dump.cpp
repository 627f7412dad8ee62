#include "cli/core_dump.h"

#include <sys/prctl.h>

namespace deed::cli {

void leave_no_core_dump() {
#ifndef __SANITIZE_ADDRESS__
  // Not RLIMIT_CORE, which the kernel does not ask where cores go to a program such as systemd-coredump. The leak checker of
  // AddressSanitizer has to read this process.
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace deed::cli
