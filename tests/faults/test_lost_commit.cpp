// What became of a COMMIT whose answer never came is read from the history, whatever else is in the way of looking.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.h"
#include "support/fault_proxy.h"
#include "support/private_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

// A service of a role that logs in as another one, which sees nothing of the other one's sessions.
class RoleWorkspace : public TestWorkspace {
 public:
  RoleWorkspace() : proxy_(server_.address()) {
    server_.sql("postgres",
                "CREATE ROLE app_owner; CREATE ROLE app LOGIN NOINHERIT IN ROLE app_owner; GRANT CREATE ON DATABASE postgres TO app_owner; "
                "GRANT CREATE ON SCHEMA public TO app_owner");
    service("api", "[database]\nrole = \"app_owner\"\nconnect_timeout = \"4s\"\n");
    revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
    revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE u (a int);\n");
  }

  PrivateServer& server() { return server_; }
  FaultProxy& proxy() { return proxy_; }
  ProcessOptions options() const {
    return {.environment = {{"DATABASE_URL", replace_all(proxy_.address().url("postgres"), "postgres@", "app@")}}, .directory = path()};
  }

  // Holds at a message of the COMMIT of the first step; the first COMMIT of all is that of deed's own tables.
  void hold_at_commit(RunningProcess& process, WireMessage::Way way, char type) {
    for (const Deadline deadline(Duration(20'000)); !deadline.passed() && process.running();) {
      if (!proxy_.holds()) {
        no_cancellation().sleep(Duration(1));
        continue;
      }
      const std::vector<WireMessage> seen = proxy_.seen();
      const auto commits = std::count_if(seen.begin(), seen.end(), [](const auto& m) { return m.statement == "COMMIT" && m.type == 'P'; });
      const WireMessage& last = seen.back();
      if (commits == 2 && last.way == way && last.type == type) {
        return;
      }
      proxy_.go_on_to_next();
    }
    FAIL("there is no such message");
  }

 private:
  PrivateServer server_;
  FaultProxy proxy_;
};

}  // namespace

TEST_CASE("with a role that does not see the old session the outcome is known at once all the same") {
  RoleWorkspace workspace;
  workspace.proxy().arm(1);
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  const bool arrives = GENERATE(true, false);
  CAPTURE(arrives);
  workspace.hold_at_commit(runner, arrives ? WireMessage::Way::to_client : WireMessage::Way::to_server, arrives ? 'Z' : 'P');
  workspace.proxy().go_on(FaultProxy::Then::cut);
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == (arrives ? 0 : 70));
  CHECK_THAT(result.err, Contains(arrives ? "the history says it is done" : "The connection was lost before COMMIT took effect"));
  CHECK(run({"deed", "upgrade", "head"}, workspace.options()).exit_code == 0);
  CHECK(workspace.server().value("postgres", "SELECT count(*) FROM deed.version_api") == "2");
}

TEST_CASE("where the network died, the runner's own old session is ended rather than waited for") {
  RoleWorkspace workspace;
  workspace.proxy().arm(1);
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  workspace.hold_at_commit(runner, WireMessage::Way::to_server, 'P');
  // The runner hears that its connection is gone, the server does not.
  workspace.proxy().go_on(FaultProxy::Then::cut_client);
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == 70);
  CHECK(run({"deed", "upgrade", "head"}, workspace.options()).exit_code == 0);
  CHECK(workspace.server().value("postgres", "SELECT count(*) FROM deed.version_api") == "2");
}
