// docs/kubernetes.md, "The first release, command by command", typed into a shell: deed, psql and kustomize are real, kubectl and docker
// are stood in for, and the Job that the commands lead to is run.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "support/image.h"
#include "support/job.h"
#include "support/page.h"
#include "support/releases.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// What stands for a cluster and a registry: files. kubectl and docker take exactly the words that the page has, and refuse others.
constexpr const char* kSubstitutes = R"sh(
kubectl() {
  case "$*" in
    "create namespace "*|"config set-context --current --namespace="*) ;;
    "create secret generic "*" --from-file="*|"create configmap "*" --from-file="*)
      local kind=$2 name=$3 file=$4
      [ "$kind" = secret ] && name=$4 file=$5
      file=${file#--from-file=}
      mkdir -p "cluster/$kind/$name" && cp "${file#*=}" "cluster/$kind/$name/${file%%=*}" ;;
    "apply -k "*) kustomize build "$3" > cluster/applied.yaml ;;
    *) echo "kubectl $*?" >&2; return 99 ;;
  esac
}
docker() {
  case "$1" in
    build) [ "$2 $4 $6" = "--build-arg -f -t" ] && [ -f "$5" ] && [ -f "$8/deed.toml" ] && echo "$7" > built ;;
    push) [ "$2" = "$(cat built)" ] ;;
    *) return 99 ;;
  esac
}
)sh";

// The sh blocks of the section, each command checked.
std::string script_of_section() {
  const std::string page = docs_page("kubernetes.md");
  const std::size_t begin = page.find("## The first release, command by command");
  REQUIRE(begin != std::string::npos);
  std::string script;
  for (const PageBlock& block : blocks_of(page.substr(begin, page.find("\n## ", begin + 1) - begin))) {
    if (block.info != "sh") {
      continue;
    }
    for (const std::string_view line : split_lines(block.text)) {
      script += fmt::format("{}\n[ $? -eq 0 ] || {{ echo {} >&2; exit 98; }}\n", line, block.line);
    }
  }
  return script;
}

// Secrets or ConfigMaps that the commands made.
Cluster::Entries entries(const fs::path& directory) {
  Cluster::Entries result;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    for (const fs::directory_entry& key : fs::directory_iterator(entry.path())) {
      result[entry.path().filename()][key.path().filename()] = read_file(key.path(), ErrorKind::local_io);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the first release, command by command, leads to a Job that is complete and pods that start") {
  const auto kustomize = kubernetes_tool("kustomize");
  if (!kustomize || !has_containers() || !has_yaml()) {
    return;
  }
  const NetworkDatabase database("postgres");
  const std::string name = database.value("SELECT current_database()");
  WorkspaceFiles workspace;
  workspace.service("api-gateway", "[database]\nrole = \"api_gateway_owner\"\n");
  workspace.revision("api-gateway", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE account (id int);\n");
  fs::copy(network_server().authority(), workspace.path() / "ca.crt");

  std::string script = script_of_section();
  script = replace_all(
      script, "host=postgres.database.svc dbname=shared user=postgres",
      fmt::format("host={} port={} dbname={} user=postgres", network_server().socket_directory(), network_server().port(), name));
  script = replace_all(script, "postgres.database.svc:5432/shared", fmt::format("localhost:{}/{}", network_server().port(), name));
  workspace.write(
      "typed", fmt::format("{}\ndeed() {{ command {} \"$@\"; }}\nkustomize() {{ command {} \"$@\"; }}\npsql() {{ command {} \"$@\"; }}\n{}",
                           kSubstitutes, deed_program(), *kustomize, client_program("psql"), script));
  // Twice for \password, and for the URL: without a terminal all of them read standard input.
  const ProcessResult typed =
      run({"setsid", "--wait", "bash", workspace.path() / "typed"}, {.directory = workspace.path(), .input = "pw1\npw1\npw1\n"});
  INFO(typed.out << typed.err);
  REQUIRE(typed.exit_code == 0);

  const Image image(workspace.path() / "services/api-gateway", "api-gateway");
  Cluster cluster{.secrets = entries(workspace.path() / "cluster/secret"), .config_maps = entries(workspace.path() / "cluster/configmap")};
  cluster.images["registry.example.com/api-gateway-migrations:4f1c2ab"] = &image;
  const std::vector<Manifest> applied = read_manifests(read_file(workspace.path() / "cluster/applied.yaml", ErrorKind::local_io));
  const Manifest job = of_kind(applied, "Job");
  CHECK(job.at("/metadata/name").text() == "deed-api-gateway-4f1c2ab");
  const Manifest deployment = of_kind(applied, "Deployment");
  const Manifest waiter = deployment.pod().at("/initContainers").named("wait-for-database");

  // The pods wait until the Job has done its part.
  Pod pod(cluster, deployment.pod(), waiter);
  if (!pod.wait_for_text("Waiting for aaaaaaaaaaaa")) {
    FAIL(pod.wait().err);
  }
  const JobResult result = run_job(cluster, job);
  REQUIRE(result.pods.size() == 1);
  INFO(result.pods.front().err);
  CHECK(result.succeeded);
  CHECK_THAT(result.pods.front().err, Contains(R"("event":"result","message":"done","command":"upgrade","exit_code":0,"class":"done")"));
  CHECK(pod.wait().exit_code == 0);
  CHECK(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'account'") == "api_gateway_owner");
}
