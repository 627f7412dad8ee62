#pragma once

#include <string>
#include <string_view>

namespace deed {

// SHA-1 of the bytes, as 40 lower-case hex digits: git's names for contents. It protects nothing.
std::string sha1(std::string_view bytes);

}  // namespace deed
