#pragma once

#include <string>
#include <string_view>

namespace deed::report {

// A text as it has to stand in HTML, in content and in attributes; what is no UTF-8 and control characters become U+FFFD.
std::string html(std::string_view text);

}  // namespace deed::report
