// docs/tutorial.md, typed into one shell: its commands end as the page says, and print what it shows.
#include <catch2/catch.hpp>

#include <regex>

#include "base/error.h"
#include "base/files.h"
#include "base/identifier.h"
#include "base/text.h"
#include "support/page.h"
#include "support/process.h"
#include "support/temporary_directory.h"

using namespace deed;
using namespace deed::testing;

namespace {

// A command that the page says to fail: "deed review   # exit 1".
std::string checked(std::string_view line) {
  std::smatch found;
  const std::string text(line);
  if (!std::regex_search(text, found, std::regex("^(.*?) +# exit (\\d+)$"))) {
    return text;
  }
  return found[1].str() + "; [ $? -eq " + found[2].str() + " ] || exit 99";
}

// What writes a file; the part behind the header of one that is there and named by a pattern.
std::string writing(const std::string& file, const std::string& text) {
  if (file.find('*') == std::string::npos) {
    return "cat > " + file + " <<'DEED_PAGE'\n" + text + "DEED_PAGE\n";
  }
  return "file=$(ls " + file + ") && sed -i '/^-- deed:upgrade/,$d' \"$file\" && cat >> \"$file\" <<'DEED_PAGE'\n" + text + "DEED_PAGE\n";
}

// Whether the lines come in this order, "..." standing for any others; each is part of a line.
std::string first_missing(const std::string& shown, const std::string& printed) {
  std::size_t at = 0;
  for (const std::string_view line : split_lines(shown)) {
    const std::string_view wanted = trim(line);
    if (wanted == "..." || wanted.empty()) {
      continue;
    }
    const std::size_t found = printed.find(wanted, at);
    if (found == std::string::npos) {
      return std::string(wanted);
    }
    at = found + wanted.size();
  }
  return "";
}

}  // namespace

TEST_CASE("docs/tutorial.md does what it says") {
  TemporaryDirectory directory;
  const std::vector<PageBlock> blocks = blocks_of(docs_page("tutorial.md"));
  const std::string place = quote_literal(directory.path().string());
  // Without -e: a command that the page says to fail is followed by the check of how.
  std::string script = "out=" + place + "\ndeed() { command " + deed_program() + " \"$@\"; }\ncd " + place + "\n";
  for (const PageBlock& block : blocks) {
    if (block.info.starts_with("sql ")) {
      script += writing(block.info.substr(4), block.text);
    } else if (block.info == "sh") {
      script += "{\n";
      bool inside_text = false;
      for (const std::string_view line : split_lines(block.text)) {
        script += inside_text ? std::string(line) : checked(line);
        const bool fails = line.find("# exit ") != std::string_view::npos;
        inside_text = line.ends_with("<<'END'") || (inside_text && line != "END");
        script += inside_text || fails ? "\n" : "\n[ $? -eq 0 ] || exit 98\n";
      }
      script += "} > \"$out/out" + std::to_string(block.line) + "\" 2>&1\n";
    }
  }
  ProcessOptions how;
  how.input = script;
  how.timeout = Duration(120'000);
  const ProcessResult result = run({"bash", "-s"}, how);
  std::string last;
  std::string printed;
  for (const PageBlock& block : blocks) {
    if (block.info == "sh") {
      const std::filesystem::path file = directory.path() / ("out" + std::to_string(block.line));
      printed = std::filesystem::exists(file) ? read_file(file, ErrorKind::local_io) : "";
      last = printed.empty() ? last : "docs/tutorial.md:" + std::to_string(block.line) + "\n" + printed;
    } else if (block.info == "text") {
      CAPTURE(block.line, printed);
      CHECK(first_missing(block.text, printed).empty());
    }
  }
  CAPTURE(last, result.err);
  CHECK(result.exit_code == 0);
}
