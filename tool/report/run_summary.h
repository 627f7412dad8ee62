#pragma once

#include <string>
#include <vector>

#include "domain/run_figures.h"

namespace deed::report {

// What a run over several services did, a line for each:
//   api      done     3 revisions, 120ms
//   billing  failed   exit 11: division by zero
std::string run_summary_text(const std::vector<ServiceFigures>& services);
std::string run_summary_json(const std::vector<ServiceFigures>& services);

}  // namespace deed::report
