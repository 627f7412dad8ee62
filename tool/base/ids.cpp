#include "base/ids.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cstddef>

#include "base/error.h"

namespace deed {

namespace {

template <std::size_t N>
std::array<unsigned char, N> random_bytes() {
  std::array<unsigned char, N> bytes{};
  // Up to 256 bytes are never interrupted nor cut short: getrandom(2).
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error(ErrorKind::internal, {.what = "The operating system gives no random numbers."});
  }
  return bytes;
}

}  // namespace

std::string RandomIds::revision_id() {
  std::string id;
  for (const unsigned char byte : random_bytes<6>()) {
    id += fmt::format("{:02x}", byte);
  }
  return id;
}

std::string RandomIds::uuid() {
  auto bytes = random_bytes<16>();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string id;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    id += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
  }
  return id;
}

}  // namespace deed
