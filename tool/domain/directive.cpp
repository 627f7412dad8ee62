#include "domain/directive.h"

#include <fmt/format.h>

#include <array>

namespace deed {

std::string_view word(DirectiveKind kind) {
  constexpr std::array<std::string_view, 7> words{"claim", "release", "share", "unshare", "give", "take", "allow"};
  return words[static_cast<std::size_t>(kind)];
}

std::string directive_words(const Directive& directive) {
  std::string start = fmt::format("{} ", word(directive.kind));
  const std::string object = to_string(directive.object);
  switch (directive.kind) {
    case DirectiveKind::claim:
    case DirectiveKind::release: return start + object;
    case DirectiveKind::share: return fmt::format("{}{} with {}: {}", start, object, directive.service, to_string(directive.accesses));
    case DirectiveKind::unshare: return fmt::format("{}{} with {}", start, object, directive.service);
    case DirectiveKind::give: return fmt::format("{}{} to {}", start, object, directive.service);
    case DirectiveKind::take: return fmt::format("{}{} from {}", start, object, directive.service);
    case DirectiveKind::allow: return fmt::format("{}{} reason=\"{}\"", start, directive.rule, directive.reason);
  }
  return start;
}

std::string to_string(const Directive& directive) { return "-- deed:" + directive_words(directive); }

}  // namespace deed
