#include "domain/canonical_text.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

#include "base/lexer.h"
#include "base/text.h"

namespace deed {

namespace {

constexpr std::string_view kOpen = "(ARRAY[";
constexpr std::string_view kClose = ")::text[]";

// `(ARRAY[elements])::text[]` within a text.
struct CastArray {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string_view> elements;
};

// The elements between brackets; nothing where the bracket does not close.
std::optional<CastArray> take_array(std::string_view text, std::size_t begin) {
  CastArray array{.begin = begin, .elements = {}};
  std::size_t element = begin + kOpen.size();
  Lexer lexer(text, element);
  int depth = 0;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    const bool closes = token.kind == TokenKind::close;
    if (depth == 0 && (closes || token.text == ",")) {
      array.elements.push_back(trim(text.substr(element, token.begin - element)));
      element = token.end();
    }
    if (depth == 0 && closes) {
      array.end = token.end();
      return array;
    }
    depth += token.kind == TokenKind::open ? 1 : closes ? -1 : 0;
  }
  return std::nullopt;
}

std::optional<CastArray> find_cast_array(std::string_view text, std::size_t from) {
  Lexer lexer(text, from);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind != TokenKind::open || !text.substr(token.begin).starts_with(kOpen)) {
      continue;
    }
    std::optional<CastArray> array = take_array(text, token.begin);
    if (array && text.substr(array->end).starts_with(kClose)) {
      array->end += kClose.size();
      return array;
    }
  }
  return std::nullopt;
}

bool all_varchar(const CastArray& array) {
  for (const std::string_view element : array.elements) {
    if (!element.ends_with("::character varying")) {
      return false;
    }
  }
  return array.elements.size() > 1;
}

// Where the parenthesis opens that closes at the end of the text; npos if none does.
std::size_t opening_of_last(std::string_view text) {
  std::vector<std::size_t> open;
  std::size_t last = std::string_view::npos;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::open) {
      open.push_back(token.begin);
    } else if (token.kind == TokenKind::close && !open.empty()) {
      last = token.end() == text.size() ? open.back() : std::string_view::npos;
      open.pop_back();
    }
  }
  return last;
}

// ((a)) for (a): whether a column of an index stands in parentheses of its own is a matter of the minor version.
std::string without_doubled_parentheses(const std::string& text) {
  std::vector<std::size_t> open;
  std::vector<bool> drop(text.size(), false);
  // Of the pair that was closed last.
  std::size_t begin = std::string::npos;
  std::size_t end = std::string::npos;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.text == "(") {
      open.push_back(token.begin);
    } else if (token.text == ")" && !open.empty()) {
      if (begin == open.back() + 1 && end == token.begin) {
        drop[begin] = drop[end - 1] = true;
      }
      begin = open.back();
      end = token.end();
      open.pop_back();
    }
  }
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!drop[i]) {
      result += text[i];
    }
  }
  return result;
}

std::string joined(const std::vector<std::string_view>& elements) {
  return join(std::vector<std::string>(elements.begin(), elements.end()), ", ");
}

struct Comparison {
  std::string_view before_array;
  std::string_view word;
};

constexpr std::array kComparisons{Comparison{"::text = ANY (", "IN"}, Comparison{"::text <> ALL (", "NOT IN"}};

// `done` ends with the left side and the operator, `text` goes on behind the array: appends the list that was written, if it was one.
bool append_list(std::string& done, const CastArray& array, std::string_view rest) {
  for (const Comparison& comparison : kComparisons) {
    if (!done.ends_with(comparison.before_array) || !rest.starts_with(')') || !all_varchar(array)) {
      continue;
    }
    const std::string_view left = std::string_view(done).substr(0, done.size() - comparison.before_array.size());
    const std::size_t open = opening_of_last(left);
    if (open == std::string_view::npos) {
      continue;
    }
    const std::string_view inner = left.substr(open + 1, left.size() - open - 2);
    const bool is_name = Lexer(inner).next().text == inner;
    done = fmt::format("{}{} {} ({}", left.substr(0, open), is_name ? inner : left.substr(open), comparison.word, joined(array.elements));
    return true;
  }
  return false;
}

}  // namespace

std::string settled(std::string_view canonical) {
  std::string result;
  std::size_t at = 0;
  while (const std::optional<CastArray> array = find_cast_array(canonical, at)) {
    std::vector<std::string> elements;
    for (const std::string_view element : array->elements) {
      elements.push_back(fmt::format("({})::text", element));
    }
    result += fmt::format("{}ARRAY[{}]", canonical.substr(at, array->begin - at), join(elements, ", "));
    at = array->end;
  }
  return result + std::string(canonical.substr(at));
}

bool same_text(std::string_view a, std::string_view b) {
  return a == b || without_doubled_parentheses(settled(a)) == without_doubled_parentheses(settled(b));
}

std::string rereadable(std::string_view canonical) {
  std::string result;
  std::size_t at = 0;
  while (const std::optional<CastArray> array = find_cast_array(canonical, at)) {
    result += canonical.substr(at, array->begin - at);
    if (!append_list(result, *array, canonical.substr(array->end))) {
      result += canonical.substr(array->begin, array->end - array->begin);
    }
    at = array->end;
  }
  return result + std::string(canonical.substr(at));
}

}  // namespace deed
