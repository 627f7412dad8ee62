#pragma once

namespace deed::cli {

// The last thing that main does: gives the exit code back, or ends the process with it where work was left aside.
int leave(int code);

}  // namespace deed::cli
