#include "base/sha1.h"

// As in sha256.cpp.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>

#include <array>

#include "base/error.h"
#include "base/hex.h"

namespace deed {

std::string sha1(std::string_view bytes) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA_CTX context;
  if (SHA1_Init(&context) != 1 || SHA1_Update(&context, bytes.data(), bytes.size()) != 1 || SHA1_Final(digest.data(), &context) != 1) {
    throw Error(ErrorKind::internal, {.what = "SHA-1 is not available in libcrypto."});
  }
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace deed
