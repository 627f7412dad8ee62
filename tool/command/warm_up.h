#pragma once

#include <future>

namespace deed::command {

// Loads what it takes to connect (libpq and its libraries, some milliseconds) in a thread of its own, while the command reads its files.
// What goes wrong with it is told by whoever connects.
std::future<void> warm_up();

}  // namespace deed::command
