#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deed::testing {

// What a case of tests/cases/ownership says of its statements, and why.
enum class Label {
  allow,          // by its text alone
  guard_allows,   // the text leaves it open
  refuse,         // by its text alone
  guard_refuses,  // the text leaves it open, or does not show it
  kind,           // refused outright, whatever it touches
};

std::string_view word(Label label);

struct LabelledStatement {
  Label label = Label::allow;
  std::string reason{};
  std::string sql{};
  // File and line.
  std::string place{};
  // Plain SQL after which the statement has shown what it does: a function is called.
  std::string proof{};
  // Under which heading docs/ownership.md says that the commit guard alone would not see it.
  std::optional<std::string> unseen{};
  // PostgreSQL itself refuses it, or it must not run here (what it does reaches beyond the transaction).
  bool server_refuses = false;
  bool not_run = false;
  // It leaves nothing by which a bystander could tell that it touched something.
  bool no_trace = false;
};

// The cases of one file, in order. A case begins with a line
//   -- LABEL [option, option: text]: reason
// and goes on to the next such line. Throws std::runtime_error for what is not understood.
std::vector<LabelledStatement> read_labelled_statements(const std::filesystem::path& file);

}  // namespace deed::testing
