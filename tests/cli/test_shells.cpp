// The completion scripts in real shells, on the example services.
#include <catch2/catch.hpp>

#include <filesystem>

#include "base/text.h"
#include "support/process.h"
#include "support/temporary_directory.h"

using namespace deed;
using namespace deed::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

// deed on the PATH, as a user has it.
ProcessOptions at_services() {
  const std::filesystem::path build = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  return {.environment = {{"PATH", build.string() + ":/usr/bin:/bin"}}, .directory = std::filesystem::path(DEED_SOURCE_DIR) / "services"};
}

bool has(const std::string& shell) {
  const bool found = std::filesystem::exists("/usr/bin/" + shell) || std::filesystem::exists("/bin/" + shell);
  if (!found) {
    WARN(shell + " is not installed: its completion is not tested");
  }
  return found;
}

// What bash would insert for a line that is taken apart as it says: `words` in the syntax of an array.
std::string bash_reply(const std::string& line, const std::string& words, const std::string& type = "9") {
  const std::string script =
      "source <(deed completion bash); COMP_LINE=$1; COMP_POINT=${#1}; COMP_TYPE=$3; eval \"COMP_WORDS=($2)\"\n"
      "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _deed deed; printf '%s\\n' \"${COMPREPLY[@]}\"";
  const ProcessResult result = run({"bash", "--norc", "-c", script, "bash", line, words, type}, at_services());
  CHECK(result.err.empty());
  return result.out;
}

std::string fish_reply(const std::string& line) {
  const ProcessResult result =
      run({"fish", "--no-config", "-c", "deed completion fish | source; complete -C $argv[1]", line}, at_services());
  CHECK(result.err.empty());
  return result.out;
}

// zsh's own completion wants a terminal; so the script's calls of it are listened to.
std::string zsh_reply(const std::string& words) {
  const std::string script =
      "compdef() { : }; source <(deed completion zsh)\n"
      "compadd() { local list=$@[-1]; print -rl -- ${(P)list} }\n"
      "compset() { : }; _files() { print -r -- files $@ }\n"
      "eval \"words=($1)\"; CURRENT=$#words; PREFIX=$words[-1]; _deed";
  const ProcessResult result = run({"zsh", "-f", "-c", script, "zsh", words}, at_services());
  CHECK(result.err.empty());
  return result.out;
}

}  // namespace

TEST_CASE("bash completes commands, services and revisions") {
  CHECK(bash_reply("deed upg", "deed upg") == "upgrade\n");
  CHECK(bash_reply("deed -s ", "deed -s ''") == "api-gateway\nservice-selection\nusage-report\n");
  CHECK(bash_reply("deed -s api-gateway upgrade 4", "deed -s api-gateway upgrade 4") == "433391fde0a4\n");
  CHECK(bash_reply("deed downgrade -1", "deed downgrade -1") == "-1\n");
  CHECK(bash_reply("deed nonsense ", "deed nonsense ''") == "\n");
}

TEST_CASE("bash completes words that it takes apart itself") {
  CHECK(bash_reply("deed --format=j", "deed --format = j") == "json\n");
  CHECK(bash_reply("deed --format=", "deed --format =") == "text\njson\n");
  CHECK(bash_reply("deed -s usage-report revision --depends-on api-gateway:f2",
                   "deed -s usage-report revision --depends-on api-gateway : f2") == "f2fedb29303f\n");
  CHECK(bash_reply("deed -s api-gateway history -r -3:cu", "deed -s api-gateway history -r -3 : cu") == "current\n");
  CHECK(bash_reply("deed -c 'api-gateway' -s u", "deed -c \"'api-gateway'\" -s u") == "usage-report\n");
}

TEST_CASE("bash shows messages where it only lists, and files where paths belong") {
  CHECK_THAT(bash_reply("deed -s api-gateway upgrade ", "deed -s api-gateway upgrade ''", "63"),
             Contains("433391fde0a4  (add last login)\n"));
  CHECK(bash_reply("deed -c dee", "deed -c dee") == "deed.toml\n");
  CHECK(bash_reply("deed init api", "deed init api") == "api-gateway\n");
}

TEST_CASE("fish completes with explanations") {
  if (!has("fish")) {
    return;
  }
  CHECK_THAT(fish_reply("deed upg"), Equals("upgrade\tApply revisions, up to the one named\n"));
  CHECK_THAT(fish_reply("deed --format=j"), Equals("--format=json\n"));
  CHECK_THAT(fish_reply("deed -s api-gateway upgrade 4"), Equals("433391fde0a4\tadd last login\n"));
  CHECK_THAT(fish_reply("deed init api"), Equals("api-gateway/\n"));
  CHECK_THAT(fish_reply("deed -c dee"), Equals("deed.toml\n"));
}

TEST_CASE("zsh completes commands, services and revisions") {
  if (!has("zsh")) {
    return;
  }
  CHECK_THAT(zsh_reply("deed upg"), Equals("upgrade\n"));
  CHECK_THAT(zsh_reply("deed -s api-gateway upgrade 4"), Equals("433391fde0a4\n"));
  CHECK_THAT(zsh_reply("deed -s usage-report revision --depends-on s"), Equals("service-selection:\n"));
  CHECK_THAT(zsh_reply("deed init ''"), Equals("files -/\n"));
}

TEST_CASE("completion is silent about what is broken, and never connects") {
  TemporaryDirectory directory;
  directory.write("deed.toml", "servce = \n");
  ProcessOptions options{.environment = {{"DATABASE_URL", "postgresql://nobody@localhost:1/nowhere"}}, .directory = directory.path()};
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {}, {""}, {"-s", ""}, {"upgrade", ""}, {"-c", "/nowhere", "upgrade", ""}, {"history", "-r", "a:"}, {"\x01", "\xff"}}) {
    std::vector<std::string> command{"deed", "__complete"};
    command.insert(command.end(), words.begin(), words.end());
    const ProcessResult result = run(command, options);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
  }
  CHECK_THAT(run({"deed", "--help"}, options).out, !Contains("__complete"));
}
