// Pairs of schemas that nobody thought of: each leads to the other and back past a neighbour who sees nothing of it, and none differs
// from itself.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <functional>

#include "support/generated_revision.h"
#include "support/random_schema.h"
#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

namespace {

// Another service's: of the same names in its own schema, and built on what both schemas of a pair have.
std::string random_neighbour(unsigned seed) {
  RandomSchema schema = random_schema(seed);
  schema.others.clear();
  return "CREATE SCHEMA neighbour;\nSET search_path = neighbour;\n" + schema.text() +
         "ALTER TABLE t1 ADD CONSTRAINT foreign_id FOREIGN KEY (id) REFERENCES public.t0;\n"
         "CREATE VIEW foreign_ids AS SELECT id FROM public.t0;\n"
         "CREATE TRIGGER foreign_stamp AFTER INSERT ON public.t0 EXECUTE FUNCTION stamp();\nRESET search_path;\n";
}

void check_pairs(const std::function<std::string(unsigned)>& schema_of) {
  const auto [first, count] = wanted_seeds();
  for (unsigned seed = first; seed < first + count; ++seed) {
    const std::string from = schema_of(2 * seed);
    const std::string to = schema_of(2 * seed + 1);
    CAPTURE(seed, from, to);
    try {
      TestDatabase actual;
      TestDatabase wanted;
      TestDatabase same;
      const std::string neighbour = random_neighbour(seed + 7);
      actual.sql(from + neighbour);
      wanted.sql(to + neighbour);
      same.sql(from);
      const autogenerate::Options options{.online = seed % 2 == 0};
      CHECK(sections("upgrade", autogenerate::generate(read_schema(same), read_schema(actual), options).upgrade) == "");
      const autogenerate::Draft draft = autogenerate::generate(read_schema(wanted), read_schema(actual), options);
      for (const std::string& section : {sections("upgrade", draft.upgrade), sections("downgrade", draft.downgrade)}) {
        CHECK_THAT(section, !Catch::Contains("neighbour") && !Catch::Contains("foreign_"));
      }
      check_there_and_back(actual, wanted, draft, options);
    } catch (const Error& error) {
      FAIL_CHECK(fmt::format("{} {}", error.text().what, fmt::join(error.text().details, ", ")));
    }
  }
}

}  // namespace

TEST_CASE("whatever two schemas are, the one leads to the other and back, and neither differs from itself") {
  check_pairs([](unsigned seed) { return random_schema(seed).text(); });
}

TEST_CASE("whatever two families of tables are, the one leads to the other and back, and neither differs from itself") {
  check_pairs([](unsigned seed) {
    Dice dice(seed);
    return random_family(dice);
  });
}
