#pragma once

#include <string>
#include <vector>

#include "domain/finding.h"

namespace deed::report {

// Findings as compilers print errors: "file:line:column: error: message [rule]", what to try below each.
std::string finding_lines(const std::vector<Finding>& findings);

// "2 errors, 1 warning in 14 revisions of 3 services"
std::string finding_summary(const std::vector<Finding>& findings, std::size_t revisions, std::size_t services);

}  // namespace deed::report
