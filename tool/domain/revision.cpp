#include "domain/revision.h"

#include <array>

namespace deed {

std::string to_string(const RevisionRef& ref) { return ref.service.empty() ? ref.id : ref.service + ':' + ref.id; }

std::vector<std::string> to_texts(const std::vector<RevisionRef>& refs) {
  std::vector<std::string> texts;
  for (const RevisionRef& ref : refs) {
    texts.push_back(to_string(ref));
  }
  return texts;
}

RevisionRef parse_revision_ref(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return {"", std::string(text)};
  }
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string_view word(Direction direction) { return direction == Direction::upgrade ? "upgrade" : "downgrade"; }

std::string_view word(StepKind kind) {
  constexpr std::array<std::string_view, 4> words{"transactional", "autocommit", "repeat", "adopt"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace deed
