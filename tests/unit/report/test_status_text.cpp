#include <catch2/catch.hpp>

#include "base/text.h"
#include "report/status_text.h"

using namespace deed;
using Catch::Contains;

TEST_CASE("a long statement is cut between characters, never inside one") {
  const std::string before = GENERATE(as<std::string>(), "", "a");
  std::string sql = before;
  for (int i = 0; i < 100; ++i) {
    sql += "\u00e4";
  }
  ServiceStatus status{.service = "api"};
  status.half_done.push_back({.id = "aaaaaaaaaaaa", .sql = sql});
  const std::string page = report::status_page({status});
  CHECK_THAT(page, Contains("\u00e4 ...") && !Contains(sql));
  CHECK_FALSE(invalid_utf8_at(page));
}
