#include "scratch/io_error.h"

#include <fmt/format.h>

#include <cerrno>

#include "base/text.h"

namespace deed::scratch {

Error io_error(const std::filesystem::path& where, std::string_view what, const std::error_code& error, std::string_view hint) {
  return Error(ErrorKind::local_io,
               {.what = fmt::format("{}: {}.", what, error.message()), .where = one_line(where.string()), .hint = std::string(hint)});
}

Error io_error(const std::filesystem::path& where, std::string_view what, std::string_view hint) {
  return io_error(where, what, std::error_code(errno, std::generic_category()), hint);
}

}  // namespace deed::scratch
