#pragma once

#include <string>
#include <string_view>

namespace deed::revisions {

// `s1:` and the SHA-256 of a step's text (its section line included) as it matters: directives except `allow` are kept, other comments
// removed, white space outside literals folded, CRLF read as LF. Lexical only, so no parser ever changes what history says.
std::string step_checksum(std::string_view text);

// The text that step_checksum() hashes.
std::string normalised_step(std::string_view text);

}  // namespace deed::revisions
