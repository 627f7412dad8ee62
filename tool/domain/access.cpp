#include "domain/access.h"

#include <array>

namespace deed {

namespace {

constexpr std::array<std::string_view, 4> kWords{"read", "reference", "write", "alter"};

}  // namespace

std::string_view word(Access access) { return kWords[static_cast<std::size_t>(access)]; }

std::optional<Access> parse_access(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) {
      return static_cast<Access>(i);
    }
  }
  return std::nullopt;
}

bool implies(Access granted, Access wanted) {
  return granted == wanted || granted == Access::alter || (granted == Access::write && wanted == Access::read);
}

std::string to_string(const std::set<Access>& accesses) {
  std::string out;
  for (const Access access : accesses) {
    out += (out.empty() ? "" : ", ");
    out += word(access);
  }
  return out;
}

}  // namespace deed
