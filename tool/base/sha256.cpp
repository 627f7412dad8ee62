#include "base/sha256.h"

// By the functions that no provider stands behind: to look for the one that has EVP's digest, and to read openssl.cnf for it, takes longer
// than to hash a thousand revisions. They are deprecated, and stay for as long as libcrypto 3 does.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>

#include <array>

#include "base/error.h"
#include "base/hex.h"

namespace deed {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  if (SHA256_Init(&context) != 1 || SHA256_Update(&context, bytes.data(), bytes.size()) != 1 ||
      SHA256_Final(digest.data(), &context) != 1) {
    throw Error(ErrorKind::internal, {.what = "SHA-256 is not available in libcrypto."});
  }
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace deed
