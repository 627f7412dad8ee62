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

TEST_CASE("an empty word is a variable that was not set, and not nothing to do") {
  const auto told = [](const std::vector<std::string>& words) {
    try {
      parse(words);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      return error.text().what;
    }
    return std::string();
  };
  CHECK(told({"upgrade", ""}) == "REV is empty: is a variable unset?");
  CHECK(told({"downgrade", " "}) == "REV is empty: is a variable unset?");
  CHECK(told({"stamp", "head", ""}) == "REV is empty: is a variable unset?");
  CHECK(told({"init", ""}) == "DIR is empty: is a variable unset?");
  CHECK(told({"-s", "", "upgrade", "head"}) == "--service is empty: is a variable unset?");
  CHECK(told({"upgrade", "head", "--service="}) == "--service: 1 required TEXT missing.");
  CHECK(told({"-c", "", "heads"}) == "--config is empty: is a variable unset?");
  CHECK(told({"revision", "-m", ""}) == "--message is empty: is a variable unset?");
  CHECK(told({"revision", "-m", "x", "--rev-id", ""}) == "--rev-id is empty: is a variable unset?");
  CHECK(told({"wait", "--revision", ""}) == "--revision is empty: is a variable unset?");
  CHECK(told({"upgrade", "head", "--tag", ""}).empty());
}

TEST_CASE("an option does not swallow the next one") {
  CHECK(complaint("upgrade head --tag --sql") == "--tag needs a value; write --tag=--sql if that is meant. | --tag TEXT");
  CHECK(complaint("revision -m --autogenerate") == "-m needs a value; write --message=--autogenerate if that is meant. | --message TEXT");
  CHECK(complaint("upgrade head --tag -s api") == "--tag needs a value; write --tag=-s if that is meant. | --tag TEXT");
  CHECK(complaint("-s --all upgrade head") == "-s needs a value; write --service=--all if that is meant. | --service NAME");
  CHECK(parse(words_of("upgrade head --tag=--sql")).arguments.value("--tag") == "--sql");
  CHECK(parse(words_of("upgrade head --tag -x")).arguments.value("--tag") == "-x");
  CHECK(parse(words_of("history -r -3:current")).arguments.value("--rev-range") == "-3:current");
}
