#include "sql/parse_tree.h"

#include <fmt/format.h>
#include <pg_query.h>

#include <memory>

#include "base/lexer.h"
#include "base/text.h"

namespace deed::sql {

namespace {

// libpg_query's printer recurses once per operator of a chain and overran 8 MiB of stack between 50,000 and 100,000; a tenth is plenty.
constexpr std::size_t kLongestChain = 10'000;
constexpr std::size_t kDeepestNesting = 500;
// Its tree takes about fifty times as much memory.
constexpr std::size_t kLongestStatement = std::size_t{4} * 1024 * 1024;
// UNION and its kin nest, whatever commas stand between them.
constexpr std::size_t kMostSetOperations = 1'000;

// Reads JSON into the document without recursion. The text is libpg_query's own, so it is well-formed.
void read_json(const char* json, rapidjson::Document& document) { document.Parse<rapidjson::kParseIterativeFlag>(json); }

// A statement's part of the text; no length means up to the end.
std::string text_of(const Node& statement, const std::string& sql) {
  const Node* location = member(statement, "stmt_location");
  const Node* length = member(statement, "stmt_len");
  const std::size_t begin = location == nullptr ? 0 : location->GetUint64();
  return sql.substr(begin, length == nullptr ? std::string::npos : length->GetUint64());
}

bool is_set_operation(const Token& token) {
  if (token.kind != TokenKind::word || token.text.size() < 5 || token.text.size() > 9) {
    return false;
  }
  const std::string word = to_lower(token.text);
  return word == "union" || word == "except" || word == "intersect";
}

}  // namespace

bool nests_too_deeply(std::string_view sql) {
  struct Level {
    // Tokens since the last comma, set operations since the last semicolon.
    std::size_t chain = 0;
    std::size_t set_operations = 0;
  };
  std::vector<Level> levels(1);
  Lexer lexer(sql);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.is_blank()) {
      continue;
    }
    Level& level = levels.back();
    if (token.kind == TokenKind::open) {
      levels.emplace_back();
    } else if (token.kind == TokenKind::close && levels.size() > 1) {
      levels.pop_back();
    } else if (token.kind == TokenKind::semicolon) {
      level = {};
    } else if (token.text == ",") {
      level.chain = 0;
    } else if (is_set_operation(token)) {
      ++level.set_operations;
    }
    Level& now = levels.back();
    if (++now.chain > kLongestChain || now.set_operations > kMostSetOperations || levels.size() > kDeepestNesting) {
      return true;
    }
  }
  return false;
}

ParseTree::ParseTree(const std::string& sql) {
  if (sql.size() > kLongestStatement) {
    error_ = "it is too long to be analysed";
    return;
  }
  if (nests_too_deeply(sql)) {
    error_ = "an expression in it is too long or nests too deeply to be analysed";
    return;
  }
  PgQueryParseResult result = pg_query_parse(sql.c_str());
  if (result.error != nullptr) {
    error_ = one_line(result.error->message);
  } else {
    read_json(result.parse_tree, document_);
    for (const Node* statement : list(document_, "stmts")) {
      statements_.push_back({member(*statement, "stmt"), text_of(*statement, sql)});
    }
  }
  pg_query_free_parse_result(result);
}

PlpgsqlTree::PlpgsqlTree(const std::string& sql) {
  if (sql.size() > kLongestStatement) {
    error_ = "it is too long to be analysed";
    return;
  }
  if (nests_too_deeply(sql)) {
    error_ = "it nests too deeply to be analysed";
    return;
  }
  PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(sql.c_str());
  if (result.error != nullptr) {
    error_ = one_line(result.error->message);
  } else {
    read_json(result.plpgsql_funcs, document_);
  }
  pg_query_free_plpgsql_parse_result(result);
}

const Node* member(const Node& node, const char* name) {
  if (!node.IsObject()) {
    return nullptr;
  }
  const auto found = node.FindMember(name);
  return found == node.MemberEnd() ? nullptr : &found->value;
}

std::string_view text(const Node& node, const char* name) {
  const Node* value = member(node, name);
  return value != nullptr && value->IsString() ? std::string_view(value->GetString(), value->GetStringLength()) : std::string_view();
}

bool flag(const Node& node, const char* name) {
  const Node* value = member(node, name);
  return value != nullptr && value->IsBool() && value->GetBool();
}

std::vector<const Node*> list(const Node& node, const char* name) {
  std::vector<const Node*> elements;
  const Node* value = member(node, name);
  if (value != nullptr && value->IsArray()) {
    for (const Node& element : value->GetArray()) {
      elements.push_back(&element);
    }
  }
  return elements;
}

const Node* unwrapped(const Node& node, const char* kind) { return member(node, kind); }

std::vector<std::string> names(const std::vector<const Node*>& nodes) {
  std::vector<std::string> result;
  for (const Node* node : nodes) {
    if (const Node* string = unwrapped(*node, "String")) {
      result.emplace_back(text(*string, "sval"));
    }
  }
  return result;
}

std::vector<std::string> names(const Node& node, const char* name) { return names(list(node, name)); }

}  // namespace deed::sql
