#include "autogenerate/column_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "autogenerate/casts.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

// format_type()'s text taken apart: numeric(10,2)[] is numeric, {10, 2}, an array.
struct TypeText {
  std::string base;
  std::vector<int> modifiers;
  bool array = false;
};

TypeText take_apart(std::string_view text) {
  TypeText type;
  type.array = text.ends_with("[]");
  text.remove_suffix(type.array ? 2 : 0);
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || text.starts_with('"')) {
    type.base = text;
    return type;
  }
  // timestamp(3) with time zone: the modifier stands inside.
  type.base = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
  for (const std::string& number : split_list(text.substr(open + 1, close - open - 1))) {
    int value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    type.modifiers.push_back(value);
  }
  return type;
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// In the order in which each one's values fit into the next.
constexpr std::array<std::string_view, 6> kNumbers{"smallint", "integer", "bigint", "numeric", "real", "double precision"};

bool is_text(const TypeText& type) { return !type.array && is_character_type(type.base); }

// Whether PostgreSQL has an assignment cast, so that no USING is needed.
bool converts_by_itself(const TypeText& from, const TypeText& to) {
  return is_text(to) || (from.array == to.array && cast_between(from.base, to.base) == Cast::assigned);
}

// No modifier is the widest one.
bool modifiers_widen(const TypeText& from, const TypeText& to) {
  if (to.modifiers.empty() || from.modifiers == to.modifiers) {
    return true;
  }
  if (from.modifiers.empty() || from.modifiers.size() != to.modifiers.size() || from.modifiers[0] > to.modifiers[0]) {
    return false;
  }
  // numeric(p, s): another scale rounds each value.
  return from.modifiers.size() < 2 || from.modifiers[1] == to.modifiers[1];
}

bool keeps_values(const TypeText& from, const TypeText& to) {
  if (from.array || to.array) {
    return false;
  }
  const bool texts = from.base == "character varying" && to.base == "text";
  const bool to_varchar = from.base == "text" && to.base == "character varying" && to.modifiers.empty();
  const bool networks = from.base == "cidr" && to.base == "inet";
  const bool fixed = from.base == "character" || from.base == "bit";
  return texts || to_varchar || networks || (from.base == to.base && !fixed && modifiers_widen(from, to));
}

bool fits(const TypeText& from, const TypeText& to) {
  if (to.base == "text" && !to.array) {
    return true;
  }
  if (from.array != to.array) {
    return false;
  }
  if (from.base == to.base) {
    return modifiers_widen(from, to);
  }
  const auto place = [](const auto& family, const std::string& name) { return std::find(family.begin(), family.end(), name); };
  const auto from_number = place(kNumbers, from.base);
  const auto to_number = place(kNumbers, to.base);
  const bool widens = from_number < to_number && to_number != kNumbers.end() && to.base != "real";
  const bool times = from.base == "date" && to.base.starts_with("timestamp");
  return (widens && to.modifiers.empty()) || times ||
         (is_character_type(from.base) && to.base == "character varying" && to.modifiers.empty()) ||
         (from.base == "json" && to.base == "jsonb") || (from.base == "jsonb" && to.base == "json");
}

// Between two scalars or two arrays.
std::string casting(const std::string& name, const TypeText& from, const TypeText& to, const std::string& type) {
  const std::string plain = fmt::format("{}::{}", name, type);
  if (cast_between(from.base, to.base) != Cast::none) {
    return plain;
  }
  // Of numbers only integer casts to boolean, and it would round the others to 0 first.
  if (!to.array && to.base == "boolean" && among(kNumbers, from.base)) {
    return fmt::format("{} <> 0", name);
  }
  const std::string_view between = type_between(from.base, to.base);
  return between.empty() ? "" : fmt::format("{}::{}{}::{}", name, between, to.array ? "[]" : "", type);
}

std::string using_expression(const Column& from_column, const Column& to_column) {
  const TypeText from = take_apart(from_column.type);
  const TypeText to = take_apart(to_column.type);
  const std::string name = quote_identifier(from_column.name);
  if (to.array && !from.array && (from.base == to.base || is_text(from))) {
    return fmt::format("ARRAY[{}]{}", name, from.base == to.base ? "" : "::" + to_column.type);
  }
  const std::string cast = from.array == to.array ? casting(name, from, to, to_column.type) : "";
  return cast.empty() ? through_text(from_column, to_column) : cast;
}

}  // namespace

TypeChange type_change(const Column& from, const Column& to) {
  if (from.type == to.type) {
    return {.rewrites = false, .may_fail = false};
  }
  const TypeText before = take_apart(from.type);
  const TypeText after = take_apart(to.type);
  TypeChange change;
  change.rewrites = !keeps_values(before, after);
  change.may_fail = change.rewrites && !fits(before, after);
  if (!converts_by_itself(before, after)) {
    change.using_expression = using_expression(from, to);
  }
  return change;
}

std::string through_text(const Column& from, const Column& to) {
  const std::string name = quote_identifier(from.name);
  const bool was_array = from.type.ends_with("[]");
  const bool is_array = to.type.ends_with("[]");
  if (is_array && !was_array) {
    return fmt::format("ARRAY[{}::text]::{}", name, to.type);
  }
  return fmt::format("{}::{}::{}", name, was_array && is_array ? "text[]" : "text", to.type);
}

bool counts(std::string_view type) { return type == "smallint" || type == "integer" || type == "bigint"; }

bool is_volatile(std::string_view expression) {
  constexpr std::array<std::string_view, 10> stable{
      "now", "timezone", "date_trunc", "to_char", "lower", "upper", "current_setting", "transaction_timestamp", "statement_timestamp",
      "md5"};
  // Modifiers of types, as in 'x'::character varying(10).
  constexpr std::array<std::string_view, 7> types{"varying", "character", "numeric", "timestamp", "time", "bit", "interval"};
  Lexer lexer(expression);
  Token token = lexer.next();
  while (token.kind != TokenKind::end) {
    const Token following = lexer.next();
    const std::string word(token.text);
    const bool called = (token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier) && following.text == "(";
    if (called && !among(stable, word) && !among(types, word)) {
      return true;
    }
    token = following;
  }
  return false;
}

}  // namespace deed::autogenerate
