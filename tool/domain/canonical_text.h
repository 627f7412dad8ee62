#pragma once

#include <string>
#include <string_view>

namespace deed {

// PostgreSQL prints `status IN ('a', 'b')` of a varchar column as `(status)::text = ANY ((ARRAY['a'::character varying, ...])::text[])`,
// reads that as another expression, which means the same, and prints it differently from then on. These functions know about it;
// all other canonical texts are read as they were printed. Minor versions differ in the parentheses of an index's columns: 15.18 prints
// ((at AT TIME ZONE 'UTC'::text), id) where 15.20 prints (((at AT TIME ZONE 'UTC'::text)), id); a scratch server need not be of the live
// server's minor version.

// The text that PostgreSQL prints after reading its own text: equal for expressions that mean the same.
std::string settled(std::string_view canonical);

// Whether two canonical texts mean the same.
bool same_text(std::string_view a, std::string_view b);

// A text of which PostgreSQL makes the expression that it printed like this.
std::string rereadable(std::string_view canonical);

}  // namespace deed
