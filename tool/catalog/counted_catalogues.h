#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/transaction_start.h"
#include "domain/evidence.h"

namespace deed::catalog {

// A catalogue whose rows may change without a lock that tells of it, and which of its counters then move: of rows inserted, updated,
// deleted.
struct CountedCatalogue {
  std::uint32_t oid;
  std::string_view counters;
};

inline constexpr std::uint32_t kUserMapping = 1418;
inline constexpr std::uint32_t kSubscription = 6100;
inline constexpr std::uint32_t kParameterAcl = 6243;
inline constexpr std::uint32_t kTextSearchConfiguration = 3602;
inline constexpr std::uint32_t kTextSearchMap = 3603;
inline constexpr std::uint32_t kPgDepend = 2608;

// New relations are locked by who made them; what else CREATE inserts is not. DROP leaves a lock on what it deletes, but
// for the mappings of a text search configuration; REVOKE of the last privilege on a setting deletes too.
inline constexpr std::array kCounted = std::to_array<CountedCatalogue>({
    {kPgClass, "u"},
    {1249, "u"},  // columns
    {kPgType, "iu"},
    {2606, "iu"},  // constraints of domains
    {3501, "iu"},  // labels of enumerations
    {kPgProc, "iu"},
    {kPgNamespace, "iu"},
    {826, "iu"},   // default privileges
    {3381, "iu"},  // extended statistics
    {3079, "u"},   // extensions
    {6104, "iu"},  // publications
    {6106, "iu"},  // tables in them
    {6237, "iu"},  // schemas in them
    {3466, "iu"},  // event triggers
    {1417, "iu"},  // foreign servers
    {kUserMapping, "iu"},
    {2328, "iu"},  // foreign-data wrappers
    {2612, "iu"},  // languages
    {2995, "u"},   // large objects
    {2617, "iu"},  // operators
    {2616, "iu"},  // operator classes
    {2753, "iu"},  // operator families
    {2602, "iu"},  // operators in them
    {2603, "iu"},  // functions in them
    {2605, "iu"},  // casts
    {3576, "iu"},  // transforms
    {kPgCollation, "iu"},
    {2607, "iu"},  // conversions
    {kTextSearchConfiguration, "iu"},
    {kTextSearchMap, "iud"},
    {3600, "iu"},  // text search dictionaries
    {3601, "iu"},  // text search parsers
    {3764, "iu"},  // text search templates
    {1262, "iu"},  // databases
    {1213, "iu"},  // tablespaces
    {6000, "iu"},  // replication origins
    {kSubscription, "iu"},
    {kParameterAcl, "iud"},
    {kPgDepend, "iu"},
});

// Written-out DDL of relations and schemas writes these, and its locks tell whose.
inline constexpr std::array<std::uint32_t, 7> kToldByLocks{kPgClass, 1249, kPgType, 2606, 3501, kPgNamespace, 3381};

// Those of kCounted, as an array of PostgreSQL's.
std::string counted_catalogues();

// Whether a counter moved that matters; where the server does not count, anything may have happened.
bool has_moved(const CountedCatalogue& catalogue, const RowCounts& before, const RowCounts& now);

// The numbers of one catalogue; none where the server does not count.
void note_counts(RowCounts& counts, std::uint32_t catalogue, const std::vector<std::string>& numbers);

// {1,2,3}
std::string oid_array(const std::set<std::uint32_t>& oids);
std::string oid_array(const std::vector<std::uint32_t>& oids);

}  // namespace deed::catalog
