#include "report/service_colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace deed::report {

std::string service_colour(std::size_t service, int saturation, int lightness) {
  // The golden angle, from a blue.
  const double hue = std::fmod(212.0 + 137.508 * static_cast<double>(service), 360.0);
  const double l = lightness / 100.0;
  const double reach = saturation / 100.0 * std::min(l, 1.0 - l);
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + hue / 30.0, 12.0);
    return static_cast<int>(std::lround(255.0 * (l - reach * std::max(-1.0, std::min({k - 3.0, 9.0 - k, 1.0})))));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(0), channel(8), channel(4));
}

}  // namespace deed::report
