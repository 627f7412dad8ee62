#include <catch2/catch.hpp>

#include "base/build_id.h"
#include "support/process.h"

using namespace deed;

TEST_CASE("the build id is that of this very program") {
  const testing::ProcessResult notes = testing::run({"readelf", "-n", std::filesystem::read_symlink("/proc/self/exe").string()});
  REQUIRE(notes.exit_code == 0);
  CHECK(build_id().size() == 40);
  CHECK_THAT(notes.out, Catch::Contains("Build ID: " + build_id()));
}
