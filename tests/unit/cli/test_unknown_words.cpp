#include <catch2/catch.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/parser.h"

using namespace deed;
using namespace deed::cli;

namespace {

std::vector<std::string> words_of(const std::string& line) { return split_list(line); }

// What is said about a line, and what to try.
std::string complaint(const std::string& line) {
  try {
    parse(words_of(line));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.text().what + " | " + error.text().hint;
  }
  return "";
}

}  // namespace

TEST_CASE("a word that has no place on the command line is told with what was meant") {
  const auto [line, told] = GENERATE(table<std::string, std::string>({
      {"upgrad head", "Unknown command 'upgrad'. Did you mean 'upgrade'? | deed --help"},
      {"ownership lst", "Unknown command 'ownership lst'. Did you mean 'list'? | deed ownership --help"},
      {"revision --autogenrate", "Unknown option '--autogenrate'. Did you mean '--autogenerate'? | deed revision --help"},
      {"upgrade --servic x head", "Unknown option '--servic'. Did you mean '--service'? | deed upgrade --help"},
      {"--colour=always heads", "Unknown option '--colour'. Did you mean '--color'? | deed --help"},
      {"-m x revision", "-m is an option of `deed revision`, and stands behind it. | deed revision -m"},
      {"--autogenerate revision", "--autogenerate is an option of `deed revision`, and stands behind it. | deed revision --autogenerate"},
      {"--tag x", "--tag is an option of `deed upgrade`, `deed downgrade`, `deed stamp`, and stands behind it. | deed upgrade --tag"},
      {"heads --autogenerate", "`deed heads` has no option --autogenerate; `deed revision` has. | deed heads --help"},
      {"current -c services", "Behind `deed current`, -c is --check-heads and takes no value. | deed -c services current"},
      {"heads x", "`deed heads` does not take 'x'. | deed heads --help"},
      {"dev", "`deed dev` needs a subcommand: start, stop, url. | deed dev --help"},
  }));
  CHECK(complaint(line) == told);
}

TEST_CASE("a value that a closed list does not have is refused with the list") {
  const auto [line, told] = GENERATE(table<std::string, std::string>({
      {"--format jsn heads", "--format does not take 'jsn'. Did you mean 'json'? | text, json."},
      {"review --fail-on warn", "--fail-on does not take 'warn'. | error, warning, never."},
      {"completion bsh", "SHELL does not take 'bsh'. Did you mean 'bash'? | bash, fish, zsh."},
  }));
  CHECK(complaint(line) == told);
}

TEST_CASE("options of deed itself may stand behind the command, unless it has one of that letter") {
  CHECK(parse(words_of("upgrade head -s api")).global.value("--service") == "api");
  CHECK(parse(words_of("current --config api")).global.value("--config") == "api");
}
