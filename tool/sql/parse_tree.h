#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace deed::sql {

// A node of PostgreSQL's raw parse tree, as libpg_query prints it in JSON. Messages in fields of type Node are wrapped in an object with
// the message's name; fields of a fixed type are not; fields that are zero, false or empty are missing.
using Node = rapidjson::Value;

// The parse tree of SQL text, or why there is none.
class ParseTree {
 public:
  // Never throws and never overruns the stack, whatever the text: expressions that nest too deeply are not parsed.
  explicit ParseTree(const std::string& sql);

  struct Parsed {
    // Wrapped: {"DropStmt": {...}}.
    const Node* node;
    std::string text;
  };
  const std::vector<Parsed>& statements() const { return statements_; }
  // Why the text could not be parsed; empty when it was.
  const std::string& error() const { return error_; }

 private:
  rapidjson::Document document_;
  std::vector<Parsed> statements_;
  std::string error_;
};

// The functions that libpg_query finds in CREATE FUNCTION or DO with a PL/pgSQL body.
class PlpgsqlTree {
 public:
  explicit PlpgsqlTree(const std::string& sql);

  const Node& functions() const { return document_; }
  const std::string& error() const { return error_; }

 private:
  rapidjson::Document document_;
  std::string error_;
};

// Whether a text nests or chains so deeply that recursive readers of its parse tree could overrun their stack. Lexical.
bool nests_too_deeply(std::string_view sql);

// A member of an object; null where it is missing.
const Node* member(const Node& node, const char* name);
// The text of a member; "" where it is missing.
std::string_view text(const Node& node, const char* name);
bool flag(const Node& node, const char* name);
// The elements of a list member; none where it is missing.
std::vector<const Node*> list(const Node& node, const char* name);
// The message inside a wrapped node of this kind; null for another kind.
const Node* unwrapped(const Node& node, const char* kind);
// The strings of a list of String nodes: a qualified name in parts.
std::vector<std::string> names(const std::vector<const Node*>& nodes);
std::vector<std::string> names(const Node& node, const char* member);

}  // namespace deed::sql
