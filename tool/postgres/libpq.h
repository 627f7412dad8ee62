#pragma once

namespace deed::postgres {

// Loads PostgreSQL's client library, unless it is there: a connection does it too. Worth a thread of its own, as it takes some
// milliseconds. Throws Error(local_io) where the machine has none.
void load_libpq();

}  // namespace deed::postgres
