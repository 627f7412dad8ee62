#include "revisions/checksum.h"

#include "base/lexer.h"
#include "base/sha256.h"
#include "base/text.h"
#include "revisions/directives.h"

namespace deed::revisions {

namespace {

// Runs of blanks as one.
std::string folded(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const bool blank = c == ' ' || c == '\t';
    if (!blank || out.back() != ' ') {
      out += blank ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string normalised_step(std::string_view text) {
  const std::string unix_text = replace_all(std::string(text), "\r\n", "\n");
  std::string out;
  bool blank = false;
  Lexer lexer(unix_text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (const auto words = directive_words(unix_text, token)) {
      if (!words->starts_with("allow ")) {
        out += (out.empty() ? "-- deed:" : "\n-- deed:");
        out += folded(*words);
        out += '\n';
      }
      blank = false;
    } else if (token.is_blank()) {
      blank = true;
    } else {
      if (blank && !out.empty() && out.back() != '\n') {
        out += ' ';
      }
      out += token.text;
      blank = false;
    }
  }
  return out;
}

std::string step_checksum(std::string_view text) { return "s1:" + sha256(normalised_step(text)); }

}  // namespace deed::revisions
