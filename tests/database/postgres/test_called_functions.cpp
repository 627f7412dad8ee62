#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/lexer.h"
#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> query_files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(DEED_SOURCE_DIR) / "tool")) {
    // Those of script/ run in functions that have a search_path of their own.
    const bool is_query = entry.path().extension() == ".sql" && entry.path().string().find("/script/") == std::string::npos;
    if (is_query) {
      files.push_back(entry.path());
    }
  }
  return files;
}

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (!token.is_blank()) {
      tokens.push_back(token);
    }
  }
  return tokens;
}

// Words that the grammar calls pg_catalog's function for, whatever the search_path: unnest() of several arrays, EXTRACT.
bool is_grammars(const std::string& word) { return word == "unnest" || word == "extract"; }

}  // namespace

// A function of somebody's whose arguments fit better than "any" would be called in its place, with the runner's rights.
TEST_CASE("deed's queries name the schema of each function that they call") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  std::set<std::string> functions;
  for (const auto& row : session.texts("SELECT DISTINCT proname FROM pg_proc")) {
    functions.insert(row.front());
  }
  const std::vector<fs::path> files = query_files();
  REQUIRE(files.size() > 50);
  for (const fs::path& file : files) {
    const std::string text = read_text_file(file, ErrorKind::local_io);
    const std::vector<Token> tokens = tokens_of(text);
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
      const std::string word(tokens[i].text);
      // `AS k (name)` and `INSERT INTO t (a)` call nothing.
      const bool is_named = tokens[i - 1].text == "." || tokens[i - 1].text == "AS" || tokens[i - 1].text == ")";
      if (tokens[i].kind == TokenKind::word && tokens[i + 1].text == "(" && !is_named && !is_grammars(word)) {
        INFO(file.string() << ": " << word);
        CHECK_FALSE(functions.contains(word));
      }
    }
  }
}
