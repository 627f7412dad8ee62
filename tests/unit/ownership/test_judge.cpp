#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "ownership/guard.h"
#include "ownership_fixture.h"

using namespace deed;
using ownership::GuardedStep;

namespace {

constexpr std::uint32_t kTheirs = 20001;
constexpr std::uint32_t kTheirIndex = 20002;
constexpr std::uint32_t kMine = 20003;
constexpr std::uint32_t kKey = 20004;

ObjectFacts relation(std::uint32_t oid, const std::string& name, std::uint32_t answers_oid = 0, const std::string& answers = "") {
  const ObjectName object{ObjectKind::relation, "public", name};
  return {.address = {kPgClass, oid},
          .name = object,
          .answers = answers.empty() ? object : ObjectName{ObjectKind::relation, "public", answers},
          .answers_oid = answers_oid == 0 ? oid : answers_oid,
          .description = "table public." + name,
          .is_index = !answers.empty()};
}

// One service has theirs, the other is me with mine; `shares` are directives of the first.
OwnershipMap two_services(const std::string& shares = "", const std::string& of_mine = "") {
  OwnershipMap map;
  fold_text(map, "other", "-- deed:claim theirs\n-- deed:claim gw_*\n" + shares);
  fold_text(map, "me", "-- deed:claim mine\n" + of_mine);
  return map;
}

HeldLock lock(std::uint32_t oid, std::set<LockMode> modes, std::uint32_t catalogue = kPgClass) {
  return {.address = {catalogue, oid}, .modes = std::move(modes)};
}

// "allowed", or rule and message of each finding.
std::string verdict(const Evidence& evidence, const OwnershipMap& map, const std::string& body = "SELECT 1;") {
  const ParsedStep parsed = step(body);
  std::string text;
  for (const Finding& finding : ownership::judge(evidence, map, {&parsed, {"me", "0123456789ab", {"public"}}, "r.sql"})) {
    CHECK(finding.kind == ErrorKind::refused_by_commit_guard);
    CHECK_FALSE(finding.hint.empty());
    text += (text.empty() ? "" : "; ") + std::string(word(finding.rule)) + ": " + finding.message;
  }
  return text.empty() ? "allowed" : text;
}

Evidence locked(std::vector<HeldLock> locks) {
  Evidence evidence;
  evidence.locks = std::move(locks);
  evidence.before = {relation(kTheirs, "theirs"), relation(kTheirIndex, "theirs_i", kTheirs, "theirs"), relation(kMine, "mine")};
  return evidence;
}

// A key of mine to theirs, or of theirs to mine.
ForeignKeyFacts key(std::uint32_t from, std::uint32_t to, bool existed, bool exists, bool action = false) {
  return {.constraint_oid = kKey,
          .referencing_oid = from,
          .referenced_oid = to,
          .existed = existed,
          .exists = exists,
          .changed = existed != exists,
          .has_action = action};
}

}  // namespace

TEST_CASE("a lock on another's table needs the share for its mode, and a part answers for its table") {
  const auto [mode, needed] = GENERATE(table<LockMode, std::string>({{LockMode::access_share, "read"},
                                                                     {LockMode::row_share, "write"},
                                                                     {LockMode::row_exclusive, "write"},
                                                                     {LockMode::share_update_exclusive, "alter"},
                                                                     {LockMode::access_exclusive, "alter"}}));
  const std::uint32_t oid = GENERATE(kTheirs, kTheirIndex);
  CAPTURE(word(mode), oid);
  const Evidence evidence = locked({lock(oid, {mode})});
  CHECK_THAT(
      verdict(evidence, two_services()),
      Catch::StartsWith("foreign-object: The transaction would " + needed + " table public.theirs") && Catch::Contains("belongs to other"));
  CHECK(verdict(evidence, two_services("-- deed:share theirs with me: " + needed + "\n")) == "allowed");
  // By a claim of the part's own name nobody gets at the table.
  CHECK_THAT(verdict(locked({lock(kTheirIndex, {mode})}), two_services("", "-- deed:claim theirs_i\n")),
             Catch::StartsWith("foreign-object"));
}

TEST_CASE("what is mine, known to be mine, or on its way elsewhere") {
  Evidence evidence = locked({lock(kMine, {LockMode::access_exclusive})});
  CHECK(verdict(evidence, two_services()) == "allowed");
  CHECK_THAT(verdict(evidence, two_services("", "-- deed:give mine to other\n")), Catch::StartsWith("foreign-object"));
  evidence.before.clear();
  evidence.known_mine.insert({kPgClass, kMine});
  CHECK(verdict(evidence, two_services()) == "allowed");
}

