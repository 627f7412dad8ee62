// The Jobs that the templates describe, run as Kubernetes would run them: the files of a migration image, the user, the Secrets, signals
// and retries of the rendered manifest, against a server on the network that speaks TLS.
#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>

#include "base/files.h"
#include "base/text.h"
#include "support/image.h"
#include "support/job.h"
#include "support/releases.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

bool can_run_jobs() { return has_containers() && has_yaml(); }

// api with a table; its second release is stopped in its second step by whoever holds a lock on that table.
class ApiReleases : public Releases {
 public:
  explicit ApiReleases(const NetworkDatabase& database, const std::string& configuration = "") : Releases(database) {
    service("api", configuration);
    revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:downgrade\n");
    release("api", "1");
    revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
             "-- deed:upgrade\nCREATE TABLE u (a int);\n\n-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n\n"
             "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (b);\n\n-- deed:downgrade\n");
    release("api", "2");
  }

  JobResult first_release() const { return run_job(cluster, job("api", "1")); }
};

// Where the second step of the second release waits for the lock.
constexpr const char* kStopped = "waits for AccessExclusiveLock";

std::vector<int> codes(const JobResult& result) {
  std::vector<int> all;
  for (const ProcessResult& pod : result.pods) {
    all.push_back(pod.exit_code);
  }
  return all;
}

// All of it is there, once.
void check_second_release(const NetworkDatabase& database) {
  CHECK(database.value("SELECT string_agg(step || ' ' || event, ', ' ORDER BY position) FROM deed.version_api "
                       "WHERE revision = 'bbbbbbbbbbbb' AND event IN ('done', 'upgraded')") == "1 done, 2 done, 3 done, 3 upgraded");
  CHECK(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_b'::regclass") == "t");
}

std::string text_of(pid_t process, const std::string& file) {
  return deed::read_file("/proc/" + std::to_string(process) + "/" + file, deed::ErrorKind::local_io);
}

}  // namespace

TEST_CASE("the migration image has deed, its libraries, and of the service what upgrade and wait read") {
  if (!has_containers()) {
    return;
  }
  WorkspaceFiles workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT 1;\n");
  workspace.model("api", "CREATE TABLE t (a int);");
  workspace.write("services/api/.env", "DATABASE_URL=postgresql://secret\n");
  const Image image(workspace.path() / "services/api", "api");

  std::uintmax_t size = 0;
  std::vector<std::string> programs;
  std::vector<std::string> of_service;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(image.files())) {
    const std::string name = "/" + entry.path().lexically_relative(image.files()).string();
    struct stat status {};
    REQUIRE(::lstat(entry.path().c_str(), &status) == 0);
    CHECK((status.st_mode & (S_ISUID | S_ISGID)) == 0);
    if (!S_ISREG(status.st_mode)) {
      continue;
    }
    size += entry.file_size();
    if (name.find("/bin/") != std::string::npos) {
      programs.push_back(name);
    }
    if (name.starts_with("/services/")) {
      of_service.push_back(name);
    }
  }
  // docs/kubernetes.md says how large it is.
  CHECK(size < 34'000'000);
  CHECK(programs == std::vector<std::string>{"/usr/bin/deed"});
  std::sort(of_service.begin(), of_service.end());
  CHECK(of_service == std::vector<std::string>{"/services/api/deed.toml", "/services/api/revisions/aaaaaaaaaaaa.sql"});

  workspace.revision("api", "bbbbbbbbbbbb", "cccccccccccc", "-- deed:upgrade\nSELECT 1;\n");
  CHECK_THROWS_WITH(Image(workspace.path() / "services/api", "api"), Contains("RUN [\"deed\", \"heads\"]") && Contains("cccccccccccc"));
}

