#pragma once

#include "domain/revision.h"

namespace deed::fuzz {

// Judges a step against a small map and folds it, as review does.
void check(const ParsedStep& step);

}  // namespace deed::fuzz
