#include "catalog/counted_catalogues.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace deed::catalog {

std::string oid_array(const std::set<std::uint32_t>& oids) { return fmt::format("{{{}}}", fmt::join(oids, ",")); }

std::string oid_array(const std::vector<std::uint32_t>& oids) { return fmt::format("{{{}}}", fmt::join(oids, ",")); }

std::string counted_catalogues() {
  std::set<std::uint32_t> oids;
  for (const CountedCatalogue& catalogue : kCounted) {
    oids.insert(catalogue.oid);
  }
  return oid_array(oids);
}

bool has_moved(const CountedCatalogue& catalogue, const RowCounts& before, const RowCounts& now) {
  constexpr std::string_view order = "iud";
  const auto then = before.find(catalogue.oid);
  const auto since = now.find(catalogue.oid);
  return then == before.end() || since == now.end() || std::any_of(catalogue.counters.begin(), catalogue.counters.end(), [&](char counter) {
           return then->second.at(order.find(counter)) != since->second.at(order.find(counter));
         });
}

void note_counts(RowCounts& counts, std::uint32_t catalogue, const std::vector<std::string>& numbers) {
  if (numbers.size() == 3) {
    std::transform(numbers.begin(), numbers.end(), counts[catalogue].begin(), [](const std::string& number) { return std::stoll(number); });
  }
}

}  // namespace deed::catalog
