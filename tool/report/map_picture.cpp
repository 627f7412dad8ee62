#include "report/map_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

#include "base/text.h"
#include "report/html.h"
#include "report/service_colour.h"

namespace deed::report {

namespace {

constexpr double kBoxHeight = 46;
constexpr double kRow = 74;
constexpr double kMargin = 14;

struct Box {
  std::size_t service = 0;
  int column = 0;
  double row = 0;
  double x = 0;
  double y = 0;
};

class Picture {
 public:
  explicit Picture(const DatabaseMap& map) : map_(map) {
    for (const DatabaseMap::CrossKey& cross : map.foreign_keys) {
      keys_[{index(cross.from), index(cross.to)}].push_back(
          fmt::format("{} → {} ({})", to_string(cross.key.table), to_string(cross.key.target), cross.key.name));
    }
    std::set<std::size_t> drawn;
    for (const auto& [ends, names] : keys_) {
      drawn.insert(ends.first);
      drawn.insert(ends.second);
    }
    for (const std::size_t service : drawn) {
      boxes_.push_back({.service = service});
    }
  }

  std::string draw() {
    if (boxes_.empty()) {
      return "";
    }
    choose_columns();
    order_rows();
    place();
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" style=\"min-width: "
        "{2:.0f}px\" role=\"img\" "
        "aria-label=\"Foreign keys between services\">\n",
        width_, height_, width_ * 0.62);
    text += markers();
    for (const auto& [ends, names] : keys_) {
      text += edge(ends, names);
    }
    for (const Box& box : boxes_) {
      text += drawn_box(box);
    }
    for (const auto& [ends, names] : keys_) {
      text += weight(ends, names.size());
    }
    return text + "</svg>\n";
  }

 private:
  using Ends = std::pair<std::size_t, std::size_t>;

  std::size_t index(const std::string& service) const {
    const auto found = std::find_if(map_.services.begin(), map_.services.end(), [&](const auto& entry) { return entry.name == service; });
    return static_cast<std::size_t>(found - map_.services.begin());
  }

  Box& box(std::size_t service) {
    return *std::find_if(boxes_.begin(), boxes_.end(), [&](const Box& candidate) { return candidate.service == service; });
  }

  // Each column holds services that refer only to those right of it; in a cycle the arrow that closes it leads back.
  void choose_columns() {
    std::set<std::size_t> placed;
    std::vector<std::size_t> path;
    for (const Box& start : boxes_) {
      depth(start.service, placed, path);
    }
    int last = 0;
    for (const Box& one : boxes_) {
      last = std::max(last, one.column);
    }
    for (Box& one : boxes_) {
      one.column = last - one.column;
    }
  }

  int depth(std::size_t service, std::set<std::size_t>& placed, std::vector<std::size_t>& path) {
    if (placed.contains(service)) {
      return box(service).column;
    }
    path.push_back(service);
    int deepest = 0;
    for (const auto& [ends, names] : keys_) {
      if (ends.first == service && std::find(path.begin(), path.end(), ends.second) == path.end()) {
        deepest = std::max(deepest, depth(ends.second, placed, path) + 1);
      }
    }
    path.pop_back();
    placed.insert(service);
    box(service).column = deepest;
    return deepest;
  }

  // Near the middle of those it is joined to, a few rounds of it: fewer arrows cross.
  void order_rows() {
    const int columns =
        1 + std::max_element(boxes_.begin(), boxes_.end(), [](const Box& a, const Box& b) { return a.column < b.column; })->column;
    for (int round = 0; round < 12; ++round) {
      for (int step = 0; step < columns; ++step) {
        const int column = round % 2 == 0 ? columns - 1 - step : step;
        std::vector<std::pair<double, Box*>> wanted;
        for (Box& one : boxes_) {
          if (one.column == column) {
            wanted.emplace_back(round == 0 && step == 0 ? static_cast<double>(wanted.size()) : middle_of_neighbours(one), &one);
          }
        }
        std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < wanted.size(); ++i) {
          wanted[i].second->row = static_cast<double>(i) - (static_cast<double>(wanted.size()) - 1) / 2;
        }
      }
    }
  }

