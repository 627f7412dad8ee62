#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/model_entries.h"
#include "config/values.h"

namespace deed::config {

inline constexpr std::string_view kModelDocs = "docs/models.md";

// The functions below read a value of a TOML model. All throw Error(config) at the value's place, or the element's.

Setting read_placed_name(const Given& given);
Placed<WrittenName> read_placed_written_name(const Given& given);
// An array of names, at least one.
std::vector<Setting> read_name_list(const Given& given);
// "C", or with double quotes in it an SQL name: pg_catalog."C". As it stands in SQL.
Setting read_collation(const Given& given);

// Text that becomes part of a statement. By SQL's lexical rules it must not end the clause it stands in: no semicolon, no comment, no
// comma outside parentheses, no quote or parenthesis left open. Whether it is a type or an expression is for the parser.
SqlValue read_sql(const Given& given, SqlForm form);
SqlValue read_type(const Given& given);
SqlValue read_expression(const Given& given);
std::vector<SqlValue> read_index_terms(const Given& given);

// Storage parameters, a table of words, numbers and booleans, as they stand in SQL.
std::string read_storage(const Given& given);

}  // namespace deed::config
