#pragma once

#include <cstddef>
#include <string>

namespace deed::report {

// One colour per service, as "#rrggbb": neighbours in a list are far apart on the colour wheel. `lightness` is 0 to 100.
std::string service_colour(std::size_t service, int saturation, int lightness);

}  // namespace deed::report
