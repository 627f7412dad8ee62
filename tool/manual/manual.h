#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_spec.h"

namespace deed::manual {

struct File {
  std::string name;
  std::string text;
};

// docs/commands: README.md, which lists the commands by group, and a page for each.
std::vector<File> markdown_pages();

// Section 1 of the manual: deed.1, and deed-COMMAND.1 for each. Exit codes and variables are those of docs/.
std::vector<File> roff_pages(const std::string& version);

// A text cut where `code` begins and ends: plain, code, plain, ...
std::vector<std::string> between_backquotes(std::string_view text);

// The rows, as cells, of the table in a Markdown text that has this first column.
std::vector<std::vector<std::string>> table_rows(std::string_view markdown, std::string_view first_column);

}  // namespace deed::manual
