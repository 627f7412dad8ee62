#include "process/account.h"

#include <unistd.h>

namespace deed::process {

bool Account::is_other() const { return user != ::geteuid(); }

Account own_account() { return {::geteuid(), ::getegid()}; }

}  // namespace deed::process