TEST_CASE("the Job controller's rules say which failure is worth another pod") {
  if (!has_yaml()) {
    return;
  }
  const Manifest job = Releases(NetworkDatabase()).job("api", "1");
  struct Case {
    int code;
    bool disrupted;
    PodVerdict expected;
  };
  const Case cases[] = {
      {6, false, PodVerdict::fails_the_job}, {11, false, PodVerdict::fails_the_job},  {139, false, PodVerdict::fails_the_job},
      {74, false, PodVerdict::counts},       {75, false, PodVerdict::counts},         {137, false, PodVerdict::counts},
      {143, false, PodVerdict::counts},      {143, true, PodVerdict::does_not_count}, {137, true, PodVerdict::does_not_count},
  };
  for (const Case& failed : cases) {
    CAPTURE(failed.code, failed.disrupted);
    CHECK(verdict(job, failed.code, failed.disrupted) == failed.expected);
  }
}

TEST_CASE("a release: one pod, which has no rights, no home, and no secret but in a file") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(codes(releases.first_release()) == std::vector<int>{0});

  TableLock lock(database, "t");
  std::string status;
  std::string environment;
  std::string words;
  std::string mounts;
  struct stat memory {};
  const JobResult result = run_job(releases.cluster, releases.job("api", "2"), [&](int, Pod& pod) {
    REQUIRE(pod.wait_for_text(kStopped));
    status = text_of(pod.id(), "status");
    environment = text_of(pod.id(), "environ");
    words = text_of(pod.id(), "cmdline");
    mounts = text_of(pod.id(), "mountinfo");
    REQUIRE(::stat(("/proc/" + std::to_string(pod.id()) + "/mem").c_str(), &memory) == 0);
    lock.release();
  });
  CHECK(codes(result) == std::vector<int>{0});
  CHECK(result.succeeded);
  check_second_release(database);

  CHECK_THAT(status, Contains("Uid:\t65532\t65532") && Contains("CapEff:\t0000000000000000") && Contains("NoNewPrivs:\t1"));
  CHECK_THAT(status, Catch::Matches("[^]*NSpid:\t[0-9]+\t1\n[^]*"));
  CHECK_THAT(mounts, Contains("root / ro,") && Contains(" /run/secrets/database ro,"));
  CHECK_THAT(environment, !Contains("HOME=") && !Contains("S3cr") && Contains("DATABASE_URL_FILE=/run/secrets/database/url"));
  // Root's and not the process's own user's: the kernel dumps no core of it, and nobody of that user may read its memory.
  CHECK(memory.st_uid == 0);
  CHECK(words == std::string("deed\0upgrade\0head\0", 18));
  CHECK_THAT(result.pods.front().out + result.pods.front().err, !Contains("S3cr") && Contains("Connected to localhost"));
}

TEST_CASE("a pod that is killed is replaced, and the next one goes on") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  TableLock lock(database, "t");
  const JobResult result = run_job(releases.cluster, releases.job("api", "2"), [&](int number, Pod& pod) {
    if (number == 1) {
      REQUIRE(pod.wait_for_text(kStopped));
      pod.kill();
      lock.release();
    }
  });
  CHECK(codes(result) == std::vector<int>{137, 0});
  CHECK_THAT(result.pods.back().err, !Contains("step 1 of 3"));
  check_second_release(database);
}

TEST_CASE("an eviction costs no try") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  TableLock lock(database, "t");
  const JobResult result =
      run_job(releases.cluster, releases.job("api", "2", "backoffLimit: 4", "backoffLimit: 0"), [&](int number, Pod& pod) {
        if (number == 1) {
          REQUIRE(pod.wait_for_text(kStopped));
          pod.evict();
          lock.release();
        }
      });
  CHECK(codes(result) == std::vector<int>{143, 0});
  check_second_release(database);
}

TEST_CASE("a pod that does not hear SIGTERM is killed when its grace period is over, and the next one goes on") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  TableLock lock(database, "t");
  const Manifest job = releases.job("api", "2", "terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 1");
  const JobResult result = run_job(releases.cluster, job, [&](int number, Pod& pod) {
    if (number == 1) {
      REQUIRE(pod.wait_for_text(kStopped));
      ::kill(pod.id(), SIGSTOP);
      pod.stop();
      lock.release();
    }
  });
  CHECK(codes(result) == std::vector<int>{137, 0});
  check_second_release(database);
}

