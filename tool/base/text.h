#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deed {

// ASCII only and independent of the locale, as SQL's own folding of unquoted identifiers in a UTF-8 database.
std::string to_lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

std::string_view trim(std::string_view text);
// The parts look into the text, which must outlive them.
std::vector<std::string_view> split(std::string_view text, char separator);
template <std::same_as<std::string> Temporary>
std::vector<std::string_view> split(Temporary&& text, char separator) = delete;
std::vector<std::string_view> split_lines(std::string_view text);
template <std::same_as<std::string> Temporary>
std::vector<std::string_view> split_lines(Temporary&& text) = delete;
// Parts between commas and white space, without empty ones.
std::vector<std::string> split_list(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// The candidate nearest to a mistyped word, or nothing where none is near enough to be worth a "did you mean".
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
// " Did you mean 'x'?" or nothing, to append to a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

// Text of the outside world (server messages, file names) on one line: control characters, escape sequences, what turns the reading
// direction, and the signs that CI systems read as commands ("::", "##[") are spelt out. One that is longer than `longest` bytes is cut.
std::string one_line(std::string_view text, std::size_t longest = std::string_view::npos);
// The same of a text of several lines, which keeps its newlines and tabs: for a terminal.
std::string spelt_out(std::string_view text);

// The first `length` bytes of a text, or fewer where a character would be cut in two.
std::string_view clip(std::string_view text, std::size_t length);

// As a URL has it: all but letters, digits, "_", "-" and "." as %XX.
std::string percent_encoded(std::string_view text);

// Where a text stops being UTF-8, or nothing when all of it is.
std::optional<std::size_t> invalid_utf8_at(std::string_view text);

// A lower-case word of letters and digits for a file name, with single underscores, at most `length` bytes.
std::string slug(std::string_view text, std::size_t length);

// Whether a name matches a pattern in which * stands for any run of characters.
bool matches_glob(std::string_view pattern, std::string_view name);

// "1 table", "2 tables": `noun` gets an s unless count is 1.
std::string count_of(std::size_t count, std::string_view noun);
// "1,250,000"
std::string with_commas(std::int64_t number);
// "a view", "an INSERT".
std::string with_article(std::string_view noun);

}  // namespace deed
