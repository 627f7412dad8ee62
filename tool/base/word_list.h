#pragma once

#include <algorithm>
#include <string_view>

namespace deed {

// Whether a word is among those of an array.
bool is_one_of(std::string_view word, const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace deed
