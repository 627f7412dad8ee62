#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/error.h"

namespace deed::scratch {

// "The directory cannot be made: Permission denied." at this path, of kind local_io.
Error io_error(const std::filesystem::path& where, std::string_view what, const std::error_code& error,
               std::string_view hint = "Check permissions and free space.");
// The same for errno.
Error io_error(const std::filesystem::path& where, std::string_view what, std::string_view hint = "Check permissions and free space.");

}  // namespace deed::scratch
