#pragma once

#include <string>
#include <vector>

#include "alembic/python.h"
#include "alembic/settings.h"

namespace deed::alembic {

enum class ValueKind {
  text,
  // os.environ["NAME"], os.getenv("NAME")
  variable,
  setting,  // config.get_main_option("key"), as the file has it
  truth,
  none,
  list,    // of texts
  unread,  // what the text alone does not tell
};

// What an expression of env.py stands for.
struct Value {
  ValueKind kind = ValueKind::unread;
  // The text, the variable's name, the setting's key; unread: why.
  std::string text{};
  std::vector<std::string> list{};
  bool truth = false;
};

// The values of expressions, as far as assignments, small functions and the environment tell them without running anything.
class Values {
 public:
  explicit Values(const std::vector<LogicalLine>& lines) : lines_(lines) {}

  Value of(Tokens expression, int depth = 0) const;
  // The right side of the one assignment to the name; empty where there is none or there are several.
  Tokens assigned(const std::string& name) const;

 private:
  Value of_name(const std::string& name, int depth) const;
  Value of_call(const std::string& function, int depth) const;
  Value of_list(Tokens parts, int depth) const;
  // What the function returns, where that is one expression.
  Tokens returned(const std::string& function) const;
  std::size_t count_assignments(const std::string& name) const;

  const std::vector<LogicalLine>& lines_;
};

}  // namespace deed::alembic