TEST_CASE("a partition follows its parent before any pattern, and stays whose name it bears") {
  Evidence evidence = locked({lock(20010, {LockMode::row_exclusive})});
  ObjectFacts partition = relation(20010, "part");
  partition.parents = {{ObjectKind::relation, "public", "theirs"}};
  evidence.before.push_back(partition);
  CHECK_THAT(verdict(evidence, two_services()), Catch::Contains("belongs to other"));
  CHECK_THAT(verdict(evidence, two_services("", "-- deed:claim par*\n")), Catch::Contains("belongs to other"));
  CHECK(verdict(evidence, two_services("", "-- deed:claim part\n")) == "allowed");

  const ParsedStep parsed = step("-- deed:claim part\nSELECT 1;");
  const GuardedStep guarded{&parsed, {"me", "0123456789ab", {"public"}}, "r.sql"};
  CHECK(ownership::foreign_parts(two_services(), guarded, {partition}).size() == 1);
  CHECK(ownership::foreign_parts(two_services(), guarded, {relation(kTheirIndex, "theirs_i", kTheirs, "theirs")}).size() == 1);
  CHECK(ownership::foreign_parts(two_services("-- deed:claim part\n-- deed:give part to me\n"), guarded, {partition}).empty());
  CHECK(ownership::foreign_parts(two_services(), guarded, {relation(20011, "legacy")}).empty());
}

TEST_CASE("an own foreign key explains its locks by a share to reference, and what is dropped wholly") {
  Evidence evidence = locked({lock(kTheirs, {LockMode::access_share, LockMode::row_share, LockMode::share_row_exclusive}),
                              lock(kMine, {LockMode::access_exclusive})});
  evidence.foreign_keys = {key(kMine, kTheirs, false, true)};
  CHECK_THAT(verdict(evidence, two_services()), Catch::Contains("would reference"));
  const OwnershipMap shared = two_services("-- deed:share theirs with me: reference\n");
  CHECK(verdict(evidence, shared) == "allowed");
  evidence.altered = {kTheirs};
  CHECK_THAT(verdict(evidence, shared), Catch::Contains("would alter"));

  evidence = locked({lock(kTheirs, {LockMode::access_exclusive}), lock(kMine, {LockMode::access_exclusive})});
  CHECK_THAT(verdict(evidence, two_services()), Catch::Contains("would alter"));
  evidence.foreign_keys = {key(kMine, kTheirs, true, false)};
  CHECK(verdict(evidence, two_services()) == "allowed");
}

TEST_CASE("a declared action explains rows only where nothing else can have changed them") {
  Evidence evidence = locked({lock(kTheirs, {LockMode::row_exclusive}), lock(kMine, {LockMode::row_exclusive})});
  evidence.foreign_keys = {key(kTheirs, kMine, true, true, true)};
  const OwnershipMap shared = two_services("", "-- deed:share mine with other: reference\n");
  CHECK(verdict(evidence, shared, "DELETE FROM mine;") == "allowed");
  CHECK(verdict(evidence, shared, "UPDATE public.mine SET id = 1; INSERT INTO mine VALUES (1);") == "allowed");
  CHECK_THAT(verdict(evidence, two_services(), "DELETE FROM mine;"), Catch::Contains("would write"));
  CHECK_THAT(verdict(evidence, shared, "SELECT 1;"), Catch::Contains("would write"));
  CHECK_THAT(verdict(evidence, shared, "DELETE FROM mine; DO $$ BEGIN EXECUTE 'x' || 'y'; END $$;"), Catch::Contains("would write"));
  CHECK_THAT(verdict(evidence, shared, "DELETE FROM mine; SELECT f();"), Catch::Contains("would write"));
  evidence.running_code = {kMine};
  CHECK_THAT(verdict(evidence, shared, "DELETE FROM mine;"), Catch::Contains("would write"));
  evidence.running_code = {kTheirs};
  CHECK(verdict(evidence, shared, "DELETE FROM mine;") == "allowed");
}

TEST_CASE("what the transaction made must be named, and not by another's name") {
  const auto made = [](const ObjectFacts& facts) {
    Evidence evidence;
    evidence.locks = {lock(facts.address.object_oid, {LockMode::access_exclusive}, facts.address.class_oid)};
    evidence.created = {facts};
    return evidence;
  };
  CHECK(verdict(made(relation(1, "fresh")), two_services(), "CREATE TABLE fresh (a int);") == "allowed");
  CHECK_THAT(verdict(made(relation(1, "fresh")), two_services()), Catch::StartsWith("unnamed-creation"));
  CHECK_THAT(verdict(made(relation(1, "gw_x")), two_services()), Catch::Contains("a name that belongs to other"));
  CHECK(verdict(made(relation(1, "mine_i", kMine, "mine")), two_services()) == "allowed");
  CHECK_THAT(verdict(made(relation(1, "gw_i", kMine, "mine")), two_services()), Catch::Contains("a name that belongs to other"));
  ObjectFacts schema{.address = {kPgNamespace, 1}, .name = {ObjectKind::schema, "", "pg_temp_3"}, .description = "schema pg_temp_3"};
  schema.answers = schema.name;
  CHECK(verdict(made(schema), two_services()) == "allowed");
  schema.name.name = schema.answers.name = "other_schema";
  CHECK_THAT(verdict(made(schema), two_services()), Catch::StartsWith("unnamed-creation"));
}

