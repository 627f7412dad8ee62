// The templates for Kubernetes: read by an API server's own code, and asked for what no type can say.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "config/service_config.h"
#include "support/manifest.h"
#include "support/page.h"
#include "support/process.h"
#include "support/temporary_directory.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// Every template as it is rendered for the service api_gateway of a workspace with three services.
class Rendered {
 public:
  Rendered() {
    directory_.write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n");
    for (const std::string name : {"api_gateway", "billing", "usage"}) {
      directory_.write("services/" + name + "/deed.toml", "service = \"" + name + "\"\n");
    }
    for (const std::string name : {"kubernetes", "helm", "kubernetes-workspace", "kubernetes-tenants"}) {
      const ProcessResult made =
          run({"deed", "init", name, "--service", "api_gateway", "--template", name}, {.directory = directory_.path()});
      INFO(made.err);
      REQUIRE(made.exit_code == 0);
    }
  }

  fs::path path(const std::string& name) const { return directory_.path() / name; }
  std::string file(const std::string& name) const { return deed::read_file(path(name), deed::ErrorKind::local_io); }
  void edit(const std::string& name, const std::string& from, const std::string& to) const {
    const std::string text = file(name);
    REQUIRE(text.find(from) != std::string::npos);
    directory_.write(name, deed::replace_all(text, from, to));
  }

  std::string tenants_job() const { return deed::replace_all(file("kubernetes-tenants/job.yaml"), "RELEASE", "4f1c2ab"); }
  std::string workspace_job() const { return deed::replace_all(file("kubernetes-workspace/job.yaml"), "RELEASE", "4f1c2ab"); }
  std::string kustomized(const std::string& tool, const std::string& overlay) const {
    const ProcessResult built = run({tool, "build", path("kubernetes/overlays/" + overlay)});
    INFO(built.err);
    REQUIRE(built.exit_code == 0);
    return built.out;
  }
  ProcessResult helm(const std::string& tool, std::vector<std::string> words) const {
    words.insert(words.begin(), {tool, "template", "release", path("helm"), "--kube-version", "1.33.0"});
    return run(words);
  }
  std::string charted(const std::string& tool, std::vector<std::string> words) const {
    words.insert(words.end(), {"--set-string", "image.tag=1.4.2"});
    const ProcessResult rendered = helm(tool, std::move(words));
    INFO(rendered.err);
    REQUIRE(rendered.exit_code == 0);
    return rendered.out;
  }

 private:
  TemporaryDirectory directory_;
};

ProcessResult checked(const std::string& tool, const std::string& yaml) { return run({tool, "-"}, {.input = yaml}); }

// Without a warning either.
void check_taken(const std::string& tool, const std::string& yaml) {
  const ProcessResult result = checked(tool, yaml);
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
}

