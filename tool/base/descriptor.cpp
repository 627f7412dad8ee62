#include "base/descriptor.h"

#include <sys/eventfd.h>

#include "base/error.h"

namespace deed {

int open_event_descriptor() {
  const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) {
    throw Error(ErrorKind::local_io, {.what = "The operating system gives no further file descriptor.",
                                      .hint = "Raise the limit: ulimit -n; deed needs a few dozen."});
  }
  return descriptor;
}

}  // namespace deed