TEST_CASE("functions are judged by what became of them") {
  enum class Fate { created, altered, dropped };
  const auto [name, fate, expected] = GENERATE(table<std::string, Fate, std::string>({
      {"f", Fate::created, "unnamed-creation: The step made function public.f(), which its text does not name."},
      {"named", Fate::created, "allowed"},
      {"gw_f", Fate::created,
       "foreign-object: The step made function public.gw_f(), a name that belongs to other (by its claim public.gw_*)."},
      {"gw_f", Fate::altered,
       "foreign-object: The transaction would alter function public.gw_f(), which belongs to other (by its claim public.gw_*); its row in "
       "the catalogue is another."},
      {"gw_shared", Fate::altered, "allowed"},
      {"f", Fate::dropped,
       "foreign-object: The transaction would alter function public.f(), which no service owns; it holds AccessExclusive on it."},
      {"own", Fate::dropped, "allowed"},
  }));
  ObjectFacts function{.address = {kPgProc, 1}, .name = {ObjectKind::function, "public", name}};
  function.answers = function.name;
  function.description = "function public." + name + "()";
  Evidence evidence;
  if (fate == Fate::dropped) {
    evidence.locks = {lock(1, {LockMode::access_exclusive}, kPgProc)};
  } else {
    evidence.written = {{function.address, ""}};
  }
  (fate == Fate::created ? evidence.created : evidence.before) = {function};
  const OwnershipMap map = two_services("-- deed:share function:gw_shared with me: alter\n", "-- deed:claim function:own\n");
  CHECK(verdict(evidence, map, "CREATE FUNCTION named() RETURNS int LANGUAGE sql AS 'SELECT 1';") == expected);
}

TEST_CASE("a refusal names the statements that can have done it, and one alone as a fact") {
  const auto [body, expected] = GENERATE(table<std::string, std::string>({
      {"CREATE TABLE a (i int);\nDO $$ BEGIN EXECUTE 'x' || 'y'; END $$;\nCREATE SEQUENCE s;", "by r.sql:3: DO"},
      {"INSERT INTO mine VALUES (1);\nDO $$ BEGIN EXECUTE 'x' || 'y'; END $$;", "perhaps by r.sql:2: INSERT, perhaps by r.sql:3: DO"},
      {"SELECT * FROM theirs;\nDO $$ BEGIN EXECUTE 'x' || 'y'; END $$;", "perhaps by r.sql:2: SELECT, perhaps by r.sql:3: DO"},
      {"DELETE FROM theirs;\nDO $$ BEGIN EXECUTE 'x' || 'y'; END $$;", "by r.sql:2: DELETE"},
      {"CREATE TYPE t AS ENUM ('a');\nSET CONSTRAINTS ALL IMMEDIATE;", "by r.sql:3: SET CONSTRAINTS"},
  }));
  CAPTURE(body);
  const ParsedStep parsed = step(body);
  const std::vector<std::string> found =
      ownership::suspects({&parsed, {"me", "r", {"public"}}, "r.sql"}, {ObjectKind::relation, "public", "theirs"}, Access::write);
  CHECK(fmt::format("{}", fmt::join(found, ", ")) == expected);
}

TEST_CASE("what an extension brought is the extension's owner's to change") {
  ObjectFacts function{.address = {kPgProc, 1}, .name = {ObjectKind::function, "public", "word_similarity"}, .extension = "pg_trgm"};
  function.answers = function.name;
  Evidence evidence;
  evidence.written = {{function.address, ""}};
  evidence.before = {function};
  CHECK(verdict(evidence, two_services("", "-- deed:claim extension:pg_trgm\n")) == "allowed");
  CHECK_THAT(verdict(evidence, two_services("-- deed:claim extension:pg_trgm\n")), Catch::Contains("which belongs to other"));
  CHECK_THAT(verdict(evidence, two_services("", "-- deed:claim function:word_similarity\n")), Catch::Contains("no service owns"));
}

TEST_CASE("the transaction and the runner lock must be what they were, and deed's tables untouched") {
  Evidence evidence;
  evidence.same_transaction = false;
  evidence.runner_lock_held = false;
  CHECK_THAT(verdict(evidence, two_services()), Catch::Contains("left-transaction") && Catch::Contains("lost-runner-lock"));
  evidence = locked({lock(20020, {LockMode::access_share})});
  evidence.before.push_back(relation(20020, "ownership"));
  evidence.before.back().name.schema = evidence.before.back().answers.schema = "deed";
  CHECK_THAT(verdict(evidence, two_services()), Catch::StartsWith("deed-table"));
}
