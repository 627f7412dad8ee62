#include "config/model_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "config/sql_names.h"

namespace deed::config {

namespace {

// What lets a text leave the clause that it is put into, in words that complete "has"; "" for nothing.
std::string way_out(std::string_view text) {
  std::vector<char> open;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    switch (token.kind) {
      case TokenKind::unterminated: return "a quote or comment that is never closed";
      case TokenKind::semicolon: return "a semicolon";
      case TokenKind::line_comment:
      case TokenKind::block_comment: return "a comment";
      case TokenKind::backslash: return "a backslash outside quotes";
      case TokenKind::parameter: return "a parameter";
      case TokenKind::open: open.push_back(token.text == "(" ? ')' : ']'); break;
      case TokenKind::close:
        if (open.empty() || open.back() != token.text.front()) {
          return fmt::format("a '{}' that closes nothing", token.text);
        }
        open.pop_back();
        break;
      case TokenKind::symbol:
        if (token.text == "," && open.empty()) {
          return "a comma outside parentheses";
        }
        break;
      default: break;
    }
  }
  return open.empty() ? "" : fmt::format("a parenthesis without its '{}'", open.back());
}

std::string_view hint(SqlForm form) {
  switch (form) {
    case SqlForm::type: return "Write the type alone: \"numeric(10, 2)\"; what else a column has are keys of its own.";
    case SqlForm::expression: return "Write one SQL expression: \"now()\", \"uses > 0\", \"'a text'\"; a TOML comment begins with #.";
    case SqlForm::index_term: break;
  }
  return "Write each column or expression as an element of its own: [\"day\", \"lower(email)\", \"score DESC\"].";
}

std::string storage_value(const Given& given) {
  if (const auto* text = std::get_if<std::string>(&given.value.data)) {
    return quote_literal(*text);
  }
  if (const auto* number = std::get_if<std::int64_t>(&given.value.data)) {
    return std::to_string(*number);
  }
  if (const auto* flag = std::get_if<bool>(&given.value.data)) {
    return *flag ? "true" : "false";
  }
  refuse_type(given, "a number, a boolean or a string");
}

}  // namespace

Setting read_placed_name(const Given& given) { return {read_name(given), given.value.location}; }

Placed<WrittenName> read_placed_written_name(const Given& given) { return {read_written_name(given), given.value.location}; }

std::vector<Setting> read_name_list(const Given& given) {
  std::vector<Setting> names;
  for (const TomlValue& element : read_array(given)) {
    names.push_back(read_placed_name({given.key, element, given.docs}));
  }
  if (names.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), "Name at least one column, or leave the key out.");
  }
  return names;
}

Setting read_collation(const Given& given) {
  const std::string text = read_text(given);
  if (text.find('"') == std::string::npos) {
    if (text.size() > kLongestIdentifier) {
      refuse(given, fmt::format("'{}' has {} bytes; PostgreSQL keeps {} of a name.", one_line(text), text.size(), kLongestIdentifier),
             "Correct it.");
    }
    return {quote_identifier(text), given.value.location};
  }
  const WrittenName name = read_written_name(given);
  return {quote_qualified(name.schema, name.name), given.value.location};
}

SqlValue read_sql(const Given& given, SqlForm form) {
  const std::string text(trim(read_text(given)));
  if (const std::string way = way_out(text); !way.empty()) {
    refuse(given, fmt::format("`{}` has {}.", given.key, way), std::string(hint(form)));
  }
  return {form, std::string(given.key), text, given.value.location};
}

SqlValue read_type(const Given& given) { return read_sql(given, SqlForm::type); }

SqlValue read_expression(const Given& given) { return read_sql(given, SqlForm::expression); }

std::vector<SqlValue> read_index_terms(const Given& given) {
  std::vector<SqlValue> terms;
  for (const TomlValue& element : read_array(given)) {
    terms.push_back(read_sql({given.key, element, given.docs}, SqlForm::index_term));
  }
  if (terms.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), std::string(hint(SqlForm::index_term)));
  }
  return terms;
}

std::string read_storage(const Given& given) {
  const auto* table = std::get_if<TomlTable>(&given.value.data);
  if (table == nullptr) {
    refuse_type(given, "a table like { fillfactor = 70 }");
  }
  std::vector<std::string> parameters;
  for (const TomlEntry& entry : table->entries) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    if (entry.key.empty() || !std::all_of(entry.key.begin(), entry.key.end(), allowed)) {
      throw Error(ErrorKind::config, {.what = fmt::format("'{}' is not a storage parameter.", one_line(entry.key)),
                                      .where = to_string(entry.key_location),
                                      .hint = "Write PostgreSQL's name of it: with = { fillfactor = 70 }."});
    }
    parameters.push_back(
        fmt::format("{} = {}", entry.key, storage_value({fmt::format("{}.{}", given.key, entry.key), entry.value, given.docs})));
  }
  return join(parameters, ", ");
}

}  // namespace deed::config
