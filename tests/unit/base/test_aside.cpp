#include <catch2/catch.hpp>
#include <unistd.h>

#include <cstdlib>
#include <future>

#include "base/aside.h"
#include "cli/leave.h"
#include "support/process.h"

using namespace deed;

namespace {

// Work that lasts until the promise is kept.
std::function<void()> work_until(std::promise<void>& promise) {
  return [kept = std::shared_future<void>(promise.get_future())] { kept.wait(); };
}

}  // namespace

TEST_CASE("work that is done is waited for, and what it made is there") {
  const auto made = std::make_shared<int>(0);
  const Cancellation cancellation;
  Aside work([made] { *made = 7; });
  CHECK(work.wait(cancellation, {}));
  CHECK(*made == 7);
  CHECK(made.use_count() == 1);
}

TEST_CASE("work that blocks is left to itself when the patience ends, or at a request to stop") {
  std::promise<void> end;
  Cancellation cancellation;
  {
    Aside work(work_until(end));
    CHECK_FALSE(work.wait(cancellation, Duration(1)));
    cancellation.request(ErrorKind::terminated);
    CHECK_THROWS_AS(work.wait(cancellation, {}), Error);
  }
  CHECK(Aside::any_left());
  end.set_value();
}

TEST_CASE("no exit handler runs once work was left to itself") {
  const int code = testing::in_child([]() -> int {
    std::promise<void> never;
    { const Aside work(work_until(never)); }
    std::atexit([] { ::_exit(99); });
    std::exit(cli::leave(7));
  });
  CHECK(code == 7);
}
