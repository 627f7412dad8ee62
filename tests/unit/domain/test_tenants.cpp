#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "domain/tenants.h"

using namespace deed;

TEST_CASE("a shard is I/N with I below N, and nothing else") {
  const std::optional<Shard> shard = parse_shard("3/4");
  REQUIRE(shard);
  CHECK((shard->index == 3 && shard->count == 4));
  for (const std::string text : {"4/4", "/4", "1/", "1", "-1/4", "1/4/", " 1/4", "0/0", "a/b", "1.0/4", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_shard(text));
  }
}

TEST_CASE("every tenant is in exactly one shard, and shards are about equal") {
  std::vector<std::size_t> sizes(8);
  for (int i = 0; i < 8000; ++i) {
    std::size_t in = 0;
    for (std::size_t index = 0; index < sizes.size(); ++index) {
      const bool has = Shard{index, sizes.size()}.has(fmt::format("tenant_{}", i));
      in += has ? 1U : 0U;
      sizes[index] += has ? 1U : 0U;
    }
    REQUIRE(in == 1);
  }
  CHECK(*std::min_element(sizes.begin(), sizes.end()) > 900);
  CHECK(*std::max_element(sizes.begin(), sizes.end()) < 1100);
}

TEST_CASE("which shard a tenant is in is the same for ever: processes of different releases share the work") {
  std::string shards;
  for (const std::string tenant : {"tenant_1", "tenant_2", "tenant_3", "acme"}) {
    for (std::size_t index = 0; index < 4; ++index) {
      shards += Shard{index, 4}.has(tenant) ? std::to_string(index) : "";
    }
  }
  // By sha256sum: the number of the first 15 hex digits modulo 4.
  CHECK(shards == "1102");
}
