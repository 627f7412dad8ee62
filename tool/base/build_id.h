#pragma once

#include <string>

namespace deed {

// The linker's mark of this very program (NT_GNU_BUILD_ID), in hex: another one for any change of its code. Empty where it has none.
std::string build_id();

}  // namespace deed
