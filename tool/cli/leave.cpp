#include "cli/leave.h"

#include <unistd.h>

#include <cstdio>

#include "base/aside.h"

namespace deed::cli {

// A thread that still connects may be inside OpenSSL, which exit handlers take down.
int leave(int code) {
  if (Aside::any_left()) {
    std::fflush(nullptr);
    ::_exit(code);
  }
  return code;
}

}  // namespace deed::cli
