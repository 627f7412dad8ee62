#include "report/ownership_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "base/text.h"
#include "report/html.h"
#include "report/map_picture.h"
#include "report/ownership_text.h"
#include "report/pages.h"
#include "report/service_colour.h"

namespace deed::report {

namespace {

std::string name(const std::string& text) { return fmt::format("<span class=\"name\">{}</span>", html(text)); }

class Page {
 public:
  explicit Page(const DatabaseMap& map) : map_(map) {}

  std::string text() {
    head();
    figures();
    alarms();
    picture();
    cards();
    keys();
    nobody();
    text_ += fmt::format("<footer class=\"soft\"><p>Made by deed from {} at {}.</p>{}</footer>\n</body>\n</html>\n", html(map_.database),
                         html(map_.made_at), map_.protection.empty() ? "" : fmt::format("<p>{}</p>", html(map_.protection)));
    return text_;
  }

 private:
  void head() {
    text_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\" />\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>Who owns what: {0}</title>\n"
        "<style>\n{1}{2}</style>\n</head>\n<body>\n<header><h1>Who owns what</h1>\n<p class=\"soft\">{0}, as of {3}</p></header>\n",
        html(map_.database), pages::ownership, colours(), html(map_.made_at));
  }

  std::string colours() const {
    std::string css;
    for (std::size_t i = 0; i < map_.services.size(); ++i) {
      css += fmt::format(".of{} {{ --of: {}; }}\n", i, service_colour(i, 58, 48));
    }
    return css;
  }

  void figure(std::size_t count, const std::string& what, const std::string& look = "") {
    text_ += fmt::format("<li{}><b>{}</b>{}</li>\n", look.empty() || count == 0 ? "" : fmt::format(" class=\"{}\"", look), count, what);
  }

  void figures() {
    std::size_t objects = 0;
    std::size_t shares = 0;
    std::size_t missing = 0;
    for (const DatabaseMap::Service& service : map_.services) {
      objects += owned_by(service);
      shares += service.shares.size();
      missing += static_cast<std::size_t>(
          std::count_if(service.objects.begin(), service.objects.end(), [](const auto& owned) { return owned.what.empty(); }));
    }
    text_ += "<ul class=\"figures\">\n";
    figure(map_.services.size(), "services");
    figure(objects, "objects owned");
    figure(shares, "shares");
    figure(map_.foreign_keys.size(), "foreign keys between services");
    figure(map_.unowned.size(), "nobody's", "warn");
    figure(missing, "claimed, not there", "warn");
    figure(map_.conflicts.size(), "claimed twice", "bad");
    text_ += "</ul>\n";
  }

  static std::size_t owned_by(const DatabaseMap::Service& service) {
    return std::accumulate(service.patterns.begin(), service.patterns.end(), service.objects.size(),
                           [](std::size_t sum, const auto& pattern) { return sum + pattern.covers.size(); });
  }

  void alarms() {
    if (!map_.conflicts.empty()) {
      text_ += "<section class=\"alarm\"><h2 class=\"bad\">Claimed twice</h2><ul class=\"plain\">\n";
      for (const std::string& conflict : map_.conflicts) {
        text_ += fmt::format("<li>{}</li>\n", html(conflict));
      }
      text_ += "</ul></section>\n";
    }
    if (map_.differs()) {
      text_ += "<section class=\"alarm\"><h2 class=\"bad\">Not what the history says</h2><ul class=\"plain\">\n";
      for (const DatabaseMap::Service& service : map_.services) {
        for (const std::string& difference : service.differences) {
          text_ += fmt::format("<li>{}</li>\n", html(difference));
        }
      }
      text_ += "</ul></section>\n";
    }
  }

  void picture() {
    const std::string drawing = map_picture(map_);
    if (!drawing.empty()) {
      text_ += "<h2>Foreign keys between services</h2>\n<div class=\"picture\">\n" + drawing + "</div>\n";
    }
  }

  void cards() {
    text_ += "<h2>Services</h2>\n";
    text_ += map_.services.empty() ? "<p>No service has run here yet.</p>\n" : "<div class=\"cards\">\n";
    for (std::size_t i = 0; i < map_.services.size(); ++i) {
      card(i);
    }
    text_ += map_.services.empty() ? "" : "</div>\n";
  }

  void card(std::size_t index) {
    const DatabaseMap::Service& service = map_.services[index];
    const std::size_t owned = owned_by(service);
    text_ +=
        fmt::format("<article class=\"card of{}{}\" id=\"service-{}\"><h3>{}</h3>\n<p class=\"soft\">{}, history in <code>{}</code></p>\n",
                    index, owned > 40 ? " long" : "", index, html(service.name), count_of(owned, "object"), html(service.version_table));
    if (!service.not_compared.empty()) {
      text_ += fmt::format("<p class=\"warn\">Not compared with its history: {}</p>\n", html(service.not_compared));
    }
    objects(service);
    for (const DatabaseMap::Pattern& pattern : service.patterns) {
      pattern_list(service, pattern);
    }
    further_shares(service);
    gifts(service);
    text_ += "</article>\n";
  }

  static std::string since(const std::string& revision, const std::string& at) { return "since " + html(revision_and_time(revision, at)); }

