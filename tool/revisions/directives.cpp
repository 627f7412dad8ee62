#include "revisions/directives.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace deed::revisions {

namespace {

constexpr std::string_view kPrefix = "-- deed:";

constexpr std::array kKinds{DirectiveKind::claim, DirectiveKind::release, DirectiveKind::share, DirectiveKind::unshare,
                            DirectiveKind::give,  DirectiveKind::take,    DirectiveKind::allow};

bool at_line_start(std::string_view text, const Token& token) { return token.begin == 0 || text[token.begin - 1] == '\n'; }

// Reads one directive from left to right.
class DirectiveParser {
 public:
  DirectiveParser(std::string_view words, Position position, const std::string& path, std::string_view schema)
      : words_(words), place_{path, position.line, 0}, schema_(schema) {
    result_.position = position;
  }

  Directive parse() {
    const std::size_t end = std::min(words_.find_first_of(" \t"), words_.size());
    result_.kind = kind(words_.substr(0, end));
    rest_ = trim(words_.substr(end));
    switch (result_.kind) {
      case DirectiveKind::claim:
      case DirectiveKind::release: result_.object = object(rest_); break;
      case DirectiveKind::share: parse_share(); break;
      case DirectiveKind::unshare: object_and_service(" with "); break;
      case DirectiveKind::give: object_and_service(" to "); break;
      case DirectiveKind::take: object_and_service(" from "); break;
      case DirectiveKind::allow: parse_allow(); break;
    }
    return std::move(result_);
  }

 private:
  Error malformed(std::string what, std::string hint) const {
    return Error(ErrorKind::revision, {.what = std::move(what), .where = to_string(place_), .hint = std::move(hint)});
  }

  DirectiveKind kind(std::string_view name) const {
    std::vector<std::string> known{"upgrade", "downgrade"};
    for (const DirectiveKind candidate : kKinds) {
      if (word(candidate) == name) {
        return candidate;
      }
      known.emplace_back(word(candidate));
    }
    throw malformed(fmt::format("Unknown directive 'deed:{}'.{}", one_line(name), did_you_mean(name, known)),
                    "Correct it; a newer deed may know it.");
  }

  ObjectPattern object(std::string_view text) const {
    ParsedPattern parsed = read_object_pattern(text, schema_);
    if (!parsed.pattern) {
      throw malformed(fmt::format("'{}' is not an object pattern: {}", one_line(text), parsed.error), std::string(kPatternHint));
    }
    return *std::move(parsed.pattern);
  }

  void object_and_service(std::string_view separator) {
    const std::size_t at = rest_.rfind(separator);
    if (at == std::string_view::npos) {
      throw malformed(fmt::format("'deed:{}' needs an object,{}and a service.", word(result_.kind), separator),
                      fmt::format("Write -- deed:{} OBJECT{}SERVICE.", word(result_.kind), separator));
    }
    result_.object = object(rest_.substr(0, at));
    result_.service = trim(rest_.substr(at + separator.size()));
    const bool one_word = !result_.service.empty() && result_.service.find_first_of(" \t:,") == std::string::npos;
    const bool for_all = result_.service == "*" && (result_.kind == DirectiveKind::share || result_.kind == DirectiveKind::unshare);
    if (!one_word || (result_.service == "*" && !for_all)) {
      throw malformed(fmt::format("'{}' is not a service.", one_line(result_.service)), "Name one service as in its deed.toml.");
    }
    const bool needs_exact = result_.kind == DirectiveKind::give || result_.kind == DirectiveKind::take;
    if (needs_exact && !result_.object.exact()) {
      throw malformed(fmt::format("'{}' is a pattern; only single objects change hands.", to_string(result_.object)),
                      "Write one line per object.");
    }
  }

  void parse_share() {
    const std::size_t colon = rest_.rfind(": ");
    if (colon == std::string_view::npos) {
      throw malformed("'deed:share' needs a list of accesses.", "Write -- deed:share OBJECT with SERVICE: reference, read.");
    }
    for (const std::string& name : split_list(rest_.substr(colon + 1))) {
      const std::optional<Access> access = parse_access(name);
      if (!access) {
        throw malformed(fmt::format("'{}' is no access.{}", one_line(name), did_you_mean(name, {"read", "reference", "write", "alter"})),
                        "read, reference, write or alter.");
      }
      result_.accesses.insert(*access);
    }
    if (result_.accesses.empty()) {
      throw malformed("'deed:share' allows nothing.", "Name read, reference, write or alter behind the colon.");
    }
    rest_ = trim(rest_.substr(0, colon));
    object_and_service(" with ");
  }

  void parse_allow() {
    const std::optional<std::string> reason = option_value(rest_, "reason");
    result_.rule = rest_.substr(0, std::min(rest_.find_first_of(" \t"), rest_.size()));
    if (result_.rule.empty() || !reason || trim(*reason).empty()) {
      throw malformed("'deed:allow' needs a rule and a reason.", "Write -- deed:allow RULE reason=\"why it is safe here\".");
    }
    result_.reason = *reason;
  }

  std::string_view words_;
  std::string_view rest_;
  Location place_;
  std::string_view schema_;
  Directive result_;
};

}  // namespace

std::optional<std::string_view> directive_words(std::string_view text, const Token& token) {
  if (token.kind != TokenKind::line_comment || !token.text.starts_with(kPrefix) || !at_line_start(text, token)) {
    return std::nullopt;
  }
  return trim(token.text.substr(kPrefix.size()));
}

bool is_misplaced_directive(std::string_view text, const Token& token) {
  return token.kind == TokenKind::line_comment && trim(token.text.substr(2)).starts_with("deed:") && !directive_words(text, token);
}

Directive parse_directive(std::string_view words, Position position, const std::string& path, std::string_view default_schema) {
  return DirectiveParser(words, position, path, default_schema).parse();
}

std::optional<std::string> option_value(std::string_view words, std::string_view key) {
  const std::string start = fmt::format("{}=", key);
  const std::size_t at = words.starts_with(start) ? 0 : words.find(' ' + start);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view value = words.substr(words.find('=', at) + 1);
  if (value.starts_with('"')) {
    const std::size_t close = value.find('"', 1);
    return close == std::string_view::npos ? std::nullopt : std::optional(std::string(value.substr(1, close - 1)));
  }
  return std::string(value.substr(0, std::min(value.find_first_of(" \t"), value.size())));
}

}  // namespace deed::revisions
