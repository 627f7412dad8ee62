#include "config/toml.h"

#include <fmt/format.h>
#include <toml.hpp>

#include <algorithm>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "config/toml_text.h"

namespace deed::config {

namespace {

// From toml11's tree to deed's, with places. toml11 counts the lines before each value anew, which is quadratic: so by offset instead.
class Converter {
 public:
  Converter(std::string_view text, const std::string& shown) : text_(text), shown_(shown) {
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
      line_starts_.push_back(at + 1);
    }
  }

  TomlTable table(const toml::value& value) const {
    TomlTable result;
    for (const auto& [key, child] : value.as_table()) {
      const Location at = location(offset_of_key(key, offset(child)));
      require_no_nul(key, at);
      result.entries.push_back({key, at, convert(child)});
    }
    std::sort(result.entries.begin(), result.entries.end(),
              [](const TomlEntry& a, const TomlEntry& b) { return a.key_location < b.key_location; });
    return result;
  }

  Location location(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const std::size_t start = *std::prev(after);
    return {shown_, static_cast<int>(after - line_starts_.begin()), position_at(text_.substr(start), offset - start).column};
  }

  // toml11 counts columns in bytes.
  Location location(int line, int byte_column) const {
    const auto index = static_cast<std::size_t>(std::clamp<long>(line, 1, static_cast<long>(line_starts_.size()))) - 1;
    return location(std::min(line_starts_[index] + static_cast<std::size_t>(std::max(byte_column, 1)) - 1, text_.size()));
  }

 private:
  TomlValue convert(const toml::value& value) const {
    const Location at = location(offset(value));
    switch (value.type()) {
      case toml::value_t::string: require_no_nul(value.as_string().str, at); return {value.as_string().str, at};
      case toml::value_t::integer: return {std::int64_t{value.as_integer()}, at};
      case toml::value_t::floating: return {value.as_floating(), at};
      case toml::value_t::boolean: return {value.as_boolean(), at};
      case toml::value_t::table: return {table(value), at};
      case toml::value_t::array: {
        TomlArray elements;
        for (const toml::value& element : value.as_array()) {
          elements.push_back(convert(element));
        }
        return {std::move(elements), at};
      }
      default: return {TomlDate{}, at};
    }
  }

  static std::size_t offset(const toml::value& value) {
    const auto* region = dynamic_cast<const toml::detail::region*>(toml::detail::get_region(value));
    return region == nullptr ? 0 : static_cast<std::size_t>(region->first() - region->begin());
  }

  // toml11 keeps no places of keys. A key stands before its value in the same line; a header's and a dotted key's table begin with it.
  std::size_t offset_of_key(const std::string& key, std::size_t value) const {
    const std::size_t start = *std::prev(std::upper_bound(line_starts_.begin(), line_starts_.end(), value));
    const std::string_view before = text_.substr(start, value - start);
    if (const std::size_t at = before.rfind(key); at != std::string_view::npos && !key.empty()) {
      return start + at;
    }
    const std::string_view from = text_.substr(value, text_.find('\n', value) - value);
    const std::size_t at = from.find(key);
    return at == std::string_view::npos ? value : value + at;
  }

  static void require_no_nul(const std::string& text, const Location& at) {
    if (text.find('\0') != std::string::npos) {
      throw Error(ErrorKind::config,
                  {.what = "This text contains a NUL character.", .where = to_string(at), .hint = "Remove the \\u0000."});
    }
  }

  std::string_view text_;
  const std::string& shown_;
  std::vector<std::size_t> line_starts_{0};
};

struct Place {
  int line = 0;
  int column = 0;
};

// toml11 draws the line with a mark below it, and only there says where inside the line it stopped:
//    7 | name = "x
//      |        ^--- here
// Of several such drawings the last is the culprit.
Place place_of(const toml::exception& error) {
  Place place{static_cast<int>(error.location().line()), static_cast<int>(error.location().column())};
  const std::string message = error.what();
  const std::vector<std::string_view> lines = split_lines(message);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::size_t bar = lines[i].find(" | ");
    const std::string number(trim(lines[i].substr(0, std::min(bar, lines[i].size()))));
    const bool numbered = bar != std::string_view::npos && !number.empty() && number.size() < 9 &&
                          number.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t mark = lines[i + 1].find_first_of("^~");
    if (numbered && mark != std::string_view::npos && mark >= bar + 3) {
      place = {std::stoi(number), static_cast<int>(mark - bar - 2)};
    }
  }
  return place;
}

// The first line of toml11's text without the function it comes from. The lines after it show the file, and so perhaps a password.
std::string headline(std::string_view message) {
  std::string_view line = message.substr(0, message.find('\n'));
  if (line.starts_with("[error] ")) {
    line.remove_prefix(8);
  }
  if (line.starts_with("toml::")) {
    const std::size_t colon = line.find(':', 6);
    line.remove_prefix(colon == std::string_view::npos ? line.size() : colon + 1);
  }
  std::string text(trim(line));
  while (text.ends_with('.')) {
    text.pop_back();
  }
  return text.empty() ? "the value cannot be read" : one_line(text);
}

Error malformed(std::string_view message, const Location& at) {
  const std::string what = headline(message);
  // toml11 takes [a] after [a.b], but not after [[a.b]], although TOML allows both.
  const bool repeated = what.find("already exists") != std::string::npos;
  return Error(ErrorKind::config, {.what = fmt::format("This is not TOML: {}.", what),
                                   .where = to_string(at),
                                   .hint = repeated ? "Each key and each [table] stands once, and [a] before [[a.b]]."
                                                    : "Text stands in quotes, lists in [ ], and a [table] on a line of its own."});
}

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

std::string_view type_word(const TomlValue& value) {
  constexpr std::string_view words[] = {"string", "integer", "float", "boolean", "date", "array", "table"};
  return words[value.data.index()];
}

TomlTable parse_toml(std::string_view text, const std::string& shown) {
  const std::string kept = without_comments(checked_text(text, shown, ErrorKind::config), shown);
  const Converter converter(kept, shown);
  try {
    std::istringstream input(kept);
    // Each of toml11's many regions copies the file's name; the short one needs no memory.
    return converter.table(toml::parse(input, "toml"));
  } catch (const toml::exception& error) {
    const Place place = place_of(error);
    throw malformed(error.what(), converter.location(place.line, place.column));
  } catch (const std::logic_error& error) {
    throw malformed(error.what(), Location{shown});
  }
}

TomlTable read_toml(const std::filesystem::path& path, const std::string& shown) {
  const std::string bytes = read_file(path, ErrorKind::config);
  if (bytes.size() > kLargestToml) {
    throw Error(ErrorKind::config, {.what = fmt::format("The file has {} bytes; the limit for TOML is {}.", bytes.size(), kLargestToml),
                                    .where = shown,
                                    .hint = "Split it, or write it as SQL."});
  }
  return parse_toml(bytes, shown);
}

}  // namespace deed::config
