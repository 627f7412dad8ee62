#include "alembic/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::alembic {

namespace {

constexpr int kDeepest = 8;
// Of one value: what it may become, and of how many others it may be put together.
constexpr std::size_t kLongest = 65'536;
constexpr int kMost = 1000;

const Setting* find_setting(const std::vector<Setting>& settings, std::string_view section, std::string_view key) {
  const Setting* found = nullptr;
  for (const Setting& setting : settings) {
    if (setting.key == key && (setting.section == section || (setting.section == "DEFAULT" && found == nullptr))) {
      found = &setting;
    }
  }
  return found;
}

// ConfigParser's interpolation, and what stands in its way.
class Interpolation {
 public:
  Interpolation(const Settings& settings, std::string_view section) : settings_(settings), section_(section) {}

  std::string put_in(const std::string& text, int depth) {
    std::string result;
    for (std::size_t at = 0; at < text.size() && why_.empty();) {
      const std::size_t percent = std::min(text.find('%', at), text.size());
      result += text.substr(at, percent - at);
      at = percent;
      if (at == text.size()) {
        break;
      }
      const std::size_t close = text.find(")s", at);
      if (text.substr(at, 2) == "%%") {
        result += '%';
        at += 2;
      } else if (text.substr(at, 2) == "%(" && close != std::string::npos) {
        result += named(to_lower(text.substr(at + 2, close - at - 2)), depth);
        at = close + 2;
        if (result.size() > kLongest) {
          why_ = fmt::format("it becomes longer than {} bytes", kLongest);
        }
      } else {
        why_ = "a % stands alone in it, which Alembic itself could not read";
      }
    }
    return result;
  }

  const std::string& why() const { return why_; }

 private:
  std::string named(const std::string& key, int depth) {
    if (key == "here") {
      return settings_.here;
    }
    if (++count_ > kMost) {
      why_ = fmt::format("it is put together of more than {} other settings", kMost);
      return "";
    }
    const Setting* found = find_setting(settings_.settings, section_, key);
    if (found == nullptr || depth == kDeepest) {
      why_ = fmt::format("%({})s is put in when Alembic runs", one_line(key));
      return "";
    }
    return put_in(found->value, depth + 1);
  }

  const Settings& settings_;
  std::string_view section_;
  std::string why_;
  int count_ = 0;
};

}  // namespace

std::optional<Looked> Settings::find(std::string_view section, std::string_view key) const {
  const Setting* found = find_setting(settings, section, to_lower(key));
  if (found == nullptr) {
    return std::nullopt;
  }
  Interpolation interpolation(*this, section);
  Looked looked{.value = interpolation.put_in(found->value, 0), .where = found->where};
  looked.why = interpolation.why();
  return looked;
}

std::vector<Setting> parse_ini(std::string_view text, const std::string& shown) {
  std::vector<Setting> settings;
  std::string section;
  bool may_continue = false;
  int number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const std::string_view content = trim(line);
    if (content.empty() || content.front() == '#' || content.front() == ';') {
      continue;
    }
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if (indented && may_continue) {
      settings.back().value += (settings.back().value.empty() ? "" : "\n") + std::string(content);
      continue;
    }
    may_continue = false;
    if (content.front() == '[') {
      section = content.substr(1, content.find(']') - 1);
      continue;
    }
    const std::size_t sign = content.find_first_of("=:");
    if (sign != std::string_view::npos && sign > 0) {
      settings.push_back({section, to_lower(trim(content.substr(0, sign))), std::string(trim(content.substr(sign + 1))),
                          fmt::format("{}:{}", shown, number)});
      may_continue = true;
    }
  }
  return settings;
}

}  // namespace deed::alembic
