#pragma once

#include <string>
#include <string_view>

namespace deed {

// Appends a part behind its length, so that no part can be taken for the end of another one: "3:abc".
inline void append_with_length(std::string& text, std::string_view part) {
  text += std::to_string(part.size());
  text += ':';
  text += part;
}

}  // namespace deed
