#pragma once

#include <string>
#include <string_view>

namespace deed {

// PostgreSQL prints `status IN ('a', 'b')` of a varchar column as `(status)::text = ANY ((ARRAY['a'::character varying, ...])::text[])`,
// reads that as another expression, which means the same, and prints it differently from then on. These functions know about it;
// all other canonical texts are read as they were printed.

// The text that PostgreSQL prints after reading its own text: equal for expressions that mean the same.
std::string settled(std::string_view canonical);

// Whether two canonical texts mean the same.
bool same_text(std::string_view a, std::string_view b);

// A text of which PostgreSQL makes the expression that it printed like this.
std::string rereadable(std::string_view canonical);

}  // namespace deed
