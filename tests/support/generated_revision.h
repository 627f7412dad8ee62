#pragma once

#include <set>
#include <string>

#include "autogenerate/generate.h"
#include "domain/schema.h"
#include "support/test_database.h"

namespace deed::testing {

// All of a database, as one's own, but for the schema `neighbour`, which is for another service; from a recording, which gives what the
// database gave.
Schema read_schema(const TestDatabase& database);

// What pg_dump says, where statements and columns have no order.
std::multiset<std::string> dump_parts(const TestDatabase& database);

// "-- deed:upgrade" or "-- deed:downgrade" sections of what was generated.
std::string sections(std::string_view word, const std::vector<OperationStep>& steps);

// Of such sections, the text a file would have.
Revision revision_of(const std::string& upgrade, const std::string& downgrade);

// Runs the steps as the runner would: by the sections of a revision file, each transactional one in a transaction. Checks that each
// statement is one that deed runs: understood, and in a section of its kind.
void apply(TestDatabase& database, const std::vector<Step>& steps);

// What holds of everything that is generated: the upgrade leads to the wanted database, nothing is left to do then, the downgrade leads
// back to where it came from, and the upgrade may be run again. `draft` leads from actual to wanted. The query `kept`, if there is one,
// finds the same rows everywhere.
void check_there_and_back(TestDatabase& actual, const TestDatabase& wanted, const autogenerate::Draft& draft,
                          const autogenerate::Options& options, const std::string& kept = "");

}  // namespace deed::testing
