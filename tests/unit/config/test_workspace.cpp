#include <tuple>

#include "config/workspace.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kWorkspace = "[workspace]\nservices = [\"services/*\"]\n";

// A workspace with services a and b.
struct Example : Directory {
  Example() {
    write("deed.toml", kWorkspace);
    write("services/a/deed.toml", "service = \"a\"\n");
    write("services/b/deed.toml", "service = \"b\"\n");
    write("services/a/models/t.sql", "");
    write("services/README.md", "no service");
    write("services/empty/x", "no service");
  }

  Workspace load(std::string_view current) const { return load_workspace(std::nullopt, *this / current); }
};

std::string names(const Workspace& workspace) {
  std::string text;
  for (const ServiceConfig& service : workspace.services) {
    text += service.name + ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("a service that is not there is told with the one that was meant, and all there are") {
  Workspace workspace;
  workspace.services.resize(2);
  workspace.services[0].name = "api-gateway";
  workspace.services[1].name = "billing";
  try {
    workspace.service("api_gatway");
    FAIL("found");
  } catch (const deed::Error& error) {
    CHECK(error.kind() == deed::ErrorKind::usage);
    CHECK(error.text().what == "There is no service 'api_gatway'. Did you mean 'api-gateway'?");
    CHECK(error.text().hint == "Services are: api-gateway, billing.");
  }
}

TEST_CASE("the nearest deed.toml upwards is found, and the workspace above it") {
  const Example example;
  const auto [current, selected] = GENERATE(table<std::string, std::string>({
      {".", ""},
      {"services", ""},
      {"services/empty", ""},
      {"services/a", "a"},
      {"services/a/models", "a"},
      {"services/b", "b"},
  }));
  CAPTURE(current);
  const Workspace workspace = example.load(current);
  CHECK(workspace.root == example.path());
  CHECK(names(workspace) == "a b ");
  CHECK(workspace.selected.value_or("") == selected);
  CHECK(workspace.neighbours == Neighbours::read);
}

TEST_CASE("what -c names, a file or a directory, is relative to the current directory") {
  const Example example;
  const auto [config, selected] = GENERATE(table<std::string, std::string>({
      {"services/b/deed.toml", "b"},
      {"services/b", "b"},
      {"services/../services/b/", "b"},
      {"deed.toml", ""},
      {".", ""},
  }));
  CAPTURE(config);
  for (const fs::path& path : {fs::path(config), example / config}) {
    const Workspace workspace = load_workspace(path, example.path());
    CHECK(workspace.root == example.path());
    CHECK(names(workspace) == "a b ");
    CHECK(workspace.selected.value_or("") == selected);
  }
  CHECK(load_workspace("../../deed.toml", example / "services/a").selected == "a");
  CHECK(load_workspace("../b", example / "services/a").selected == "b");
}

TEST_CASE("a service's file of another name that -c names stands for the service") {
  const Example example;
  example.write("services/a/deed.staging.toml", "service = \"a\"\nversion_table = \"staging\"\n");
  const Workspace workspace = load_workspace("services/a/deed.staging.toml", example.path());
  CHECK(names(workspace) == "a b ");
  CHECK(workspace.service("a").version_table.value.name == "staging");
}

TEST_CASE("a command that looks at its own service alone does not read the neighbours") {
  const Example example;
  example.write("services/b/deed.toml", "malformed");
  const Workspace workspace = load_workspace(std::nullopt, example / "services/a/models", Reach::selected_service);
  CHECK(workspace.root == example.path());
  CHECK(names(workspace) == "a ");
  CHECK(workspace.selected == "a");
  CHECK(workspace.neighbours == Neighbours::skipped);
  CHECK(workspace.services[0].env_files.size() == 2);
  CHECK(load_workspace("services/a", example.path(), Reach::selected_service).selected == "a");
  // Where none is selected, all have to be read.
  CHECK_THROWS_AS(load_workspace(std::nullopt, example.path(), Reach::selected_service), Error);
}

TEST_CASE("a service that no workspace lists stands alone") {
  const Directory directory;
  directory.write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n");
  directory.write("other/deed.toml", "service = \"lone\"\n");
  const Workspace workspace = load_workspace(std::nullopt, directory / "other");
  CHECK(workspace.root == directory / "other");
  CHECK(names(workspace) == "lone ");
  CHECK(workspace.selected == "lone");
  CHECK(workspace.neighbours == Neighbours::unknown);
  CHECK(workspace.services[0].env_files.size() == 1);
}

TEST_CASE("the workspace of a service may be further up than another deed.toml") {
  const Directory directory;
  directory.write("deed.toml", "[workspace]\nservices = [\"group/services/*\"]\n");
  directory.write("group/deed.toml", "[workspace]\nservices = []\n");
  directory.write("group/services/a/deed.toml", "service = \"a\"\n");
  CHECK(load_workspace(std::nullopt, directory / "group/services/a").root == directory.path());
}

TEST_CASE("a directory may be both the workspace and a service") {
  const Directory directory;
  directory.write("deed.toml", "service = \"root\"\n[workspace]\nservices = [\".\", \"services/*\", \"services/a\"]\n");
  directory.write("services/a/deed.toml", "service = \"a\"\n");
  const Workspace workspace = load_workspace(std::nullopt, directory / "services/a");
  CHECK(names(workspace) == "a root ");
  CHECK(workspace.selected == "a");
  CHECK(load_workspace(std::nullopt, directory.path()).selected == "root");
  CHECK(workspace.service("root").env_files.size() == 1);
  REQUIRE(workspace.service("a").env_files.size() == 2);
  CHECK(workspace.service("a").env_files[0].path == directory / "services/a/.env");
  CHECK(workspace.service("a").env_files[1].path == directory / ".env");
}

TEST_CASE("files are told relative to where the command runs") {
  const Example example;
  CHECK(example.load("services/a").service("a").file.shown == "deed.toml");
  CHECK(example.load("services/a").service("b").file.shown == "../b/deed.toml");
  CHECK(example.load(".").service("a").location.file == "services/a/deed.toml");
  CHECK(example.load(".").service("a").env_files.at(0).shown == "services/a/.env");
}

TEST_CASE("without any deed.toml, the way to one is told") {
  const Directory directory;
  check_error(error_of([&] { load_workspace(std::nullopt, directory.path()); }), directory.path().string(), "no deed.toml", "deed init");
  check_error(error_of([&] { load_workspace("nope.toml", directory.path()); }), "nope.toml", "does not exist", "-c");
  check_error(error_of([&] { load_workspace(".", directory.path()); }), "deed.toml", "does not exist", "-c");
}

TEST_CASE("a directory that a workspace names without * has to be a service") {
  const Example example;
  const auto [pattern, what, hint] = GENERATE(table<std::string, std::string, std::string>({
      {"services/c", "does not exist", "deed init"},
      {"services/empty", "has no deed.toml", "deed init"},
      {"services/README.md", "does not exist", "deed init"},
      {"/etc", "absolute", "relative"},
      {"../x", "leads out", "inside"},
      {"services/**", "**", "one pattern for each level"},
      {"services/*/", "empty part", "inside"},
  }));
  CAPTURE(pattern);
  example.write("deed.toml", "[workspace]\nservices = [\"services/a\", \"" + pattern + "\"]\n");
  check_error(error_of([&] { example.load("."); }), "deed.toml:2:27", what, hint);
}

TEST_CASE("a service behind a link that leads out of the workspace is refused") {
  const Example example;
  const Directory elsewhere;
  elsewhere.write("deed.toml", "service = \"c\"\n");
  fs::create_directory_symlink(elsewhere.path(), example / "services/c");
  CHECK_THAT(error_of([&] { example.load("."); }).text().what, Catch::Contains("leads out of"));
  fs::remove(example / "services/c");
  fs::create_directory(example / "services/c");
  fs::create_symlink(elsewhere / "deed.toml", example / "services/c/deed.toml");
  CHECK_THAT(error_of([&] { example.load("."); }).text().what, Catch::Contains("leads out of"));
  fs::remove(example / "services/c/deed.toml");
  fs::create_symlink("deed.toml", example / "services/c/deed.toml");
  CHECK(error_of([&] { example.load("."); }).kind() == ErrorKind::config);
}

TEST_CASE("a link inside the workspace is the service it leads to") {
  const Example example;
  fs::create_directory_symlink(example / "services/a", example / "current");
  CHECK(load_workspace(std::nullopt, example / "current").selected == "a");
}

TEST_CASE("workspaces do not nest, and a listed directory is a service") {
  const Example example;
  example.write("services/b/deed.toml", "service = \"b\"\n[workspace]\nservices = []\n");
  check_error(error_of([&] { example.load("."); }), "services/b/deed.toml", "a workspace itself", "do not nest");
  example.write("deed.toml", "[workspace]\nservices = [\".\"]\n");
  check_error(error_of([&] { example.load("."); }), "deed.toml", "names no service there", "first line");
}

TEST_CASE("an error in a neighbour's file is told with its place") {
  const Example example;
  example.write("services/b/deed.toml", "service = \"b\"\n[database]\nschemas = 1\n");
  check_error(error_of([&] { example.load("services/a"); }), "../b/deed.toml:3:11", "`database.schemas`");
}

TEST_CASE("a deed.toml that is no readable file is refused") {
  const Directory directory;
  fs::create_directory(directory / "deed.toml");
  const Error error = error_of([&] { load_workspace(std::nullopt, directory.path()); });
  CHECK(error.kind() == ErrorKind::config);
  CHECK_THAT(error.text().where, Catch::EndsWith("deed.toml"));
}

TEST_CASE("a service is asked for by name") {
  const Example example;
  const Workspace workspace = example.load(".");
  CHECK(workspace.service("b").name == "b");
  const Error error = error_of([&] { workspace.service("bb"); });
  CHECK(error.kind() == ErrorKind::usage);
  CHECK_THAT(error.text().what, Catch::Contains("Did you mean 'b'?"));
  CHECK_THAT(error.text().hint, Catch::Contains("a, b"));
}

TEST_CASE("what two services cannot both have is refused with both places") {
  const auto [a, b, where, detail, what] = GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
      {"service = \"x\"", "service = \"x\"", "services/b/deed.toml:1:11", "services/a/deed.toml:1:11", "Two services are named 'x'"},
      {"service = \"x-y\"", "service = \"x_y\"", "services/b/deed.toml:1:11", "services/a/deed.toml:1:11", "deed.version_x_y"},
      {"service = \"a\"\nversion_table = \"v\"", "service = \"b\"\nversion_table = 'Deed.\"v\"'", "services/b/deed.toml:2:17",
       "services/a/deed.toml:2:17", "same version table, deed.v"},
      {"service = \"a\"\nownership.owns = [\"t\", \"user\"]", "service = \"b\"\nownership.owns = [\"public.USER\"]",
       "services/b/deed.toml:2:19", "services/a/deed.toml:2:24", "both own public.\"user\""},
      {"service = \"a\"\nownership.owns = [\"user\"]", "service = \"b\"\nownership.owns = [\"us*\"]", "services/b/deed.toml:2:19",
       "services/a/deed.toml:2:19", "a name that both public.\"user\" and public.us* cover"},
      {"service = \"a\"\nownership.owns = [\"us*\"]", "service = \"b\"\nownership.owns = [\"user\"]", "services/a/deed.toml:2:19",
       "services/b/deed.toml:2:19", "a name that both"},
      {"service = \"a\"\nownership.owns = [\"a*\"]", "service = \"b\"\nownership.owns = [\"*.*b\"]", "services/b/deed.toml:2:19",
       "services/a/deed.toml:2:19", "a name that both public.a* and *.*b cover"},
      {"service = \"a\"\nownership.owns = [\"*.*\"]", "service = \"b\"\nownership.owns = [\"*.*\"]", "services/b/deed.toml:2:19",
       "services/a/deed.toml:2:19", "both own *.*"},
  }));
  CAPTURE(a, b);
  const Example example;
  example.write("services/a/deed.toml", a);
  example.write("services/b/deed.toml", b);
  const Error error = error_of([&] { example.load("."); });
  check_error(error, where, what);
  CHECK(error.text().details == std::vector<std::string>{"the other one is at " + detail});
}

TEST_CASE("what does not overlap, and *.* beside names, is no conflict") {
  const auto [a, b] = GENERATE(table<std::string, std::string>({
      {"\"a_*\"", "\"b_*\""},
      {"\"*.*\"", "\"user\", \"b_*\""},
      {"\"user\", \"*.*\"", "\"b.*\""},
      {"\"user\", \"us*\", \"user\"", "\"x\""},
      {"\"user\"", "\"function:user\""},
      {"\"user\"", "\"other.user\""},
  }));
  CAPTURE(a, b);
  const Example example;
  example.write("services/a/deed.toml", "service = \"a\"\nownership.owns = [" + a + "]");
  example.write("services/b/deed.toml", "service = \"b\"\nownership.owns = [" + b + "]");
  CHECK(names(example.load(".")) == "a b ");
}
