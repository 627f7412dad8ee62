#include "base/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

#include "base/error.h"

namespace deed {

namespace {

using Algorithm = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;

// Looked up once: with EVP_sha256() each digest looks for it anew, which takes longer than to hash a revision.
const Algorithm& algorithm() {
  static const Algorithm fetched(EVP_MD_fetch(nullptr, "SHA2-256", nullptr), &EVP_MD_free);
  return fetched;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm().get(), nullptr) != 1) {
    throw Error(ErrorKind::internal, {.what = "SHA-256 is not available in libcrypto."});
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 15U];
  }
  return hex;
}

}  // namespace deed
