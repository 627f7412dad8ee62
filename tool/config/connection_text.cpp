#include "config/connection_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/source.h"
#include "base/text.h"

namespace deed::config {

namespace {

constexpr std::string_view kEncodeHint =
    "Percent-encode the password (% is %25, @ is %40, / is %2F, : is %3A, # is %23, ? is %3F), or give it by password_file or PGPASSWORD, "
    "as it is.";

constexpr std::array<std::string_view, 6> kSslModes{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::vector<std::string> keyword_names() {
  std::vector<std::string> names;
  for (const Keyword& keyword : keywords()) {
    names.emplace_back(keyword.name);
  }
  return names;
}

}  // namespace

std::string ConnectionText::decoded(std::size_t begin, std::size_t end) const {
  std::string out;
  for (std::size_t at = begin; at < end; ++at) {
    if (text_[at] != '%') {
      out += text_[at];
      continue;
    }
    const int high = at + 2 < end ? hex_digit(text_[at + 1]) : -1;
    const int low = at + 2 < end ? hex_digit(text_[at + 2]) : -1;
    if (high < 0 || low < 0) {
      refuse_bare(at, "The connection URL has a % that is not followed by two hexadecimal digits.");
    }
    if (high == 0 && low == 0) {
      refuse(at, "The connection URL has a %00, which no name and no password can contain.", "Take it out.");
    }
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

void ConnectionText::refuse(std::size_t at, std::string what, std::string hint) const {
  throw Error(
      ErrorKind::config,
      {.what = std::move(what), .where = fmt::format("{}, character {}", source_, position_at(text_, at).column), .hint = std::move(hint)});
}

void ConnectionText::refuse_bare(std::size_t at, std::string what) const { refuse(at, std::move(what), std::string(kEncodeHint)); }

void ConnectionText::require_keyword(std::size_t at, std::string_view keyword) const {
  if (!is_keyword(keyword)) {
    // What looks like a keyword may be a piece of a password, so only the guess is shown.
    refuse(at, fmt::format("The connection string has a parameter that libpq does not know.{}", did_you_mean(keyword, keyword_names())),
           "Take it out, if it belongs to another driver: give deed a URL of its own.");
  }
}

void ConnectionText::require_value(std::size_t at, std::string_view keyword, std::string_view value) const {
  if (is_misplaced_url(keyword, value)) {
    refuse(at, fmt::format("The connection string has a URL where `{}` belongs.", keyword), "Give the URL alone.");
  }
  if (keyword == "sslmode" && std::find(kSslModes.begin(), kSslModes.end(), value) == kSslModes.end()) {
    refuse(at, "The connection string has an unknown sslmode.", "It is one of: disable, allow, prefer, require, verify-ca, verify-full.");
  }
  if (keyword == "port" && !is_port_list(value)) {
    refuse(at, "The connection string has no port between 1 and 65535 where one should be.", "Several hosts have several: 5432,5433.");
  }
}

}  // namespace deed::config
