#pragma once

#include <filesystem>
#include <string_view>

namespace deed {

// Writes a file that deed generates, in the place of an older one if there is one: readers see the old text or the new, whole. A link is
// replaced, not followed. Throws Error(local_io).
void replace_file(const std::filesystem::path& path, std::string_view text);

}  // namespace deed
