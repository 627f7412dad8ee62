#include "domain/object_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed {

namespace {

// Whether two globs have a name in common. reach[i][j]: the first i characters of one and j of the other can match the same text.
bool globs_overlap(std::string_view a, std::string_view b) {
  std::vector<std::vector<bool>> reach(a.size() + 1, std::vector<bool>(b.size() + 1, false));
  reach[0][0] = true;
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      const bool a_star = i > 0 && a[i - 1] == '*';
      const bool b_star = j > 0 && b[j - 1] == '*';
      const bool longer_a = i > 0 && reach[i - 1][j] && (a_star || (j > 0 && b_star));
      const bool longer_b = j > 0 && reach[i][j - 1] && (b_star || a_star);
      const bool same = i > 0 && j > 0 && reach[i - 1][j - 1] && a[i - 1] == b[j - 1];
      reach[i][j] = reach[i][j] || longer_a || longer_b || same;
    }
  }
  return reach[a.size()][b.size()];
}

bool glob_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '*' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Takes a pattern apart from left to right; the first thing wrong ends it.
class PatternReader {
 public:
  PatternReader(std::string_view text, std::string_view default_schema) : rest_(trim(text)), default_schema_(default_schema) {}

  ParsedPattern read() {
    ObjectPattern pattern;
    pattern.kind = kind();
    pattern.name = part();
    const bool in_schema = has_schema(pattern.kind.value_or(ObjectKind::relation));
    if (rest_.starts_with('.') && in_schema) {
      rest_.remove_prefix(1);
      pattern.schema = std::exchange(pattern.name, part());
    } else if (in_schema) {
      pattern.schema = {std::string(default_schema_), false};
    }
    if (!rest_.empty()) {
      fail(fmt::format("'{}' is too much.", one_line(rest_, kLongestIdentifier)));
    }
    if (pattern.kind == ObjectKind::relation && pattern.exact()) {
      pattern.kind.reset();
    }
    return error_.empty() ? ParsedPattern{pattern, ""} : ParsedPattern{std::nullopt, error_};
  }

 private:
  void fail(std::string why) {
    if (error_.empty()) {
      error_ = std::move(why);
    }
  }

  std::optional<ObjectKind> kind() {
    const std::size_t colon = rest_.find(':');
    if (colon == std::string_view::npos || rest_.find('"') < colon) {
      return std::nullopt;
    }
    const std::string_view word = rest_.substr(0, colon);
    const std::optional<ObjectKind> kind = object_kind(word);
    if (!kind) {
      fail(fmt::format("'{}' is no kind of object.", one_line(word, kLongestIdentifier)));
    }
    rest_.remove_prefix(colon + 1);
    return kind;
  }

  NamePart part() {
    NamePart part;
    if (rest_.starts_with('"')) {
      const Token token = Lexer(rest_).next();
      if (token.kind != TokenKind::quoted_identifier || token.text.size() < 3) {
        fail("a double quote is not closed, or nothing is inside.");
      } else {
        part.text = unquote_identifier(token.text);
      }
      rest_.remove_prefix(token.text.size());
    } else {
      const auto end = std::find_if_not(rest_.begin(), rest_.end(), glob_character);
      part.text = to_lower(std::string_view(rest_.begin(), end));
      part.glob = part.text.find('*') != std::string::npos;
      rest_.remove_prefix(part.text.size());
    }
    if (part.text.empty()) {
      fail("a part is empty or has a character that needs double quotes.");
    } else if (part.text.size() > kLongestIdentifier) {
      fail(fmt::format("a part is longer than {} bytes.", kLongestIdentifier));
    }
    return part;
  }

  std::string_view rest_;
  std::string_view default_schema_;
  std::string error_;
};

}  // namespace

bool NamePart::matches(std::string_view candidate) const { return glob ? matches_glob(text, candidate) : text == candidate; }

bool NamePart::overlaps(const NamePart& other) const {
  if (glob && other.glob) {
    return globs_overlap(text, other.text);
  }
  return glob ? matches(other.text) : other.matches(text);
}

std::optional<ObjectName> ObjectPattern::exact() const {
  if (schema.glob || name.glob) {
    return std::nullopt;
  }
  return ObjectName{kind.value_or(ObjectKind::relation), schema.text, name.text};
}

bool ObjectPattern::covers_everything() const { return !kind && schema.glob && schema.text == "*" && name.glob && name.text == "*"; }

bool ObjectPattern::matches(const ObjectName& object) const {
  const std::string& in = object.kind == ObjectKind::schema ? object.name : object.schema;
  if (is_system_schema(in) || in == kDeedSchema) {
    return false;
  }
  if (kind || !(schema.glob || name.glob)) {
    return object.kind == kind.value_or(ObjectKind::relation) && schema.matches(object.schema) && name.matches(object.name);
  }
  if (object.kind == ObjectKind::schema) {
    return name.glob && name.text == "*" && schema.matches(object.name);
  }
  if (!has_schema(object.kind)) {
    return covers_everything();
  }
  return schema.matches(object.schema) && name.matches(object.name);
}

bool ObjectPattern::overlaps(const ObjectPattern& other) const {
  if (kind && other.kind && kind != other.kind) {
    return false;
  }
  const std::optional<ObjectName> mine = exact();
  const std::optional<ObjectName> theirs = other.exact();
  if (mine) {
    return other.matches(*mine);
  }
  if (theirs) {
    return matches(*theirs);
  }
  return schema.overlaps(other.schema) && name.overlaps(other.name);
}

ObjectPattern pattern_of(const ObjectName& object) {
  const std::optional<ObjectKind> kind = object.kind == ObjectKind::relation ? std::nullopt : std::optional(object.kind);
  return {kind, {object.schema, false}, {object.name, false}};
}

ObjectPattern everything_in(NamePart schema) { return {std::nullopt, std::move(schema), {"*", true}}; }

std::string to_string(const ObjectPattern& pattern) {
  const auto part = [](const NamePart& p) { return p.glob ? p.text : quote_identifier(p.text); };
  const std::string prefix = pattern.kind ? fmt::format("{}:", word(*pattern.kind)) : "";
  return prefix + (pattern.schema.text.empty() ? "" : part(pattern.schema) + '.') + part(pattern.name);
}

ParsedPattern read_object_pattern(std::string_view text, std::string_view default_schema) {
  return PatternReader(text, default_schema).read();
}

ObjectPattern parse_object_pattern(std::string_view text, std::string_view default_schema) {
  ParsedPattern parsed = read_object_pattern(text, default_schema);
  if (!parsed.pattern) {
    throw Error(ErrorKind::config, {.what = fmt::format("'{}' is not an object pattern: {}", one_line(text), parsed.error),
                                    .hint = std::string(kPatternHint)});
  }
  return *std::move(parsed.pattern);
}

}  // namespace deed
