#include "support/page.h"

#include <catch2/catch.hpp>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "support/process.h"

namespace deed::testing {

std::string docs_page(const std::string& name) { return read_file(std::string(DEED_SOURCE_DIR "/docs/") + name, ErrorKind::local_io); }

std::vector<PageBlock> blocks_of(const std::string& page) {
  std::vector<PageBlock> blocks;
  bool inside = false;
  int number = 0;
  for (const std::string_view line : split_lines(page)) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) {
        blocks.push_back({.info = std::string(line.substr(3)), .line = number});
      }
    } else if (inside) {
      blocks.back().text += std::string(line) + '\n';
    }
  }
  return blocks;
}

std::vector<std::string> commands_in(const std::string& page) {
  std::vector<std::string> commands;
  for (const PageBlock& block : blocks_of(page)) {
    for (const std::string_view line : split_lines(block.text)) {
      const std::string command(trim(line.substr(0, line.find("  #"))));
      if (block.info == "sh" && !command.empty()) {
        commands.push_back(command);
      }
    }
  }
  return commands;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words{""};
  bool quoted = false;
  for (const char c : command) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

bool has_alembic() {
  const ProcessResult found = run({"/usr/bin/python3", "-c", "import alembic, psycopg2, sqlalchemy"});
  if (found.exit_code != 0) {
    WARN("SKIPPED: there is no Alembic here; scripts/setup alembic python3-psycopg2 installs it");
  }
  return found.exit_code == 0;
}

}  // namespace deed::testing
