#pragma once

#include <string>

#include "base/cancellation.h"
#include "base/clock.h"

namespace deed::postgres {

// The SQLSTATE with which a server refuses a connection; "" where it does not, or says none. It connects once more, as libpq keeps no
// SQLSTATE unless it is told to before the server answers, which PQconnectdb() leaves no time for.
std::string refusal_sqlstate(const std::string& uri, const Cancellation& cancellation, Duration patience);

}  // namespace deed::postgres
