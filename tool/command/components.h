#pragma once

#include <cstddef>
#include <set>
#include <vector>

namespace deed::command {

// The strongly connected components of a graph: for each node the number of its component. All that a node leads to has the same number or
// a smaller one.
std::vector<std::size_t> components(const std::vector<std::set<std::size_t>>& leads_to);

}  // namespace deed::command
