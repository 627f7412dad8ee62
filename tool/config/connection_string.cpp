#include "config/connection_string.h"

#include <algorithm>
#include <optional>

#include "config/connection_text.h"

namespace deed::config {

namespace {

// Where the scheme with its "//" ends; nothing if the text begins with none of PostgreSQL's.
std::optional<std::size_t> end_of_scheme(std::string_view text) {
  const std::size_t jdbc = text.starts_with("jdbc:") ? 5 : 0;
  const std::string_view rest = text.substr(jdbc);
  const std::size_t end = rest.find("://");
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view scheme = rest.substr(0, end);
  const std::string_view name = scheme.substr(0, scheme.find('+'));
  const std::string_view driver = scheme.substr(name.size());
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  const bool named_driver = driver.empty() || (driver.size() > 1 && std::all_of(driver.begin() + 1, driver.end(), allowed));
  const bool ours = (name == "postgresql" || name == "postgres") && named_driver;
  return ours ? std::optional(jdbc + end + 3) : std::nullopt;
}

// Whether the text begins as key=value does: a URL has a : or / before its first =.
bool is_key_values(std::string_view text) {
  const std::size_t end = text.find_first_of("=:/@");
  return end != std::string_view::npos && text[end] == '=';
}

}  // namespace

Parameters parse_connection_string(std::string_view text, const std::string& source) {
  // A URL has no white space, so what is around it came with the file or the variable.
  const std::size_t indent = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  if (const std::optional<std::size_t> scheme = end_of_scheme(text.substr(indent))) {
    const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
    return parse_uri(ConnectionText(text.substr(0, end), source), indent + *scheme);
  }
  const ConnectionText connection(text, source);
  if (is_key_values(text)) {
    return parse_key_values(connection);
  }
  connection.refuse(0, "This is not the URL of a PostgreSQL database.",
                    "Write postgresql://user:password@host:5432/database, or host=... dbname=... user=...");
}

}  // namespace deed::config
