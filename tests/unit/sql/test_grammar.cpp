// The grammar is libpg_query's: its own list of node types says what there is to be handled.
#include <catch2/catch.hpp>

#include <regex>
#include <set>
#include <string>

#include "base/files.h"
#include "base/lexer.h"
#include "sql/classifiers.h"
#include "sql/named_objects.h"
#include "sql/parse_tree.h"
#include "support/labelled_statements.h"

using namespace deed;

namespace {

using Names = std::set<std::string>;

// The text between "message Node {" or "enum ObjectType {" and its closing brace, in libpg_query's pg_query.proto.
std::string block_of(const std::string& header) {
  static const std::string proto = read_file(DEED_PG_QUERY_PROTO, ErrorKind::local_io);
  const std::size_t begin = proto.find("\n" + header);
  REQUIRE(begin != std::string::npos);
  return proto.substr(begin, proto.find("\n}", begin) - begin);
}

Names matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  Names names;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    names.insert((*it)[1]);
  }
  return names;
}

Names minus(Names names, const Names& others) {
  for (const std::string& name : others) {
    names.erase(name);
  }
  return names;
}

// Every statement that the grammar can yield, by its node's name.
Names statements_of_the_grammar() {
  const Names named_so = matches(block_of("message Node"), R"(json_name="(\w+Stmt)\")");
  REQUIRE(named_so.size() > 100);
  // Named like statements, but none that stands by itself: the wrapper of each; RETURN of a function's body; PL/pgSQL's assignment; what
  // parse analysis makes of UNION; a subcommand of ALTER TABLE.
  return minus(named_so, {"RawStmt", "ReturnStmt", "PLAssignStmt", "SetOperationStmt", "ReplicaIdentityStmt"});
}

Names classified() {
  Names names;
  for (const auto& group : {sql::query_classifiers(), sql::table_classifiers(), sql::object_classifiers(), sql::routine_classifiers(),
                            sql::refusing_classifiers()}) {
    for (const auto& [name, classifier] : group) {
      CHECK_FALSE(classifier.kind.empty());
      CAPTURE(name);
      CHECK(names.emplace(name).second);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("every statement of the grammar is classified, or refused by its kind") {
  CHECK(minus(statements_of_the_grammar(), classified()) == Names{});
}

TEST_CASE("what is classified is in the grammar") { CHECK(minus(classified(), statements_of_the_grammar()) == Names{}); }

TEST_CASE("every statement of the grammar has a labelled statement") {
  Names seen;
  for (const std::filesystem::path& file :
       list_files(std::filesystem::path(DEED_SOURCE_DIR) / "tests/cases/ownership", ".sql", ErrorKind::local_io)) {
    for (const testing::LabelledStatement& labelled : testing::read_labelled_statements(file)) {
      for (const StatementSpan& span : split_statements(labelled.sql)) {
        const sql::ParseTree tree(labelled.sql.substr(span.begin, span.end - span.begin));
        for (const sql::ParseTree::Parsed& statement : tree.statements()) {
          seen.insert(statement.node->MemberBegin()->name.GetString());
        }
      }
    }
  }
  CHECK(minus(statements_of_the_grammar(), seen) == Names{});
}

TEST_CASE("every type of object is one that a service can own, or known to belong to nobody") {
  Names types = matches(block_of("enum ObjectType"), R"((OBJECT_\w+) =)");
  types.erase("OBJECT_TYPE_UNDEFINED");
  REQUIRE(types.size() > 40);
  Names beyond;
  for (const std::string& type : types) {
    if (sql::is_beyond_services(type)) {
      beyond.insert(type);
    }
  }
  CHECK(beyond == Names{"OBJECT_ACCESS_METHOD",
                        "OBJECT_AMOP",
                        "OBJECT_AMPROC",
                        "OBJECT_CAST",
                        "OBJECT_DATABASE",
                        "OBJECT_DEFACL",
                        "OBJECT_DEFAULT",
                        "OBJECT_EVENT_TRIGGER",
                        "OBJECT_FDW",
                        "OBJECT_FOREIGN_SERVER",
                        "OBJECT_LANGUAGE",
                        "OBJECT_LARGEOBJECT",
                        "OBJECT_PARAMETER_ACL",
                        "OBJECT_PUBLICATION_NAMESPACE",
                        "OBJECT_PUBLICATION_REL",
                        "OBJECT_ROLE",
                        "OBJECT_SUBSCRIPTION",
                        "OBJECT_TABLESPACE",
                        "OBJECT_TRANSFORM",
                        "OBJECT_USER_MAPPING"});
}
