#include "ownership/messages.h"

#include <fmt/format.h>

#include <algorithm>

namespace deed::ownership {

std::string upper(std::string_view kind) {
  std::string out(kind);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

std::string where(const Statement& statement, const ObjectUse& use) {
  const std::string kind = upper(statement.kind);
  return use.inside.empty() ? kind : fmt::format("{} ({})", kind, use.inside);
}

std::string by(const Owner& owner, const ObjectName& object) {
  if (owner.by == to_string(object)) {
    return "";
  }
  return fmt::format(" ({} {})", owner.by_pattern ? "by its claim" : "as part of", owner.by);
}

std::string share_hint(const Owner& owner, const ObjectName& object, std::string_view with, Access access) {
  return fmt::format(
      "Leave it to {0}; or have {0} share it: [[ownership.share]] in its deed.toml (object = '{1}', with = '{2}', allow = ['{3}']), "
      "then deed -s {0} revision --autogenerate, which writes -- deed:share {1} with {2}: {3}.",
      owner.service, to_string(object), with, word(access));
}

std::string give_hint(const Owner& owner, const ObjectName& object, std::string_view to) {
  return fmt::format(
      "Leave it to {0}; or have it given: -- deed:give {1} to {2} in a revision of {0}, and -- deed:take {1} from {0} in one of {2}.",
      owner.service, to_string(object), to);
}

}  // namespace deed::ownership
