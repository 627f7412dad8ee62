#include <catch2/catch.hpp>

#include "base/trace_context.h"

using namespace deed;

TEST_CASE("a trace context of the W3C standard is understood") {
  const auto trace = parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  REQUIRE(trace);
  CHECK(trace->trace_id == "4bf92f3577b34da6a3ce929d0e0e4736");
  CHECK(trace->span_id == "00f067aa0ba902b7");
  // A later version may have more behind what this one knows.
  CHECK(parse_traceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later"));
}

TEST_CASE("what the standard does not allow is no trace context") {
  const std::string text = GENERATE(values<std::string>({
      "",
      "00",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
      "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e473\n-00f067aa0ba902b7-01",
  }));
  INFO(text);
  CHECK_FALSE(parse_traceparent(text));
}
