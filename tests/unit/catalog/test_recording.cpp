#include <catch2/catch.hpp>

#include "catalog/recording.h"

using namespace deed;
using catalog::Recording;
using postgres::Result;

namespace {

const std::string kQuery = "SELECT a, b FROM t WHERE x = $1";

Recording recorded() {
  Recording recording;
  recording.add(kQuery, {"1"}, Result::made_of({{"a", std::nullopt}, {"", "b\nc"}}));
  recording.add(kQuery, {std::nullopt}, Result::made_of({}));
  return recording;
}

}  // namespace

TEST_CASE("a recording gives the rows of the same question, NULL as NULL") {
  const Recording recording = Recording::from_bytes(recorded().bytes()).value();
  const Result rows = recording.answer(kQuery, {"1"}).value();
  REQUIRE(rows.size() == 2);
  CHECK(rows.texts(0) == std::vector<std::string>{"a", ""});
  CHECK(rows.texts(1) == std::vector<std::string>{"", "b\nc"});
  CHECK(rows.is_null(0, 1));
  CHECK_FALSE(rows.is_null(1, 0));
  CHECK(recording.answer(kQuery, {std::nullopt}).value().empty());
}

TEST_CASE("a recording knows no answer to another question") {
  const Recording recording = recorded();
  CHECK_FALSE(recording.answer(kQuery, {"2"}));
  CHECK_FALSE(recording.answer(kQuery, {""}));
  CHECK_FALSE(recording.answer(kQuery, {"1", "1"}));
  CHECK_FALSE(recording.answer(kQuery + " ", {"1"}));
  CHECK_FALSE(recording.answer(kQuery, {}));
}

TEST_CASE("bytes that were cut off are no recording, or know no answer") {
  const std::string bytes = recorded().bytes();
  for (std::size_t length = 1; length < bytes.size(); ++length) {
    const std::optional<Recording> recording = Recording::from_bytes(std::string_view(bytes).substr(0, length));
    CHECK_FALSE((recording && recording->answer(kQuery, {"1"}) && recording->answer(kQuery, {std::nullopt})));
  }
}
