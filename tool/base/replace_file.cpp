#include "base/replace_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "base/error.h"
#include "base/files.h"
#include "base/ids.h"
#include "base/text.h"

namespace deed {

void replace_file(const std::filesystem::path& path, std::string_view text) {
  // Beside it, as a rename does not cross file systems. Processes of several containers have the same number and may share a directory.
  const std::filesystem::path fresh = path.string() + fmt::format(".{}.write", RandomIds().revision_id());
  write_new_file(fresh, text);
  std::error_code error;
  std::filesystem::rename(fresh, path, error);
  if (error) {
    ::unlink(fresh.c_str());
    throw Error(ErrorKind::local_io, {.what = fmt::format("The file cannot be replaced: {}.", error.message()),
                                      .where = one_line(path.string()),
                                      .hint = "Check the path and its permissions."});
  }
}

}  // namespace deed
