#include "report/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace deed::report {

namespace {

constexpr std::size_t kContext = 3;
// Of the table of a comparison; beyond it what differs is shown as replaced altogether.
constexpr std::size_t kMostCells = 16'000'000;

using Lines = std::vector<std::string_view>;

struct Line {
  char mark = ' ';
  std::string_view text{};
};

void replace_all(const Lines& before, const Lines& after, std::vector<Line>& out) {
  for (const std::string_view line : before) {
    out.push_back({'-', line});
  }
  for (const std::string_view line : after) {
    out.push_back({'+', line});
  }
}

// By the longest common subsequence.
void compare(const Lines& before, const Lines& after, std::vector<Line>& out) {
  const std::size_t width = after.size() + 1;
  if ((before.size() + 1) * width > kMostCells) {
    replace_all(before, after, out);
    return;
  }
  std::vector<int> common((before.size() + 1) * width);
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i * width + j] =
          before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1 : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      out.push_back({' ', before[i]});
      ++i;
      ++j;
    } else if (i < before.size() && (j == after.size() || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      out.push_back({'-', before[i++]});
    } else {
      out.push_back({'+', after[j++]});
    }
  }
}

std::vector<Line> compared(Lines before, Lines after) {
  std::vector<Line> lines;
  const auto same =
      static_cast<std::ptrdiff_t>(std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first - before.begin());
  for (std::ptrdiff_t i = 0; i < same; ++i) {
    lines.push_back({' ', before[static_cast<std::size_t>(i)]});
  }
  before.erase(before.begin(), before.begin() + same);
  after.erase(after.begin(), after.begin() + same);
  Lines tail;
  while (!before.empty() && !after.empty() && before.back() == after.back()) {
    tail.push_back(before.back());
    before.pop_back();
    after.pop_back();
  }
  compare(before, after, lines);
  for (auto it = tail.rbegin(); it != tail.rend(); ++it) {
    lines.push_back({' ', *it});
  }
  return lines;
}

// Where the hunk that begins with the change at `change` ends: before more than twice the context of unchanged lines.
std::size_t end_of_hunk(const std::vector<Line>& lines, std::size_t change) {
  std::size_t last = change;
  for (std::size_t i = change; i < lines.size() && i - last <= 2 * kContext; ++i) {
    last = lines[i].mark == ' ' ? last : i;
  }
  return std::min(lines.size(), last + kContext + 1);
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after, int first_line) {
  const std::vector<Line> lines = compared(split_lines(before), split_lines(after));
  std::string text;
  int old_line = first_line;
  int new_line = first_line;
  std::size_t at = 0;
  while (at < lines.size()) {
    const auto change = static_cast<std::size_t>(
        std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.end(), [](const Line& l) { return l.mark != ' '; }) -
        lines.begin());
    if (change == lines.size()) {
      break;
    }
    const std::size_t begin = std::max(at, change < kContext ? 0 : change - kContext);
    const std::size_t end = end_of_hunk(lines, change);
    old_line += static_cast<int>(begin - at);
    new_line += static_cast<int>(begin - at);
    std::string body;
    int old_count = 0;
    int new_count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      body += fmt::format("{}{}\n", lines[i].mark, lines[i].text);
      old_count += lines[i].mark == '+' ? 0 : 1;
      new_count += lines[i].mark == '-' ? 0 : 1;
    }
    text += fmt::format("@@ -{},{} +{},{} @@\n{}", old_line, old_count, new_line, new_count, body);
    old_line += old_count;
    new_line += new_count;
    at = end;
  }
  return text;
}

}  // namespace deed::report
