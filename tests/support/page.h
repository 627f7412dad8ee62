#pragma once

#include <string>
#include <vector>

namespace deed::testing {

// A fenced block of a Markdown page: ```console ... ```
struct PageBlock {
  // What stands behind the fence: "sh", "console", "sql services/x/models/a.sql".
  std::string info{};
  std::string text{};
  int line = 0;
};

// A page of docs/, by its name.
std::string docs_page(const std::string& name);
std::vector<PageBlock> blocks_of(const std::string& page);
// The commands in the sh blocks of a page, one per line, without their comments.
std::vector<std::string> commands_in(const std::string& page);
// The words of a command, as a shell splits it; double quotes only.
std::vector<std::string> words_of(const std::string& command);

// Whether there is a real Alembic to run; says so where there is none.
bool has_alembic();

}  // namespace deed::testing
