#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.h"
#include "manual/manual.h"
#include "support/process.h"
#include "support/temporary_directory.h"

using namespace deed;
using Catch::Matchers::Contains;

namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::filesystem::path kSource = DEED_SOURCE_DIR;

std::string page(const std::string& name) {
  for (const manual::File& file : manual::roff_pages("1.2.3")) {
    if (file.name == name) {
      return file.text;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("docs/commands is what the commands say of themselves; scripts/docs writes it") {
  std::set<std::string> names;
  for (const manual::File& file : manual::markdown_pages()) {
    INFO("docs/commands/" << file.name << ": run scripts/docs");
    CHECK(content(kSource / "docs/commands" / file.name) == file.text);
    names.insert(file.name);
  }
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "docs/commands")) {
    INFO(entry.path() << " is of no command: run scripts/docs");
    CHECK(names.contains(entry.path().filename().string()));
  }
}

TEST_CASE("deed(1) has every exit code that the program has") {
  const std::string codes = content(kSource / "tool/base/error.h");
  std::set<std::string> documented;
  for (const std::vector<std::string>& row : manual::table_rows(content(kSource / "docs/exit-codes.md"), "code")) {
    CHECK_THAT(page("deed.1"), Contains("\n.TP\n\\fB" + row.front() + "\\fR\n"));
    for (const std::string& code : split_list(row.front())) {
      documented.insert(code);
    }
  }
  const std::regex number(R"(^  \w+ = (\d+),$)", std::regex::multiline);
  for (auto found = std::sregex_iterator(codes.begin(), codes.end(), number); found != std::sregex_iterator(); ++found) {
    INFO("docs/exit-codes.md has no row for " << (*found)[1]);
    CHECK(documented.erase((*found)[1]) == 1);
  }
  // 0 and 1 are no errors.
  CHECK(documented == std::set<std::string>{"0", "1"});
}

TEST_CASE("manual pages can be pasted from: hyphens, quotes and dots stay what they are") {
  CHECK_THAT(page("deed-downgrade.1"), Contains("\\fBdeed downgrade \\-1\\fR"));
  CHECK_THAT(page("deed-init.1"), Contains("The service\\(aqs name"));
  CHECK_THAT(page("deed.1"), Contains("\\fBDATABASE_URL\\fR"));
  for (const manual::File& file : manual::roff_pages("1.2.3")) {
    for (const std::string_view line : split_lines(file.text)) {
      INFO(file.name << ": " << line);
      CHECK((!line.starts_with('.') || std::regex_search(line.begin(), line.end(), std::regex(R"(^\.(TH|SH|SS|TP|PP)( |$))"))));
    }
  }
}

TEST_CASE("mandoc finds nothing wrong with the manual pages") {
  if (!std::filesystem::exists("/usr/bin/mandoc")) {
    WARN("mandoc is not installed: the pages are not checked");
    return;
  }
  const testing::TemporaryDirectory directory;
  for (const manual::File& file : manual::roff_pages("1.2.3")) {
    const std::filesystem::path path = directory.write(file.name, file.text);
    const std::string found = testing::run({"mandoc", "-Tlint", "-Wwarning", path.string()}).out;
    // The pages are the same whenever they are made, so they have no date.
    for (const std::string_view line : split_lines(found)) {
      CHECK_THAT(std::string(line), Contains("missing date"));
    }
  }
}
