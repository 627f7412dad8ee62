#pragma once

#include <string>
#include <vector>

#include "domain/finding.h"

namespace deed::report {

// The file, or what is known instead of it; with / and without ./ at the front. Never empty: deed.toml where nothing is known.
std::string file_of(const Finding& finding);

// What a finding is recognised by when it is found again, in the order of the findings: rule, revision and message, not the line, which
// moves. Findings that are equal in these are told apart by their order.
std::vector<std::string> fingerprints(const std::vector<Finding>& findings);

}  // namespace deed::report
