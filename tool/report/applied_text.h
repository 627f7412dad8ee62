#pragma once

#include <string>
#include <vector>

#include "domain/applied_record.h"

namespace deed::report {

// Revisions as they were applied, each as a revision file.
std::string applied_text(const std::vector<AppliedRecord>& records);

// What differs between the steps as they were applied and the files: a unified diff; empty where nothing does.
std::string applied_diff(const std::vector<AppliedRecord>& records);

std::string applied_json(const std::vector<AppliedRecord>& records);

}  // namespace deed::report