TEST_CASE("the Job's deadline ends it cleanly, and the next Job goes on") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  {
    const TableLock lock(database, "t");
    const Manifest job = releases.job("api", "2", "activeDeadlineSeconds: 1800", "activeDeadlineSeconds: 1");
    // However long that takes: the deadline has passed then, and nothing was asked to stop before.
    const JobResult result = run_job(releases.cluster, job, [](int, Pod& pod) { REQUIRE(pod.wait_for_text(kStopped)); });
    CHECK(result.reason == "DeadlineExceeded");
    CHECK(codes(result) == std::vector<int>{143});
  }
  CHECK(run_job(releases.cluster, releases.job("api", "2")).succeeded);
  check_second_release(database);
}

TEST_CASE("a password that changes under a Job costs one pod") {
  if (!can_run_jobs()) {
    return;
  }
  network_server().sql("ALTER ROLE tls_only PASSWORD 'old'");
  const NetworkDatabase database("tls_only");
  ApiReleases releases(database);
  const auto secret = [&](const std::string& password) { releases.cluster.secrets["api-database"]["url"] = database.url(password); };
  std::string yaml = releases.rendered("kubernetes", "api", "base/job.yaml", "2");
  SECTION("as a file") {}
  SECTION("as a variable, by the component for it") {
    const auto kustomize = kubernetes_tool("kustomize");
    if (!kustomize) {
      return;
    }
    const TemporaryDirectory directory;
    REQUIRE(run({"deed", "init", directory.path(), "--service", "api", "--template", "kubernetes"}).exit_code == 0);
    directory.write("overlays/test/kustomization.yaml",
                    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../../base]\n"
                    "components: [../../components/url-in-environment]\n");
    const ProcessResult built = run({*kustomize, "build", directory.path() / "overlays/test"});
    REQUIRE(built.exit_code == 0);
    yaml = deed::replace_all(built.out, "RELEASE", "2");
  }
  const Manifest job = of_kind(read_manifests(yaml), "Job");
  secret("old");
  network_server().sql("ALTER ROLE tls_only PASSWORD 'new'");
  const JobResult result = run_job(releases.cluster, job, [&](int number, Pod& pod) {
    if (number == 1) {
      pod.wait();
      secret("new");
    }
  });
  CHECK(codes(result) == std::vector<int>{74, 0});
  CHECK_THAT(result.pods.front().err, Contains("refuses the password of role 'tls_only'"));
  check_second_release(database);
}

TEST_CASE("a database that is not up yet costs no pod, and a Secret that changes meanwhile is heeded") {
  if (!can_run_jobs()) {
    return;
  }
  network_server().sql("ALTER ROLE tls_only PASSWORD 'new'");
  const NetworkDatabase database("tls_only");
  ApiReleases releases(database);
  releases.cluster.secrets["api-database"]["url"] = database.url("old");
  network_server().stop();
  const JobResult result = run_job(releases.cluster, releases.job("api", "2"), [&](int, Pod& pod) {
    CHECK(pod.wait_for_text("Nothing listens"));
    releases.cluster.secrets["api-database"]["url"] = database.url("new");
    pod.refresh();
    network_server().start();
  });
  CHECK(codes(result) == std::vector<int>{0});
  check_second_release(database);
}

TEST_CASE("a revision that is refused costs exactly one pod") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  const auto [text, code] = GENERATE(table<std::string, int>({
      {"DROP TABLE t;", 6},
      {"DO $$ BEGIN EXECUTE 'DROP' || ' TABLE t'; END $$;", 7},
      {"SELECT 1 / 0;", 11},
  }));
  CAPTURE(text);
  releases.service("billing");
  releases.revision("billing", "cccccccccccc", "", "-- deed:upgrade\n" + text + "\n");
  releases.release("billing", "1");
  const JobResult result = run_job(releases.cluster, releases.job("billing", "1"));
  CHECK(result.reason == "PodFailurePolicy");
  CHECK(codes(result) == std::vector<int>{code});
  CHECK(database.value("SELECT to_regclass('t')") == "t");
}

