#include "ownership/lock_access.h"

namespace deed::ownership {

std::optional<Access> access_of_lock(LockMode mode, const ForeignKeyRole& keys) {
  const auto explained = [](bool by_own_business, Access otherwise) { return by_own_business ? std::nullopt : std::optional(otherwise); };
  switch (mode) {
    case LockMode::access_share:
      // Adding and validating a key reads the table it refers to.
      if (keys.own_key_changed) {
        return Access::reference;
      }
      return explained(keys.own_key_gone, Access::read);
    case LockMode::row_share:
      if (keys.own_key_changed || keys.own_rows_written) {
        return Access::reference;
      }
      return explained(keys.own_key_rows_changed, Access::write);
    case LockMode::row_exclusive: return explained(keys.declared_action, Access::write);
    case LockMode::share_row_exclusive: return keys.own_key_changed ? Access::reference : Access::alter;
    case LockMode::access_exclusive: return explained(keys.own_key_gone, Access::alter);
    case LockMode::share_update_exclusive:
    case LockMode::share:
    case LockMode::exclusive: break;
  }
  return Access::alter;
}

std::string join_modes(const std::set<LockMode>& modes) {
  std::string text;
  for (const LockMode mode : modes) {
    text += (text.empty() ? "" : ", ");
    text += word(mode);
  }
  return text;
}

}  // namespace deed::ownership
