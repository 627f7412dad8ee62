#pragma once

#include <vector>

#include "autogenerate/planned.h"

namespace deed::autogenerate {

// Puts a plan in order and cuts it into as few steps as the lanes allow. Where footprints force nothing, the places decide, so that
// the same differences always give the same text. Throws Error(internal) that names what is to change where no order is possible.
std::vector<OperationStep> schedule(Plan plan);

}  // namespace deed::autogenerate
