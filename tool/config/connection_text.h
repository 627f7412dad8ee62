#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "config/keywords.h"

namespace deed::config {

// A connection string while it is read. It may hold a password anywhere, so errors name a place in it and never show any of it.
class ConnectionText {
 public:
  ConnectionText(std::string_view text, const std::string& source) : text_(text), source_(source) {}

  std::string_view all() const { return text_; }
  std::size_t size() const { return text_.size(); }
  std::string_view between(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }

  // What stands between two places with its %XX decoded. Throws for a % without two hex digits, and for %00.
  std::string decoded(std::size_t begin, std::size_t end) const;

  // Throws Error(config) that names the character at `at`.
  [[noreturn]] void refuse(std::size_t at, std::string what, std::string hint) const;
  // The same for what a password with bare special characters looks like.
  [[noreturn]] void refuse_bare(std::size_t at, std::string what) const;

  // Throws where libpq does not have the keyword, or would not take the value. `at` is where the keyword stands.
  void require_keyword(std::size_t at, std::string_view keyword) const;
  void require_value(std::size_t at, std::string_view keyword, std::string_view value) const;

 private:
  std::string_view text_;
  const std::string& source_;
};

// A URL whose scheme ends, with its "//", at `begin`. Percent-encoding, several hosts, IPv6 addresses and socket directories as in libpq.
Parameters parse_uri(const ConnectionText& text, std::size_t begin);

// libpq's `key=value key='quoted value'`.
Parameters parse_key_values(const ConnectionText& text);

}  // namespace deed::config
