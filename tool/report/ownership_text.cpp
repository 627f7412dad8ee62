#include "report/ownership_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace deed::report {

namespace {

struct Line {
  std::string object;
  std::string revision;
  std::string rest;
};

std::string shares_of(const Holdings& holdings, const ObjectPattern& object) {
  std::string text;
  for (const Share& share : holdings.shares) {
    if (share.object == object) {
      text +=
          fmt::format("{}shared with {}: {}", text.empty() ? "" : "; ", share.with == "*" ? "all" : share.with, to_string(share.accesses));
    }
  }
  return text;
}

std::vector<Line> lines_of(const OwnershipMap& map, const std::string& service, const Holdings& holdings) {
  std::vector<Line> lines;
  for (const auto& [object, revision] : holdings.objects) {
    lines.push_back({to_string(object), revision, shares_of(holdings, pattern_of(object))});
  }
  for (const auto& [pattern, revision] : holdings.patterns) {
    lines.push_back({to_string(pattern), revision, shares_of(holdings, pattern)});
  }
  for (const auto& [object, gift] : holdings.gifts) {
    if (map.is_open(service, object, gift)) {
      lines.push_back({to_string(object), gift.revision, "given to " + gift.to});
    }
  }
  // Shares of what a pattern covers.
  for (const Share& share : holdings.shares) {
    const std::string object = to_string(share.object);
    const bool shown = std::any_of(lines.begin(), lines.end(), [&](const Line& line) { return line.object == object; });
    if (!shown) {
      lines.push_back({object, share.revision, shares_of(holdings, share.object)});
    }
  }
  return lines;
}

}  // namespace

std::string ownership_page(const OwnershipMap& map, const std::vector<std::string>& conflicts) {
  std::string text;
  for (const auto& [service, holdings] : map.services()) {
    text += fmt::format("{}{} (history in {})\n", text.empty() ? "" : "\n", service, holdings.version_table);
    const std::vector<Line> lines = lines_of(map, service, holdings);
    std::size_t width = 0;
    for (const Line& line : lines) {
      width = std::max(width, line.object.size());
    }
    for (const Line& line : lines) {
      text += fmt::format("  {:<{}}  since {}{}{}\n", line.object, width, line.revision, line.rest.empty() ? "" : "  ", line.rest);
    }
    text += lines.empty() ? "  owns nothing\n" : "";
  }
  for (const std::string& conflict : conflicts) {
    text += fmt::format("\nclaimed twice: {}", conflict);
  }
  return conflicts.empty() ? text : text + '\n';
}

}  // namespace deed::report
