#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/analysis.h"

namespace deed::sql {

// A function call: which function and, for those that take names as strings (nextval, set_config), what it touches. True when
// the arguments need no further look.
bool call(Analysis& analysis, const Node& function_call);

// An operator by its name's parts: the function behind it runs.
void use_operator(Analysis& analysis, const std::vector<std::string>& parts);

// The value of a string constant, also under a cast to text or regclass.
std::optional<std::string> constant_string(const Node& node);

// SET search_path to constants, as statement or as a function's option; nothing for any other SET.
std::optional<SearchPath> constant_search_path(const Node& set);

// Settings that SET and set_config() must not touch: the run protocol, the guards or the history rely on them.
bool is_guarded_setting(std::string_view name);

// The relation that a string such as 'public."User"' names, by the rules of regclass input; nothing for OIDs and malformed text.
std::optional<WrittenName> relation_in_string(std::string_view text);

}  // namespace deed::sql
