#include "scratch/server_log.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace deed::scratch {

std::vector<std::string> last_lines(std::string_view output) {
  constexpr std::ptrdiff_t most = 10;
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(trim(output))) {
    lines.push_back(one_line(line));
  }
  lines.erase(lines.begin(), lines.end() - std::min(most, std::ssize(lines)));
  return lines;
}

std::vector<std::string> last_lines_of(const std::filesystem::path& log) {
  std::ifstream file(log);
  std::ostringstream text;
  text << file.rdbuf();
  return last_lines(text.str());
}

}  // namespace deed::scratch
