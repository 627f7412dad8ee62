#pragma once

#include <map>
#include <string>
#include <string_view>

#include "domain/run_figures.h"

namespace deed::report {

// When each service last came to a good end, in seconds since 1970; "" is the run as a whole.
using LastSuccess = std::map<std::string, double>;

// What an earlier metrics_text() says. Nothing is sure about the text: what is no such line is passed over.
LastSuccess last_success(std::string_view metrics);

// A run as Prometheus' text format 0.0.4, for the textfile collector of node_exporter; docs/formats.md lists the metrics. What ended badly
// keeps the time of its last success, by which one is alerted.
std::string metrics_text(const RunResult& result, LastSuccess before);

}  // namespace deed::report
