#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "report/ownership_text.h"
#include "report/service_colour.h"

namespace deed::report {

namespace {

// Inside of double quotes Mermaid reads "#35;" as a character, and some ASCII signs as Markdown or HTML; so all but plain ones go that way.
std::string label(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                       c == '-' || c == ' ' || c == ':' || c == ',' || c == '(' || c == ')';
    result += plain ? std::string(1, c) : fmt::format("#{};", byte);
  }
  return result;
}

class Flowchart {
 public:
  explicit Flowchart(const DatabaseMap& map) : map_(map) {}

  std::string text() {
    text_ = "flowchart LR\n";
    for (std::size_t i = 0; i < map_.services.size(); ++i) {
      service(i);
    }
    nobody();
    for (const DatabaseMap::CrossKey& cross : map_.foreign_keys) {
      text_ += fmt::format("  {} -->|\"{}\"| {}\n", ids_.at({cross.from, cross.key.table}), label(cross.key.name),
                           ids_.at({cross.to, cross.key.target}));
    }
    colours();
    return text_;
  }

 private:
  void node(const std::string& owner, const ObjectName& name, const std::string& what, bool claimed_twice) {
    const auto [entry, fresh] = ids_.try_emplace({owner, name}, fmt::format("o{}", ids_.size()));
    if (!fresh) {
      return;
    }
    const std::string note = what.empty() ? " (does not exist)" : what == "table" ? "" : fmt::format(" ({})", what);
    text_ += fmt::format("    {}[\"{}\"]\n", entry->second, label(to_string(name) + note));
    if (claimed_twice) {
      twice_.push_back(entry->second);
    }
  }

  void service(std::size_t index) {
    const DatabaseMap::Service& service = map_.services[index];
    text_ += fmt::format("  subgraph s{}[\"{}\"]\n", index, label(service.name));
    for (const DatabaseMap::Owned& owned : service.objects) {
      node(service.name, owned.name, owned.what, !owned.also.empty());
    }
    for (const DatabaseMap::Pattern& pattern : service.patterns) {
      for (const LiveObject& object : pattern.covers) {
        node(service.name, object.name, object.what, false);
      }
    }
    // Partitions and children, which follow their parent, are shown where a foreign key needs them.
    for (const DatabaseMap::CrossKey& cross : map_.foreign_keys) {
      if (cross.from == service.name) {
        node(service.name, cross.key.table, "table", false);
      }
      if (cross.to == service.name) {
        node(service.name, cross.key.target, "table", false);
      }
    }
    text_ += "  end\n";
  }

  void nobody() {
    if (map_.unowned.empty()) {
      return;
    }
    text_ += "  subgraph nobody[\"nobody's\"]\n";
    for (const DatabaseMap::Unowned& unowned : map_.unowned) {
      node("", unowned.object.name, unowned.object.what, false);
    }
    text_ += "  end\n  style nobody fill:#eeeeee,stroke:#777777,color:#222222,stroke-dasharray:4\n";
  }

  void colours() {
    for (std::size_t i = 0; i < map_.services.size(); ++i) {
      text_ += fmt::format("  style s{} fill:{},stroke:{},color:#111111\n", i, service_colour(i, 65, 92), service_colour(i, 60, 38));
      text_ += fmt::format("  classDef c{} fill:#ffffff,stroke:{},color:#111111\n", i, service_colour(i, 60, 38));
      std::vector<std::string> ids;
      for (const auto& [key, id] : ids_) {
        if (key.first == map_.services[i].name) {
          ids.push_back(id);
        }
      }
      text_ += ids.empty() ? "" : fmt::format("  class {} c{}\n", join(ids, ","), i);
    }
    if (!twice_.empty()) {
      text_ +=
          fmt::format("  classDef twice fill:#ffdddd,stroke:#b00020,color:#111111,stroke-width:3px\n  class {} twice\n", join(twice_, ","));
    }
  }

  const DatabaseMap& map_;
  std::map<std::pair<std::string, ObjectName>, std::string> ids_;
  std::vector<std::string> twice_;
  std::string text_;
};

}  // namespace

std::string ownership_mermaid(const DatabaseMap& map) { return Flowchart(map).text(); }

}  // namespace deed::report