  double middle_of_neighbours(const Box& one) {
    double sum = 0;
    int count = 0;
    for (const auto& [ends, names] : keys_) {
      if (ends.first == one.service || ends.second == one.service) {
        sum += box(ends.first == one.service ? ends.second : ends.first).row;
        ++count;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  void place() {
    std::size_t longest = 0;
    for (const Box& one : boxes_) {
      longest = std::max(longest, name_of(one.service).size());
    }
    box_width_ = std::clamp(9.0 * static_cast<double>(longest) + 34, 130.0, 330.0);
    double top = 0;
    double bottom = 0;
    int columns = 0;
    for (const Box& one : boxes_) {
      top = std::min(top, one.row);
      bottom = std::max(bottom, one.row);
      columns = std::max(columns, one.column + 1);
    }
    // Where many columns have to fit on a page, they move together.
    gap_ = columns > 4 ? 90 : 150;
    for (Box& one : boxes_) {
      one.x = kMargin + one.column * (box_width_ + gap_);
      one.y = kMargin + (one.row - top) * kRow;
    }
    width_ = 2 * kMargin + columns * box_width_ + (columns - 1) * gap_ + (columns == 1 ? gap_ : 0);
    height_ = 2 * kMargin + (bottom - top) * kRow + kBoxHeight + (goes_back() ? kBoxHeight : 0);
  }

  bool goes_back() {
    return std::any_of(keys_.begin(), keys_.end(),
                       [&](const auto& entry) { return box(entry.first.first).column >= box(entry.first.second).column; });
  }

  // What fits into a box.
  std::string name_of(std::size_t service) const {
    const std::string& name = map_.services[service].name;
    return name.size() <= 32 ? name : name.substr(0, 31) + "…";
  }

  static std::string colour(std::size_t service) { return service_colour(service, 58, 48); }

  std::string markers() {
    std::string text = "<defs>\n";
    for (const Box& one : boxes_) {
      text += fmt::format(
          "<marker id=\"to{0}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path "
          "d=\"M0 0 "
          "L10 5 L0 10 z\" fill=\"{1}\"/></marker>\n",
          one.service, colour(one.service));
    }
    return text + "</defs>\n";
  }

  // Where several arrows leave or reach a box, each has a place of its own at its side.
  double port(std::size_t service, const Ends& ends, bool leaving) {
    std::vector<std::pair<double, Ends>> at_side;
    for (const auto& [other, names] : keys_) {
      if ((leaving ? other.first : other.second) == service) {
        at_side.emplace_back(box(leaving ? other.second : other.first).y, other);
      }
    }
    std::sort(at_side.begin(), at_side.end());
    const auto place = std::find_if(at_side.begin(), at_side.end(), [&](const auto& entry) { return entry.second == ends; });
    const double share = (static_cast<double>(place - at_side.begin()) + 1) / (static_cast<double>(at_side.size()) + 1);
    return box(service).y + kBoxHeight * share;
  }

  struct Curve {
    double x1, y1, x2, y2, x3, y3, x4, y4;
  };

  Curve curve(const Ends& ends) {
    const Box& from = box(ends.first);
    const Box& to = box(ends.second);
    const double y1 = port(ends.first, ends, true);
    const double y2 = port(ends.second, ends, false);
    if (from.column < to.column) {
      const double x1 = from.x + box_width_;
      const double bend = std::max(60.0, (to.x - x1) / 2);
      return {x1, y1, x1 + bend, y1, to.x - bend, y2, to.x, y2};
    }
    if (from.column == to.column) {
      const double x = from.x + box_width_;
      return {x, y1, x + gap_ * 0.6, y1, x + gap_ * 0.6, y2, x, y2};
    }
    // Back, below the boxes.
    const double low = std::max(from.y, to.y) + kBoxHeight * 1.9;
    const double x1 = from.x + box_width_ / 2;
    const double x2 = to.x + box_width_ / 2;
    return {x1, from.y + kBoxHeight, x1, low, x2, low, x2, to.y + kBoxHeight};
  }

  std::string edge(const Ends& ends, const std::vector<std::string>& names) {
    const Curve c = curve(ends);
    std::vector<std::string> lines;
    std::transform(names.begin(), names.end(), std::back_inserter(lines), [](const std::string& name) { return html(name); });
    return fmt::format(
        "<path class=\"edge\" d=\"M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}\" stroke=\"{}\" "
        "marker-end=\"url(#to{})\"><title>{}</title></path>\n",
        c.x1, c.y1, c.x2, c.y2, c.x3, c.y3, c.x4, c.y4, colour(ends.first), ends.first, join(lines, "\n"));
  }

  std::string weight(const Ends& ends, std::size_t count) {
    if (count < 2) {
      return "";
    }
    const Curve c = curve(ends);
    // A third of the way, where curves that meet at a box are still apart.
    constexpr double t = 0.35;
    constexpr double s = 1 - t;
    const double x = s * s * s * c.x1 + 3 * s * s * t * c.x2 + 3 * s * t * t * c.x3 + t * t * t * c.x4;
    const double y = s * s * s * c.y1 + 3 * s * s * t * c.y2 + 3 * s * t * t * c.y3 + t * t * t * c.y4;
    return fmt::format("<text class=\"weight\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x, y + 4, count);
  }

  std::string drawn_box(const Box& one) {
    const DatabaseMap::Service& service = map_.services[one.service];
    const std::size_t owned = std::accumulate(service.patterns.begin(), service.patterns.end(), service.objects.size(),
                                              [](std::size_t sum, const auto& pattern) { return sum + pattern.covers.size(); });
    return fmt::format(
        "<a href=\"#service-{0}\"><g><title>{1}</title><rect class=\"ground\" x=\"{2:.1f}\" y=\"{3:.1f}\" width=\"{4:.1f}\" "
        "height=\"{5:.1f}\" rx=\"9\"/><rect class=\"box\" x=\"{2:.1f}\" y=\"{3:.1f}\" width=\"{4:.1f}\" "
        "height=\"{5:.1f}\" "
        "rx=\"9\" fill=\"{6}\" fill-opacity=\"0.16\" stroke=\"{6}\"/><text x=\"{7:.1f}\" y=\"{8:.1f}\" "
        "text-anchor=\"middle\">{9}</text><text "
        "class=\"count\" x=\"{7:.1f}\" y=\"{10:.1f}\" text-anchor=\"middle\">{11}</text></g></a>\n",
        one.service, html(service.name), one.x, one.y, box_width_, kBoxHeight, colour(one.service), one.x + box_width_ / 2, one.y + 20,
        html(name_of(one.service)), one.y + 37, count_of(owned, "object"));
  }

  const DatabaseMap& map_;
  std::map<Ends, std::vector<std::string>> keys_;
  std::vector<Box> boxes_;
  double box_width_ = 0;
  double gap_ = 0;
  double width_ = 0;
  double height_ = 0;
};

}  // namespace

std::string map_picture(const DatabaseMap& map) { return Picture(map).draw(); }

}  // namespace deed::report
