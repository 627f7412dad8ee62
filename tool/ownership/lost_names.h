#pragma once

#include <set>

#include "domain/evidence.h"

namespace deed::ownership {

// What was there before and was dropped, renamed or moved by the transaction. Nothing where the evidence has no names from inside: then the
// step's text shows it, and the static check has decided.
std::set<CatalogAddress> lost_names(const Evidence& evidence);

}  // namespace deed::ownership
