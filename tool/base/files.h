#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace deed {

// Larger files are refused: nothing deed reads is meant to be bigger, and a parser must not be fed without bound.
inline constexpr std::size_t kLargestFile = std::size_t{64} * 1024 * 1024;

// What a file on disk is, before anything is read from it.
enum class FileKind { regular, directory, missing, other };
FileKind file_kind(const std::filesystem::path& path);

// The whole content. Never blocks on a pipe or device. Throws `kind` if the file is missing, not a regular file, unreadable or too large.
std::string read_file(const std::filesystem::path& path, ErrorKind kind);

// Text that people write: UTF-8 without its byte order mark. Throws `kind`, naming the line, for UTF-16, NUL bytes, invalid UTF-8,
// and a lone carriage return (it ends a comment for PostgreSQL but not for the eye).
std::string read_text_file(const std::filesystem::path& path, ErrorKind kind);
// The same for text that is already in memory; `where` names it.
std::string checked_text(std::string_view bytes, const std::string& where, ErrorKind kind);

// Writes a new file: never replaces one, and leaves the whole text or nothing (temporary name, fsync, link). Throws local_io.
void write_new_file(const std::filesystem::path& path, std::string_view text);

// Makes a directory and those above it. Throws local_io.
void make_directories(const std::filesystem::path& directory);

// The entries of a directory with this extension (".sql"), sorted by name; not recursive, hidden ones left out. Reading one that is no
// regular file fails. A missing directory is empty. Throws `kind` if the directory cannot be read.
std::vector<std::filesystem::path> list_files(const std::filesystem::path& directory, std::string_view extension, ErrorKind kind);

// Whether a path, its links resolved, lies inside `root`.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& root);
// Throws `kind` when it does not: what a checkout names must be inside the checkout.
void require_inside(const std::filesystem::path& path, const std::filesystem::path& root, ErrorKind kind);

// The paths that a pattern like services/* or models/*.sql names below `root`, sorted. A pattern without * names one path, which need
// not exist. Throws `kind` if the pattern is absolute or climbs out with "..".
std::vector<std::filesystem::path> expand_pattern(const std::filesystem::path& root, std::string_view pattern, ErrorKind kind);

}  // namespace deed
