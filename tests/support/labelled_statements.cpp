#include "support/labelled_statements.h"

#include <fmt/format.h>

#include <array>
#include <regex>
#include <stdexcept>
#include <utility>

#include "base/files.h"
#include "base/text.h"

namespace deed::testing {

namespace {

constexpr std::array<std::pair<std::string_view, Label>, 5> kLabels{{{"allow", Label::allow},
                                                                     {"guard allows", Label::guard_allows},
                                                                     {"refuse", Label::refuse},
                                                                     {"guard refuses", Label::guard_refuses},
                                                                     {"kind", Label::kind}}};

void set_option(LabelledStatement& statement, std::string_view option) {
  if (option.empty()) {
    return;
  }
  const std::size_t colon = option.find(": ");
  const std::string_view name = option.substr(0, colon);
  const std::string text(colon == std::string_view::npos ? "" : option.substr(colon + 2));
  if (name == "proof") {
    statement.proof = text;
  } else if (name == "unseen") {
    statement.unseen = text;
  } else if (name == "server refuses") {
    statement.server_refuses = true;
  } else if (name == "not run") {
    statement.not_run = true;
  } else if (name == "no trace") {
    statement.no_trace = true;
  } else {
    throw std::runtime_error(fmt::format("{}: no option '{}'", statement.place, name));
  }
}

}  // namespace

std::string_view word(Label label) {
  for (const auto& [name, value] : kLabels) {
    if (value == label) {
      return name;
    }
  }
  return "";
}

std::vector<LabelledStatement> read_labelled_statements(const std::filesystem::path& file) {
  static const std::regex heading(R"(-- (allow|guard allows|refuse|guard refuses|kind)(?: \[(.*)\])?: (.+))");
  std::vector<LabelledStatement> cases;
  int line_number = 0;
  const std::string text = read_file(file, ErrorKind::local_io);
  for (const std::string_view line : split_lines(text)) {
    ++line_number;
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(line.begin(), line.end(), match, heading)) {
      if (!cases.empty()) {
        cases.back().sql.append(line).append("\n");
      } else if (!line.empty() && !line.starts_with("--")) {
        throw std::runtime_error(fmt::format("{}:{}: a statement without a label", file.string(), line_number));
      }
      continue;
    }
    LabelledStatement statement{.reason = match[3].str(), .place = fmt::format("{}:{}", file.filename().string(), line_number)};
    for (const auto& [name, value] : kLabels) {
      statement.label = match[1].str() == name ? value : statement.label;
    }
    const std::string options = match[2].str();
    for (const std::string_view option : split(options, ';')) {
      set_option(statement, trim(option));
    }
    cases.push_back(std::move(statement));
  }
  return cases;
}

}  // namespace deed::testing
