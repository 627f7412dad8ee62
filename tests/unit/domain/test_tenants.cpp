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

TEST_CASE("tenants fail alike where only their own names differ in what is said") {
  using State = TenantOutcome::State;
  const std::vector<TenantOutcome> outcomes{
      {.tenant = "t", .state = State::failed, .exit_code = 3, .reason = "There is no schema 't'.", .where = "t.version"},
      {.tenant = "t_2", .state = State::failed, .exit_code = 3, .reason = "There is no schema 't_2'.", .where = "t_2.version"},
      {.tenant = "t_3", .state = State::done},
      {.tenant = "t_4", .state = State::failed, .exit_code = 11, .reason = "There is no schema 't_4'.", .where = "t_4.version"},
      {.tenant = "t_5", .state = State::failed, .exit_code = 3, .reason = "There is no schema 't_2'.", .where = "t_5.version"},
      {.tenant = "t_6", .state = State::failed, .exit_code = 3, .reason = "There is no schema 't_6'.", .where = "elsewhere"}};
  std::vector<std::vector<std::string>> groups;
  for (const TenantFailures& alike : failures_alike(outcomes)) {
    groups.push_back(alike.tenants);
  }
  CHECK(groups == std::vector<std::vector<std::string>>{{"t", "t_2"}, {"t_4"}, {"t_5"}, {"t_6"}});
  CHECK(failures_alike(outcomes).front().reason == "There is no schema 't'.");
}

TEST_CASE("of many names the first ones are told, and how many there are more") {
  CHECK(first_names({"a", "b", "c"}, 3) == "a, b, c");
  CHECK(first_names({"a", "b", "c"}, 2) == "a, b and 1 more");
  CHECK(first_names(std::vector<std::string>(1503, "x"), 1) == "x and 1,502 more");
}