TEST_CASE("a release that comes while another one runs waits for it, names it, and does its own part") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  ApiReleases releases(database);
  releases.revision("api", "cccccccccccc", "bbbbbbbbbbbb", "-- deed:upgrade\nCREATE TABLE w (a int);\n\n-- deed:downgrade\n");
  releases.release("api", "3");
  CHECK(releases.first_release().succeeded);
  TableLock lock(database, "t");
  JobResult newer;
  const JobResult older = run_job(releases.cluster, releases.job("api", "2"), [&](int, Pod& first) {
    REQUIRE(first.wait_for_text(kStopped));
    newer = run_job(releases.cluster, releases.job("api", "3"), [&](int, Pod& second) {
      CHECK(second.wait_for_text("Waiting for another runner of deed.version_api: pid"));
      lock.release();
    });
  });
  CHECK(codes(older) == std::vector<int>{0});
  CHECK(codes(newer) == std::vector<int>{0});
  check_second_release(database);
  CHECK(database.value("SELECT to_regclass('w')") == "w");
}

TEST_CASE("a lock that stays busy is tried by the next pod, and no more often than backoffLimit says") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database, "[database]\nlock_timeout = \"100ms\"\nretry_for = \"500ms\"\n");
  CHECK(releases.first_release().succeeded);
  TableLock lock(database, "t");
  const Manifest job = releases.job("api", "2", "backoffLimit: 4", "backoffLimit: 1");
  const JobResult failed = run_job(releases.cluster, job);
  CHECK(failed.reason == "BackoffLimitExceeded");
  CHECK(codes(failed) == std::vector<int>{75, 75});
  CHECK_THAT(failed.pods.back().err, Contains("blocked by pid"));

  const JobResult result = run_job(releases.cluster, job, [&](int number, Pod& pod) {
    if (number == 1) {
      REQUIRE(pod.wait_for_text("error: "));
      lock.release();
    }
  });
  CHECK(codes(result) == std::vector<int>{75, 0});
  check_second_release(database);
}

TEST_CASE("Jobs of two services run side by side") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  Releases releases(database);
  for (const std::string name : {"api", "billing"}) {
    releases.service(name);
    releases.revision(name, name == "api" ? "aaaaaaaaaaaa" : "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE " + name + "_t (a int);\n");
    releases.release(name, "1");
    CHECK(run_job(releases.cluster, releases.job(name, "1")).succeeded);
    releases.revision(name, name == "api" ? "cccccccccccc" : "dddddddddddd", name == "api" ? "aaaaaaaaaaaa" : "bbbbbbbbbbbb",
                      "-- deed:upgrade\nALTER TABLE " + name + "_t ADD COLUMN b int;\n");
    releases.release(name, "2");
  }
  TableLock first(database, "api_t");
  TableLock second(database, "billing_t");
  JobResult inner;
  const JobResult outer = run_job(releases.cluster, releases.job("api", "2"), [&](int, Pod& api) {
    REQUIRE(api.wait_for_text(kStopped));
    inner = run_job(releases.cluster, releases.job("billing", "2"), [&](int, Pod& billing) {
      // Both are in the middle of their steps at once; the one that came later ends first.
      CHECK(billing.wait_for_text(kStopped));
      CHECK(api.running());
      second.release();
    });
    CHECK(api.running());
    first.release();
  });
  CHECK(codes(outer) == std::vector<int>{0});
  CHECK(codes(inner) == std::vector<int>{0});
}

TEST_CASE("a rollout waits for its Job; after a rollback the older image finds all that it needs and nothing to do") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  const ApiReleases releases(database);
  CHECK(releases.first_release().succeeded);
  const auto waiter = [&](const std::string& tag) {
    const Manifest pod = releases.deployment("api", tag).pod();
    return std::make_unique<Pod>(releases.cluster, pod, pod.at("/initContainers/0"));
  };
  const auto newer = waiter("2");
  CHECK(newer->wait_for_text("Waiting for bbbbbbbbbbbb of api"));
  CHECK(newer->running());
  CHECK(run_job(releases.cluster, releases.job("api", "2")).succeeded);
  CHECK(newer->wait().exit_code == 0);
  check_second_release(database);

  CHECK(waiter("1")->wait().exit_code == 0);
  const JobResult older = releases.first_release();
  CHECK(codes(older) == std::vector<int>{0});
  CHECK_THAT(older.pods.front().err, Contains("ahead of these files"));
  check_second_release(database);
}

