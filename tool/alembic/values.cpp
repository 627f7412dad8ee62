#include "alembic/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace deed::alembic {

namespace {

constexpr int kDeepest = 6;

Value unread(std::string why) { return {.kind = ValueKind::unread, .text = std::move(why)}; }

bool matches(Tokens tokens, std::initializer_list<std::string_view> words) {
  if (tokens.size() < words.size()) {
    return false;
  }
  return std::equal(words.begin(), words.end(), tokens.begin(), [](std::string_view word, const Token& token) { return token.is(word); });
}

// ( ... ) around the whole.
Tokens without_brackets(Tokens tokens) {
  while (tokens.size() > 2 && tokens.front().is("(") && closing(tokens, 0) == tokens.size() - 1 &&
         arguments(tokens.subspan(1, tokens.size() - 2)).size() == 1 && !tokens[tokens.size() - 2].is(",")) {
    tokens = tokens.subspan(1, tokens.size() - 2);
  }
  return tokens;
}

// What stands before .replace(...) and .strip(): percent signs are doubled for ConfigParser so, and drivers are exchanged.
Tokens without_replacements(Tokens tokens) {
  for (;;) {
    std::size_t i = 0;
    for (; i + 2 < tokens.size(); ++i) {
      const bool call = tokens[i].is(".") && (tokens[i + 1].is("replace") || tokens[i + 1].is("strip")) && tokens[i + 2].is("(");
      if (call && closing(tokens, i + 2) == tokens.size() - 1) {
        break;
      }
    }
    if (i + 2 >= tokens.size()) {
      return tokens;
    }
    tokens = tokens.first(i);
  }
}

// Where a call's or an index's bracket begins, if the expression is nothing else.
struct Application {
  std::string function{};
  bool call = false;
  Tokens inside{};
};
Application application(Tokens tokens) {
  std::size_t open = 0;
  while (open < tokens.size() && (tokens[open].kind == TokenKind::name || tokens[open].is("."))) {
    ++open;
  }
  if (open == 0 || open >= tokens.size() || !(tokens[open].is("(") || tokens[open].is("[")) || closing(tokens, open) != tokens.size() - 1) {
    return {};
  }
  return {written(tokens.first(open), Strings::shown), tokens[open].is("("), tokens.subspan(open + 1, tokens.size() - open - 2)};
}

bool is_one_of(std::string_view function, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return function == end || function.ends_with("." + std::string(end)); });
}

}  // namespace

Value Values::of(Tokens expression, int depth) const {
  const Tokens tokens = without_replacements(without_brackets(expression));
  if (tokens.empty() || depth > kDeepest) {
    return unread("it is set in a way that only running it tells");
  }
  const auto alternative = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.is("or"); });
  if (alternative != tokens.end()) {
    return of(tokens.first(static_cast<std::size_t>(alternative - tokens.begin())), depth + 1);
  }
  if (std::all_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == TokenKind::string; })) {
    std::string text;
    for (const Token& token : tokens) {
      text += token.value;
    }
    return {.kind = ValueKind::text, .text = text};
  }
  if (tokens.size() == 1 && tokens[0].kind == TokenKind::name) {
    return of_name(tokens[0].text, depth);
  }
  const bool brackets = tokens[0].is("[") || tokens[0].is("(") || tokens[0].is("{");
  if (brackets && closing(tokens, 0) == tokens.size() - 1) {
    return of_list(tokens.subspan(1, tokens.size() - 2), depth);
  }
  const auto [function, call, inside] = application(tokens);
  if (call ? is_one_of(function, {"environ.get", "getenv"}) : is_one_of(function, {"environ"})) {
    const std::vector<Tokens> given = arguments(inside);
    const Value name = given.empty() ? unread("") : of(given.front(), depth + 1);
    return name.kind == ValueKind::text ? Value{.kind = ValueKind::variable, .text = name.text}
                                        : unread("the name of the environment variable is computed");
  }
  if (call && is_one_of(function, {"get_main_option", "get_section_option"})) {
    const std::vector<Tokens> given = arguments(inside);
    const std::size_t at = function.ends_with("get_main_option") ? 0 : 1;
    const Value key = given.size() > at ? of(given[at], depth + 1) : unread("");
    return key.kind == ValueKind::text ? Value{.kind = ValueKind::setting, .text = key.text}
                                       : unread("the name of the setting is computed");
  }
  if (call && function.find('.') == std::string::npos && inside.empty()) {
    return of_call(function, depth);
  }
  if (std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == TokenKind::formatted; })) {
    return unread("it is put together when env.py runs");
  }
  return unread(fmt::format("{} is known only when env.py runs", written(tokens, Strings::hidden)));
}

Value Values::of_name(const std::string& name, int depth) const {
  if (name == "True" || name == "False") {
    return {.kind = ValueKind::truth, .truth = name == "True"};
  }
  if (name == "None") {
    return {.kind = ValueKind::none};
  }
  const std::size_t count = count_assignments(name);
  if (count == 1) {
    return of(assigned(name), depth + 1);
  }
  return unread(count == 0 ? fmt::format("{} comes from elsewhere", name) : fmt::format("{} is set in several places", name));
}

Value Values::of_call(const std::string& function, int depth) const {
  const Tokens expression = returned(function);
  return expression.empty() ? unread(fmt::format("what {}() returns is computed", function)) : of(expression, depth + 1);
}

Value Values::of_list(Tokens parts, int depth) const {
  Value list{.kind = ValueKind::list};
  for (const Tokens part : arguments(parts)) {
    const Value value = of(part, depth + 1);
    if (value.kind != ValueKind::text) {
      return unread("parts of the list are computed");
    }
    list.list.push_back(value.text);
  }
  return list;
}

std::size_t Values::count_assignments(const std::string& name) const {
  return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [&](const LogicalLine& line) {
    return matches(line.tokens, {name, "="}) || matches(line.tokens, {name, ":"}) || matches(line.tokens, {name, "+="});
  }));
}

Tokens Values::assigned(const std::string& name) const {
  if (count_assignments(name) != 1) {
    return {};
  }
  for (const LogicalLine& line : lines_) {
    const Tokens tokens(line.tokens);
    if (matches(tokens, {name, "="})) {
      return tokens.subspan(2);
    }
    const auto sign = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.is("="); });
    if (matches(tokens, {name, ":"}) && sign != tokens.end()) {
      return tokens.subspan(static_cast<std::size_t>(sign - tokens.begin()) + 1);
    }
  }
  return {};
}

Tokens Values::returned(const std::string& function) const {
  Tokens found;
  bool inside = false;
  int indent = 0;
  for (const LogicalLine& line : lines_) {
    const Tokens tokens(line.tokens);
    if (matches(tokens, {"def", function, "("})) {
      inside = true;
      indent = line.indent;
    } else if (inside && line.indent <= indent) {
      inside = false;
    } else if (inside && tokens.front().is("return")) {
      if (!found.empty()) {
        return {};
      }
      found = tokens.subspan(1);
    }
  }
  return found;
}

}  // namespace deed::alembic
