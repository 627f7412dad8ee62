#pragma once

#include <string>
#include <string_view>

#include "domain/schema_table.h"

namespace deed::autogenerate {

// What ALTER COLUMN TYPE means for a column.
struct TypeChange {
  // PostgreSQL writes every row anew; otherwise the values stay as they are.
  bool rewrites = true;
  // A value can be too long, too large or malformed for the new type.
  bool may_fail = true;
  // Empty where PostgreSQL converts by itself.
  std::string using_expression{};
};

TypeChange type_change(const Column& from, const Column& to);

// The column's values by way of their texts: what converts an enum into one of other labels.
std::string through_text(const Column& from, const Column& to);

// The types that a sequence can have: smallint, integer, bigint.
bool counts(std::string_view type);

// Whether a default is computed for each row of its own, so that ADD COLUMN has to write every row. True where that is not known.
bool is_volatile(std::string_view expression);

}  // namespace deed::autogenerate
