#include "report/ownership_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::report {

namespace {

struct Line {
  std::string object;
  std::string revision;
  std::string at;
  std::vector<std::string> rest;
};

std::vector<std::string> shares_of(const DatabaseMap::Service& service, const ObjectPattern& object) {
  std::vector<std::string> texts;
  for (const DatabaseMap::Shared& shared : service.shares) {
    if (shared.share.object == object) {
      texts.push_back(
          fmt::format("shared with {}: {}", shared.share.with == "*" ? "all" : shared.share.with, to_string(shared.share.accesses)));
    }
  }
  return texts;
}

std::vector<std::string> also(std::vector<std::string> texts, const std::vector<std::string>& more) {
  texts.insert(texts.end(), more.begin(), more.end());
  return texts;
}

std::string covers(const DatabaseMap::Pattern& pattern) {
  if (pattern.covers.empty()) {
    return "covers nothing now";
  }
  std::vector<std::string> names;
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < std::min(kShown, pattern.covers.size()); ++i) {
    names.push_back(to_string(pattern.covers[i].name));
  }
  const std::string more = pattern.covers.size() > kShown ? fmt::format(", and {} more", pattern.covers.size() - kShown) : "";
  return fmt::format("covers {}{}", join(names, ", "), more);
}

std::vector<Line> lines_of(const DatabaseMap::Service& service) {
  std::vector<Line> lines;
  for (const DatabaseMap::Owned& owned : service.objects) {
    std::vector<std::string> rest{owned.what.empty() ? "DOES NOT EXIST" : owned.what};
    if (!owned.also.empty()) {
      rest.push_back(fmt::format("ALSO CLAIMED BY {}", join(owned.also, ", ")));
    }
    lines.push_back({one_line(to_string(owned.name)), owned.since, owned.at, also(rest, shares_of(service, pattern_of(owned.name)))});
  }
  for (const DatabaseMap::Pattern& pattern : service.patterns) {
    lines.push_back(
        {one_line(to_string(pattern.pattern)), pattern.since, pattern.at, also({covers(pattern)}, shares_of(service, pattern.pattern))});
  }
  for (const DatabaseMap::Gift& gift : service.gifts) {
    lines.push_back({one_line(to_string(gift.name)), gift.since, gift.at, {"given to " + gift.to + ", who has not taken it yet"}});
  }
  // Shares of what a pattern covers.
  for (const DatabaseMap::Shared& shared : service.shares) {
    const std::string object = one_line(to_string(shared.share.object));
    const bool shown = std::any_of(lines.begin(), lines.end(), [&](const Line& line) { return line.object == object; });
    if (!shown) {
      lines.push_back({object, shared.share.revision, shared.at, shares_of(service, shared.share.object)});
    }
  }
  return lines;
}

std::string service_text(const DatabaseMap::Service& service) {
  std::string text = fmt::format("{} (history in {})\n", service.name, service.version_table);
  const std::vector<Line> lines = lines_of(service);
  std::size_t width = 0;
  for (const Line& line : lines) {
    width = std::max(width, line.object.size());
  }
  for (const Line& line : lines) {
    text += fmt::format("  {:<{}}  since {}  {}\n", line.object, width, revision_and_time(line.revision, line.at),
                        one_line(join(line.rest, "; ")));
  }
  text += lines.empty() ? "  owns nothing\n" : "";
  for (const std::string& difference : service.differences) {
    text += fmt::format("  differs from its history: {}\n", one_line(difference));
  }
  if (!service.not_compared.empty()) {
    text += fmt::format("  not compared with its history: {}\n", service.not_compared);
  }
  return text;
}

}  // namespace

std::string ownership_page(const DatabaseMap& map) {
  std::string text;
  for (const DatabaseMap::Service& service : map.services) {
    text += (text.empty() ? "" : "\n") + service_text(service);
  }
  text += map.services.empty() ? "No service has run here yet.\n" : "";
  if (!map.foreign_keys.empty()) {
    text += "\nForeign keys between services\n";
  }
  for (const DatabaseMap::CrossKey& cross : map.foreign_keys) {
    text += fmt::format("  {}: {} -> {}: {}  ({})\n", cross.from, one_line(to_string(cross.key.table)), cross.to,
                        one_line(to_string(cross.key.target)), one_line(cross.key.name));
  }
  if (!map.unowned.empty()) {
    text += "\nNobody's\n";
  }
  for (const DatabaseMap::Unowned& unowned : map.unowned) {
    text += fmt::format("  {}  {}{}\n", one_line(to_string(unowned.object.name)), unowned.object.what,
                        unowned.history ? ", the history of another migration tool" : "");
  }
  text += map.conflicts.empty() ? "" : "\n";
  for (const std::string& conflict : map.conflicts) {
    text += fmt::format("claimed twice: {}\n", one_line(conflict));
  }
  return map.protection.empty() ? text : fmt::format("{}\n{}\n", text, map.protection);
}

std::string revision_and_time(const std::string& revision, const std::string& at) {
  return fmt::format("{}{}{}", revision, revision.empty() || at.empty() ? "" : ", ", at);
}

}  // namespace deed::report