TEST_CASE("a chart is installed, upgraded and rolled back: its hook's Job, and the pods that wait") {
  const auto helm = kubernetes_tool("helm");
  if (!helm || !can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  ApiReleases releases(database);
  const TemporaryDirectory chart;
  REQUIRE(run({"deed", "init", chart.path(), "--service", "api", "--template", "helm"}).exit_code == 0);
  const auto rendered = [&](const std::string& tag) {
    const std::string image = "registry.example.com/api-migrations:" + tag;
    releases.cluster.images[image] = releases.cluster.images.at("REGISTRY/api-migrations:" + tag);
    return read_manifests(
        run({*helm, "template", "api", chart.path(), "--kube-version", "1.33.0", "--set-string", "image.tag=" + tag}).out);
  };
  const auto wait = [&](const std::string& tag) {
    const Manifest pod = of_kind(rendered(tag), "Deployment").pod();
    return Pod(releases.cluster, pod, pod.at("/initContainers/0")).wait().exit_code;
  };
  for (const std::string tag : {"1", "2"}) {
    CHECK(codes(run_job(releases.cluster, of_kind(rendered(tag), "Job"))) == std::vector<int>{0});
    CHECK(wait(tag) == 0);
  }
  check_second_release(database);
  CHECK(database.value("SELECT string_agg(DISTINCT tag, ' ') FROM deed.version_api") == "1 2");

  // `helm rollback` runs no upgrade hook; `helm upgrade` to the older tag does.
  CHECK(wait("1") == 0);
  CHECK(codes(run_job(releases.cluster, of_kind(rendered("1"), "Job"))) == std::vector<int>{0});
  check_second_release(database);
}

TEST_CASE("an Indexed Job: a pod for each service, in the order of what depends on what, and a refusal stops only its own") {
  if (!can_run_jobs()) {
    return;
  }
  const NetworkDatabase database;
  Releases releases(database);
  releases.service("api");
  releases.revision("api", "aaaaaaaaaaaa", "\nDepends On: usage:bbbbbbbbbbbb", "-- deed:upgrade\nCREATE TABLE api_t (a int);\n");
  releases.service("broken");
  releases.revision("broken", "cccccccccccc", "", "-- deed:upgrade\nCOPY t FROM PROGRAM 'id';\n");
  releases.service("usage");
  releases.revision("usage", "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE usage_t (a int);\n");
  releases.release_all("1");
  const std::vector<Manifest> manifests = read_manifests(releases.rendered("kubernetes-workspace", "any", "job.yaml", "1"));
  const Manifest services = of_kind(manifests, "ConfigMap");
  for (const std::string& key : services.at("/data").keys()) {
    releases.cluster.config_maps[services.at("/metadata/name").text()][key] = services.at("/data/" + key).text();
  }
  const Manifest job = of_kind(manifests, "Job");
  const auto index = [&](int number, const std::function<void(int, Pod&)>& meanwhile = {}) {
    return run_job(releases.cluster, job, meanwhile, number);
  };
  JobResult usage;
  const JobResult api = index(0, [&](int, Pod& pod) {
    CHECK(pod.wait_for_text("usage:bbbbbbbbbbbb"));
    CHECK(pod.running());
    CHECK(codes(index(1)) == std::vector<int>{6});
    usage = index(2);
  });
  CHECK(codes(usage) == std::vector<int>{0});
  CHECK(codes(api) == std::vector<int>{0});
  CHECK(database.value("SELECT to_regclass('api_t') || ' ' || to_regclass('usage_t')") == "api_t usage_t");
  CHECK_THAT(usage.pods.front().err, !Contains("api"));
}
