#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

const std::string kPassword = "S3cr%tZ@/:#?";

// The test's server lets everybody in by its socket, so a role with this password needs no proof; what matters is what is printed.
class SecretWorkspace : public TestWorkspace {
 public:
  SecretWorkspace() {
    service("api");
    revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:downgrade\nDROP TABLE t;\n");
  }

  std::string url(const std::string& password) {
    std::string text = database().url();
    return deed::replace_all(std::move(text), "postgresql://postgres@", "postgresql+asyncpg://postgres:" + password + "@");
  }

  void check_nothing_shown(const ProcessResult& result) {
    for (const std::string& text : {result.out, result.err}) {
      CHECK_THAT(text, !Contains("S3cr") && !Contains("tZ@") && !Contains("25tZ"));
    }
  }
};

}  // namespace

TEST_CASE("no command prints the password, whatever happens") {
  SecretWorkspace workspace;
  const std::string encoded = workspace.url(deed::percent_encoded(kPassword));
  std::vector<std::vector<std::string>> commands{
      {"-v", "upgrade", "head"},   {"-v", "current", "-v"},     {"-v", "status"},
      {"-v", "history", "-i"},     {"-v", "ownership", "list"}, {"-v", "wait", "--timeout", "1s"},
      {"-v", "downgrade", "base"}, {"-v", "stamp", "head"},     {"-v", "review"}};
  for (const std::vector<std::string>& command : commands) {
    CAPTURE(command);
    const ProcessResult result = workspace.deed_with(command, {{"DATABASE_URL", encoded}});
    CHECK(result.exit_code == 0);
    workspace.check_nothing_shown(result);
  }
}

TEST_CASE("a URL that can't be used is refused without showing it") {
  SecretWorkspace workspace;
  workspace.service("api", "[database]\nconnect_timeout = \"1s\"\n");
  const std::string encoded = deed::percent_encoded(kPassword);
  const auto [url, code] = GENERATE_COPY(table<std::string, int>({
      {"postgresql://deed:" + kPassword + "@localhost/db", 3},
      {"postgresql://deed:" + encoded + "@127.0.0.1:1/db", 76},
      {"postgresql://deed:" + encoded + "@nosuchhost.invalid/db", 76},
      {"postgresql://deed:" + encoded + "@localhost:99999/db", 3},
      {"postgresql://deed:" + encoded + "@localhost/db?nosuch=1", 3},
      {"host=localhost password=" + kPassword + " x", 3},
      {kPassword, 3},
      {"postgresql://deed:p%zz" + encoded + "@localhost/db", 3},
  }));
  CAPTURE(url);
  const ProcessResult result = workspace.deed_with({"-v", "upgrade", "head"}, {{"DATABASE_URL", url}});
  CHECK(result.exit_code == code);
  CHECK_THAT(result.err, Contains("try:"));
  workspace.check_nothing_shown(result);
}

TEST_CASE("a missing database, a wrong one and a wrong role are told apart") {
  SecretWorkspace workspace;
  CHECK(workspace.deed_with({"upgrade", "head"}, {}).exit_code == 3);
  const std::string url = workspace.database().url();
  const ProcessResult database =
      workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", deed::replace_all(url, workspace.database().name(), "nosuchdb")}});
  CHECK(database.exit_code == 76);
  CHECK_THAT(database.err, Contains("nosuchdb"));
  const ProcessResult role =
      workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", deed::replace_all(url, "//postgres@", "//nosuchrole@")}});
  CHECK(role.exit_code == 74);
}
