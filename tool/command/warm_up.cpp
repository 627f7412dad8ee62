#include "command/warm_up.h"

#include "postgres/libpq.h"

namespace deed::command {

std::future<void> warm_up() { return std::async(std::launch::async, postgres::load_libpq); }

}  // namespace deed::command