  // What came with one revision stands together.
  void objects(const DatabaseMap::Service& service) {
    std::vector<const DatabaseMap::Owned*> sorted;
    for (const DatabaseMap::Owned& object : service.objects) {
      sorted.push_back(&object);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return std::tie(a->at, a->since) < std::tie(b->at, b->since); });
    const DatabaseMap::Owned* previous = nullptr;
    for (const DatabaseMap::Owned* object : sorted) {
      if (previous == nullptr || previous->since != object->since || previous->at != object->at) {
        text_ += fmt::format("{}<span class=\"meta\">{}</span><ul class=\"since\">\n", previous == nullptr ? "" : "</ul>\n",
                             since(object->since, object->at));
      }
      owned_item(service, *object);
      previous = object;
    }
    text_ += previous == nullptr ? "" : "</ul>\n";
  }

  void owned_item(const DatabaseMap::Service& service, const DatabaseMap::Owned& object) {
    text_ += fmt::format("<li><span class=\"kind\">{}</span>{} ", html(object.what), name(to_string(object.name)));
    text_ += object.what.empty() ? "<span class=\"tag warn\">does not exist</span>" : "";
    text_ += object.also.empty() ? "" : fmt::format("<span class=\"tag bad\">also {}</span>", html(join(object.also, ", ")));
    const std::string shares = shares_of(service, pattern_of(object.name));
    text_ += shares.empty() ? "</li>\n" : fmt::format("<div>{}</div></li>\n", shares);
  }

  void pattern_list(const DatabaseMap::Service& service, const DatabaseMap::Pattern& pattern) {
    text_ += fmt::format("<h4>By the pattern {}</h4>\n<span class=\"meta soft\">{}</span>{}", name(to_string(pattern.pattern)),
                         since(pattern.since, pattern.at), shares_of(service, pattern.pattern));
    text_ += pattern.covers.empty() ? "<p class=\"soft\">covers nothing now</p>\n" : "<ul>\n";
    for (const LiveObject& object : pattern.covers) {
      text_ += fmt::format("<li><span class=\"kind\">{}</span>{}</li>\n", html(object.what), name(to_string(object.name)));
    }
    text_ += pattern.covers.empty() ? "" : "</ul>\n";
  }

  std::string with(const Share& share) const {
    const auto found =
        std::find_if(map_.services.begin(), map_.services.end(), [&](const auto& entry) { return entry.name == share.with; });
    const std::string dot =
        found == map_.services.end() ? "" : fmt::format(" of{}", static_cast<std::size_t>(found - map_.services.begin()));
    return fmt::format("<span class=\"tag{}\">{}{} may {}</span>", dot, dot.empty() ? "" : "<i></i>",
                       share.with == "*" ? "everyone" : html(share.with), html(to_string(share.accesses)));
  }

  std::string shares_of(const DatabaseMap::Service& service, const ObjectPattern& object) const {
    std::string tags;
    for (const DatabaseMap::Shared& shared : service.shares) {
      tags += shared.share.object == object ? with(shared.share) : "";
    }
    return tags;
  }

  // Of what the service owns by a pattern, or no more.
  void further_shares(const DatabaseMap::Service& service) {
    std::string items;
    for (const DatabaseMap::Shared& shared : service.shares) {
      const ObjectPattern& object = shared.share.object;
      const bool shown =
          std::any_of(service.objects.begin(), service.objects.end(),
                      [&](const auto& owned) { return pattern_of(owned.name) == object; }) ||
          std::any_of(service.patterns.begin(), service.patterns.end(), [&](const auto& pattern) { return pattern.pattern == object; });
      items += shown ? "" : fmt::format("<li>{} {}</li>\n", name(to_string(object)), with(shared.share));
    }
    text_ += items.empty() ? "" : "<h4>Shared</h4>\n<ul>\n" + items + "</ul>\n";
  }

  void gifts(const DatabaseMap::Service& service) {
    if (service.gifts.empty()) {
      return;
    }
    text_ += "<h4>On its way to another owner</h4>\n<ul>\n";
    for (const DatabaseMap::Gift& gift : service.gifts) {
      text_ += fmt::format("<li>{} <span class=\"tag\">to {}</span><span class=\"meta\">{}</span></li>\n", name(to_string(gift.name)),
                           html(gift.to), since(gift.since, gift.at));
    }
    text_ += "</ul>\n";
  }

  void keys() {
    if (map_.foreign_keys.empty()) {
      return;
    }
    text_ += "<h2>The foreign keys</h2>\n<table>\n<tr><th>Service</th><th>Table</th><th>Refers to</th><th>Constraint</th></tr>\n";
    for (const DatabaseMap::CrossKey& cross : map_.foreign_keys) {
      text_ += fmt::format("<tr><td>{}</td><td>{}</td><td>{} <span class=\"soft\">of {}</span></td><td>{}</td></tr>\n", html(cross.from),
                           name(to_string(cross.key.table)), name(to_string(cross.key.target)), html(cross.to), name(cross.key.name));
    }
    text_ += "</table>\n";
  }

  void nobody() {
    if (map_.unowned.empty()) {
      return;
    }
    text_ += "<section class=\"nobody\"><h2 class=\"warn\">Nobody's</h2>\n<p>No service claims these; none may change them.</p>\n";
    text_ += "<ul class=\"plain many\">\n";
    for (const DatabaseMap::Unowned& unowned : map_.unowned) {
      text_ += fmt::format("<li>{} <span class=\"soft\">{}{}</span></li>\n", name(to_string(unowned.object.name)),
                           html(unowned.object.what), unowned.history ? ", another tool's history" : "");
    }
    text_ += "</ul></section>\n";
  }

  const DatabaseMap& map_;
  std::string text_;
};

}  // namespace

std::string ownership_html(const DatabaseMap& map) { return Page(map).text(); }

}  // namespace deed::report
