#pragma once

#include <string>
#include <string_view>

namespace deed {

// Two digits for each byte, in lower case.
std::string hex(std::string_view bytes);

}  // namespace deed