// The codes of docs/exit-codes.md that are safe to run again, and what a container leaves when SIGKILL ends it.
std::vector<int> codes_to_run_again() {
  std::vector<int> codes{137};
  const std::string page = docs_page("exit-codes.md");
  for (const std::string_view line : deed::split_lines(page)) {
    if (!line.starts_with("| ") || line[2] < '0' || line[2] > '9') {
      continue;
    }
    for (const std::string& code : deed::split_list(deed::split(line, '|')[1])) {
      if (std::stoi(code) >= 70) {
        codes.push_back(std::stoi(code));
      }
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

// What every Job has to say, whichever template it is from.
void check_job(const Manifest& job) {
  const Manifest pod = job.pod();
  const Manifest rules = job.at("/spec/podFailurePolicy/rules");
  CHECK(rules.at("/0/action").text() == "Ignore");
  CHECK(rules.at("/0/onPodConditions/0/type").text() == "DisruptionTarget");
  const Manifest codes = rules.at("/1/onExitCodes");
  CHECK(codes.at("/operator").text() == "NotIn");
  CHECK(codes.at("/values").numbers() == codes_to_run_again());

  const deed::config::DatabaseConfig defaults;
  const auto seconds = [](deed::Duration duration) { return duration.count() / 1000; };
  CHECK(job.at("/spec/activeDeadlineSeconds").number() > seconds(defaults.connect_timeout + defaults.runner_wait + defaults.retry_for));
  // deed leaves within five seconds of a signal.
  CHECK(pod.at("/terminationGracePeriodSeconds").number() >= 10);
  CHECK(pod.at("/restartPolicy").text() == "Never");
  CHECK_FALSE(pod.at("/automountServiceAccountToken").yes());
  CHECK_FALSE(pod.at("/enableServiceLinks").yes());
}

// What each container of deed has to say.
void check_container(const Manifest& pod, const Manifest& container) {
  REQUIRE(container.exists());
  CHECK(container.at("/securityContext/readOnlyRootFilesystem").yes());
  CHECK(container.at("/terminationMessagePolicy").text() == "FallbackToLogsOnError");
  CHECK(container.at("/resources/limits").keys() == std::vector<std::string>{"memory"});
  const Manifest user = container.at("/securityContext/runAsUser");
  CHECK((user.exists() ? user : pod.at("/securityContext/runAsUser")).number() == 65532);
  // What the group may read is of use only where the pod is in the group.
  CHECK(pod.at("/securityContext/fsGroup").number() == 65532);
  CHECK(pod.at("/volumes").named("database").at("/projected/defaultMode").number() == 0440);
  CHECK(container.at("/volumeMounts").named("database").at("/mountPath").text() == "/run/secrets/database");
}

void check_url_in_file(const Manifest& container) {
  CHECK(container.at("/env").named("DATABASE_URL_FILE").at("/value").text() == "/run/secrets/database/url");
  CHECK_FALSE(container.at("/env").named("DATABASE_URL").exists());
}

void check_url_in_environment(const Manifest& container) {
  CHECK(container.at("/env").named("DATABASE_URL").at("/valueFrom/secretKeyRef/name").text() == "api-gateway-database");
  CHECK_FALSE(container.at("/env").named("DATABASE_URL_FILE").exists());
}

Manifest migration(const Manifest& job) { return job.pod().at("/containers").named("deed"); }
Manifest waiter(const Manifest& deployment) { return deployment.pod().at("/initContainers").named("wait-for-database"); }

}  // namespace

TEST_CASE("the manifests say what a migration needs, whatever the cluster") {
  if (!has_yaml()) {
    return;
  }
  const Rendered rendered;
  const Manifest job = read_manifests(rendered.file("kubernetes/base/job.yaml")).front();
  check_job(job);
  check_container(job.pod(), migration(job));
  check_url_in_file(migration(job));
  CHECK(migration(job).at("/command").texts() == std::vector<std::string>{"deed", "--log-format", "json", "upgrade", "head"});
  CHECK(migration(job).at("/workingDir").text() == "/services/api_gateway");

  const Manifest deployment = read_manifests(rendered.file("kubernetes/base/deployment.yaml")).front();
  check_container(deployment.pod(), waiter(deployment));
  check_url_in_file(waiter(deployment));
  CHECK(waiter(deployment).at("/command").texts() == std::vector<std::string>{"deed", "--log-format", "json", "wait", "--timeout", "10m"});
  CHECK(waiter(deployment).at("/image").text() == migration(job).at("/image").text());

  const Manifest policy = read_manifests(rendered.file("kubernetes/base/network-policy.yaml")).front();
  CHECK(policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1component").text() ==
        job.at("/spec/template/metadata/labels/app.kubernetes.io~1component").text());
  CHECK(policy.at("/spec/ingress").items().empty());

  const Manifest secret = read_manifests(rendered.file("kubernetes/secret.yaml")).front();
  const std::string authority = job.pod().at("/volumes").named("database").at("/projected/sources/1/configMap/items/0/path").text();
  CHECK_THAT(secret.at("/stringData/url").text(), Contains("sslmode=verify-full&sslrootcert=/run/secrets/database/" + authority));
}

TEST_CASE("the Indexed Job has an index for each service of the workspace, and a pod sees its own alone") {
  if (!has_yaml()) {
    return;
  }
  const std::vector<Manifest> manifests = read_manifests(Rendered().workspace_job());
  const Manifest job = of_kind(manifests, "Job");
  check_job(job);
  check_container(job.pod(), migration(job));
  CHECK(job.at("/spec/podFailurePolicy/rules/1/action").text() == "FailIndex");
  CHECK(job.at("/spec/completionMode").text() == "Indexed");

  const Manifest services = of_kind(manifests, "ConfigMap");
  CHECK(services.at("/data").keys() == std::vector<std::string>{"0", "1", "2"});
  CHECK(job.at("/spec/completions").number() == 3);
  CHECK(services.at("/data/1").text() == "workspace = { services = [\"services/billing\"] }");
  CHECK(job.pod().at("/volumes").named("services").at("/configMap/name").text() == services.at("/metadata/name").text());
  CHECK(migration(job).at("/volumeMounts").named("services").at("/subPathExpr").text() == "$(JOB_COMPLETION_INDEX)");
}

TEST_CASE("an API server takes what kustomize makes of the overlays") {
  const auto kustomize = kubernetes_tool("kustomize");
  const auto checker = kubernetes_tool("check_manifests");
  if (!kustomize || !checker || !has_yaml()) {
    return;
  }
  const Rendered rendered;

  SECTION("for a cluster: the Job is called after the release") {
    const std::string yaml = rendered.kustomized(*kustomize, "production");
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    CHECK(manifests.size() == 4);
    const Manifest job = of_kind(manifests, "Job");
    CHECK(job.at("/metadata/name").text() == "deed-api-gateway-4f1c2ab");
    CHECK(migration(job).at("/image").text() == "registry.example.com/api-gateway-migrations:4f1c2ab");
    CHECK(waiter(of_kind(manifests, "Deployment")).at("/image").text() == migration(job).at("/image").text());
  }
  SECTION("with the URL in the environment") {
    rendered.edit("kubernetes/overlays/production/kustomization.yaml", "# components:\n#   -", "components:\n  -");
    const std::string yaml = rendered.kustomized(*kustomize, "production");
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    check_url_in_environment(migration(of_kind(manifests, "Job")));
    check_url_in_environment(waiter(of_kind(manifests, "Deployment")));
  }
  SECTION("with a registry that wants a password") {
    rendered.edit("kubernetes/overlays/production/kustomization.yaml", "# components:\n#   - ../../components/url-in-environment\n#   -",
                  "components:\n  -");
    const std::string yaml = rendered.kustomized(*kustomize, "production");
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    for (const std::string kind : {"Job", "Deployment"}) {
      CHECK(of_kind(manifests, kind).pod().at("/imagePullSecrets/0/name").text() == "registry");
    }
  }
  SECTION("for Argo CD: hooks of the sync in waves, and the log of a failed Job stays") {
    const std::string yaml = rendered.kustomized(*kustomize, "argo-cd");
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    const Manifest job = of_kind(manifests, "Job");
    CHECK(job.at("/metadata/annotations/argocd.argoproj.io~1hook").text() == "Sync");
    CHECK(job.at("/metadata/annotations/argocd.argoproj.io~1hook-delete-policy").text() == "BeforeHookCreation");
    CHECK_FALSE(job.at("/spec/ttlSecondsAfterFinished").exists());
    const auto wave = [&](const std::string& kind) {
      const Manifest found = of_kind(manifests, kind).at("/metadata/annotations/argocd.argoproj.io~1sync-wave");
      return found.exists() ? std::stoi(found.text()) : 0;
    };
    CHECK(wave("ServiceAccount") < wave("Job"));
    CHECK(wave("NetworkPolicy") < wave("Job"));
    CHECK(wave("Job") < wave("Deployment"));
  }
}

TEST_CASE("the Indexed Job has a pod for each part of the tenants, with the image and the Secret of the plain one") {
  if (!has_yaml()) {
    return;
  }
  const Rendered rendered;
  const Manifest job = read_manifests(rendered.tenants_job()).front();
  check_job(job);
  check_container(job.pod(), migration(job));
  check_url_in_file(migration(job));
  CHECK(job.at("/spec/podFailurePolicy/rules/1/action").text() == "FailIndex");
  CHECK(job.at("/spec/completionMode").text() == "Indexed");
  const std::string shard = fmt::format("$(JOB_COMPLETION_INDEX)/{}", job.at("/spec/completions").number());
  CHECK(migration(job).at("/command").texts() ==
        std::vector<std::string>{"deed", "--log-format", "json", "--shard", shard, "upgrade", "head"});
  CHECK(migration(job).at("/env").named("JOB_COMPLETION_INDEX").exists());

  const Manifest plain = read_manifests(deed::replace_all(rendered.file("kubernetes/base/job.yaml"), "RELEASE", "4f1c2ab")).front();
  const auto same = [&](const std::string& path) {
    CAPTURE(path);
    CHECK(job.at(path).text() == plain.at(path).text());
  };
  same("/spec/template/spec/containers/0/image");
  same("/spec/template/spec/containers/0/workingDir");
  same("/spec/template/spec/volumes/0/projected/sources/0/secret/name");
  // The NetworkPolicy of the plain one is for these pods too.
  same("/spec/template/metadata/labels/app.kubernetes.io~1component");
  same("/spec/template/metadata/labels/app.kubernetes.io~1name");
}

TEST_CASE("an API server takes the Secret and the Indexed Jobs") {
  const auto checker = kubernetes_tool("check_manifests");
  if (!checker) {
    return;
  }
  const Rendered rendered;
  for (const std::string& yaml : {rendered.file("kubernetes/secret.yaml"), rendered.workspace_job(), rendered.tenants_job()}) {
    check_taken(*checker, yaml);
  }
}

TEST_CASE("a mistake in a manifest is found") {
  const auto checker = kubernetes_tool("check_manifests");
  if (!checker) {
    return;
  }
  const auto [from, to, message] = GENERATE(table<std::string, std::string, std::string>({
      {"backoffLimit:", "backofLimit:", "unknown field \"spec.backofLimit\""},
      {"readOnlyRootFilesystem:", "readOnlyRootFileSystem:",
       "unknown field \"spec.template.spec.containers[0].securityContext.readOnlyRootFileSystem\""},
      {"backoffLimit: 4", "backoffLimit: four", "cannot unmarshal string"},
      {"restartPolicy: Never", "restartPolicy: OnFailure", "only \"Never\" is supported when podFailurePolicy is specified"},
      {"values: [70,", "values: [70, 70,", "Duplicate value"},
      {"containerName: deed", "containerName: dead", "must be one of the container or initContainer names"},
      {"name: deed-api-gateway", "name: deed-api_gateway", "Invalid value: \"deed-api_gateway\""},
      {"mountPath: /run/secrets/database", "mountPath: \"\"", "mountPath: Required value"},
      {"drop: [ALL]", "drop: [NET_RAW]", "not restricted: unrestricted capabilities"},
      {"runAsNonRoot: true", "runAsNonRoot: false", "not restricted: runAsNonRoot != true"},
      {"backoffLimit: 4", "backoffLimit: 4\n  backoffLimit: 5", "already set"},
  }));
  CAPTURE(from, to);
  const Rendered rendered;
  CHECK(checked(*checker, rendered.file("kubernetes/base/job.yaml")).exit_code == 0);
  rendered.edit("kubernetes/base/job.yaml", from, to);
  const ProcessResult result = checked(*checker, rendered.file("kubernetes/base/job.yaml"));
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.err, Contains(message));
}

TEST_CASE("a release whose name cannot be a pod's is found") {
  const auto checker = kubernetes_tool("check_manifests");
  if (!checker) {
    return;
  }
  const ProcessResult result = checked(*checker, deed::replace_all(Rendered().workspace_job(), "4f1c2ab", "1.4.2"));
  CHECK_THAT(result.err, Contains("will not able to create pod with invalid DNS label"));
}

TEST_CASE("an API server takes what Helm makes of the chart") {
  const auto helm = kubernetes_tool("helm");
  const auto checker = kubernetes_tool("check_manifests");
  if (!helm || !checker || !has_yaml()) {
    return;
  }
  const Rendered rendered;
  CHECK(run({*helm, "lint", "--strict", rendered.path("helm"), "--set-string", "image.tag=1.4.2"}).exit_code == 0);

  SECTION("as it is: the hooks in order, and none deletes its log") {
    const std::string yaml = rendered.charted(*helm, {});
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    CHECK(manifests.size() == 4);
    const auto annotation = [&](const std::string& kind, const std::string& name) {
      return of_kind(manifests, kind).at("/metadata/annotations/helm.sh~1" + name).text();
    };
    for (const std::string kind : {"Job", "ServiceAccount", "NetworkPolicy"}) {
      CHECK(annotation(kind, "hook") == "pre-install,pre-upgrade");
      CHECK(annotation(kind, "hook-delete-policy") == "before-hook-creation");
    }
    CHECK(std::stoi(annotation("ServiceAccount", "hook-weight")) < std::stoi(annotation("Job", "hook-weight")));
    CHECK(std::stoi(annotation("NetworkPolicy", "hook-weight")) < std::stoi(annotation("Job", "hook-weight")));
    const Manifest job = of_kind(manifests, "Job");
    check_job(job);
    check_container(job.pod(), migration(job));
    check_url_in_file(migration(job));
    CHECK_FALSE(job.at("/spec/ttlSecondsAfterFinished").exists());
    CHECK(migration(job).at("/command").texts() ==
          std::vector<std::string>{"deed", "--log-format", "json", "upgrade", "head", "--tag", "1.4.2"});
    const Manifest deployment = of_kind(manifests, "Deployment");
    check_container(deployment.pod(), waiter(deployment));
    check_url_in_file(waiter(deployment));
    CHECK_FALSE(deployment.at("/metadata/annotations/helm.sh~1hook").exists());
  }
  SECTION("with every choice taken otherwise") {
    const std::string yaml = rendered.charted(
        *helm, {"--set", "database.from=environment,database.port=6432,migration.networkPolicy=false,migration.waitDependencies=5m",
                "--set-string", "migration.hooks=post-install\\,pre-upgrade", "--set", "image.pullSecrets={registry}"});
    check_taken(*checker, yaml);
    const std::vector<Manifest> manifests = read_manifests(yaml);
    CHECK(manifests.size() == 3);
    const Manifest job = of_kind(manifests, "Job");
    check_url_in_environment(migration(job));
    check_url_in_environment(waiter(of_kind(manifests, "Deployment")));
    CHECK(migration(job).at("/command").texts().back() == "5m");
    CHECK(job.pod().at("/imagePullSecrets/0/name").text() == "registry");
    CHECK(of_kind(manifests, "Deployment").pod().at("/imagePullSecrets/0/name").text() == "registry");
  }
}

TEST_CASE("the chart refuses values that mean nothing") {
  const auto helm = kubernetes_tool("helm");
  if (!helm) {
    return;
  }
  const auto [value, message] = GENERATE(table<std::string, std::string>({
      {"image.tag=", "image.tag is the release"},
      {"database.form=file", "Additional property form is not allowed"},
      {"database.from=vault", "must be one of"},
      {"wait.timeout=10", "Does not match pattern"},
      {"migration.hooks=pre-rollback", "Does not match pattern"},
  }));
  CAPTURE(value);
  const ProcessResult result = Rendered().helm(*helm, {"--set-string", "image.tag=1", "--set-string", value});
  CHECK(result.exit_code != 0);
  CHECK_THAT(result.err, Contains(message));
}

TEST_CASE("what a Dockerfile copies, and nothing else, is let through by its .dockerignore") {
  const auto [name, words] = GENERATE(table<std::string, std::vector<std::string>>({
      {"docker", {"--service", "api_gateway"}},
      {"kubernetes-workspace", {}},
  }));
  CAPTURE(name);
  const Rendered rendered;
  std::vector<std::string> command{"deed", "init", "image", "--template", name};
  command.insert(command.end(), words.begin(), words.end());
  REQUIRE(run(command, {.directory = rendered.path("")}).exit_code == 0);
  std::vector<std::string> copied{"*"};
  const std::string dockerfile = rendered.file("image/migrations.Dockerfile");
  for (const std::string_view line : deed::split_lines(dockerfile)) {
    if (line.starts_with("COPY ") && !line.starts_with("COPY --from=")) {
      copied.push_back("!" + std::string(deed::split(line, ' ')[1]));
    }
  }
  std::vector<std::string> ignored;
  const std::string patterns = rendered.file("image/migrations.Dockerfile.dockerignore");
  for (const std::string_view line : deed::split_lines(patterns)) {
    if (!line.empty() && !line.starts_with('#')) {
      ignored.emplace_back(line);
    }
  }
  std::sort(copied.begin(), copied.end());
  std::sort(ignored.begin(), ignored.end());
  CHECK(copied == ignored);
  CHECK(copied.size() == (name == "docker" ? 3 : 8));
}

TEST_CASE("an API server takes the manifests of a service whatever its name is") {
  const auto kustomize = kubernetes_tool("kustomize");
  const auto helm = kubernetes_tool("helm");
  const auto checker = kubernetes_tool("check_manifests");
  if (!kustomize || !helm || !checker || !has_yaml()) {
    return;
  }
  // As long as a name may be, odd at its ends, and what YAML would take for a number, for true, and for nothing.
  const std::string name = GENERATE(std::string(63, 'a'), std::string(33, 'b') + "_" + std::string(29, 'C'), "_Api__Gateway-", "1234",
                                    "0x1F", "true", "No", "null");
  CAPTURE(name);
  const TemporaryDirectory directory;
  for (const std::string kind : {"kubernetes", "helm", "kubernetes-tenants"}) {
    REQUIRE(run({"deed", "init", kind, "--service", name, "--template", kind}, {.directory = directory.path()}).exit_code == 0);
  }
  const ProcessResult overlay = run({*kustomize, "build", directory.path() / "kubernetes/overlays/production"});
  INFO(overlay.err);
  check_taken(*checker, overlay.out);
  const ProcessResult chart =
      run({*helm, "template", "release", directory.path() / "helm", "--kube-version", "1.33.0", "--set-string", "image.tag=1.4.2"});
  INFO(chart.err);
  check_taken(*checker, chart.out);
  const std::string tenants = deed::read_file(directory.path() / "kubernetes-tenants/job.yaml", deed::ErrorKind::local_io);
  check_taken(*checker, deed::replace_all(tenants, "RELEASE", "4f1c2ab"));
  check_taken(*checker, deed::read_file(directory.path() / "kubernetes/secret.yaml", deed::ErrorKind::local_io));
}

TEST_CASE("two long names that begin alike stay two names") {
  const TemporaryDirectory directory;
  std::vector<std::string> jobs;
  for (const std::string last : {"x", "y"}) {
    const ProcessResult made =
        run({"deed", "init", last, "--service", std::string(50, 'a') + last, "--template", "kubernetes"}, {.directory = directory.path()});
    REQUIRE(made.exit_code == 0);
    jobs.push_back(deed::read_file(directory.path() / last / "base/service-account.yaml", deed::ErrorKind::local_io));
  }
  CHECK(jobs[0].substr(jobs[0].find("kind:")) != jobs[1].substr(jobs[1].find("kind:")));
}

TEST_CASE("an image has the directory of revisions that deed.toml names") {
  const TemporaryDirectory directory;
  directory.write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n");
  directory.write("services/billing/deed.toml", "service = \"billing\"\n[revisions]\ndirectory = \"db/migrations\"\n");
  directory.write("services/usage/deed.toml", "service = \"usage\"\n");
  const auto made = [&](const std::string& where, std::vector<std::string> words) {
    words.insert(words.begin(), {"deed", "init"});
    const ProcessResult result = run(words, {.directory = directory.path() / where});
    INFO(result.err);
    CHECK(result.exit_code == 0);
  };
  const auto file = [&](const std::string& path) { return deed::read_file(directory.path() / path, deed::ErrorKind::local_io); };
  const std::string copied = "COPY db/migrations /services/billing/db/migrations\n";
  made("services/billing", {".", "--template", "docker"});
  CHECK_THAT(file("services/billing/migrations.Dockerfile"), Contains(copied));
  CHECK_THAT(file("services/billing/migrations.Dockerfile.dockerignore"), Contains("!db/migrations\n"));
  made("", {"elsewhere", "--service", "billing", "--template", "docker"});
  CHECK_THAT(file("elsewhere/migrations.Dockerfile"), Contains(copied));
  made("", {"new", "--service", "new", "--template", "docker"});
  CHECK_THAT(file("new/migrations.Dockerfile"), Contains("COPY revisions /services/new/revisions\n"));
  made("", {"all", "--template", "kubernetes-workspace"});
  CHECK_THAT(file("all/migrations.Dockerfile"),
             Contains("COPY services/billing/db/migrations /services/services/billing/db/migrations\n") &&
                 Contains("COPY services/usage/revisions /services/services/usage/revisions\n"));

  directory.write("services/billing/deed.toml", "service = \"billing\"\n[revisions]\ndirectory = \"my revisions\"\n");
  const ProcessResult odd = run({"deed", "init", "odd", "--service", "billing", "--template", "docker"}, {.directory = directory.path()});
  CHECK(odd.exit_code == 2);
  CHECK_THAT(odd.err, Contains("The directory 'my revisions' cannot stand in these files"));
}

TEST_CASE("a service whose name Kubernetes cannot have gets one that it can, or is told") {
  const TemporaryDirectory directory;
  const auto init = [&](const std::string& service) {
    return run({"deed", "init", "k8s", "--service", service, "--template", "kubernetes"}, {.directory = directory.path()});
  };
  const ProcessResult none = init("__");
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.err, Contains("'__' has no character that Kubernetes allows"));
  CHECK(init("_Api_Gateway").exit_code == 0);
  const std::string job = deed::read_file(directory.path() / "k8s/base/job.yaml", deed::ErrorKind::local_io);
  CHECK_THAT(job, Contains("name: deed-api-gateway\n") && Contains("workingDir: /services/_Api_Gateway\n"));
}
