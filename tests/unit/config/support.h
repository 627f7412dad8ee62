#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/error.h"
#include "config/read_keys.h"

namespace deed::config {

// A directory of the test's own, gone at its end.
class Directory {
 public:
  Directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "deed-config-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = std::filesystem::canonical(pattern);
  }
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

  // Writes a file, its directories first.
  void write(std::string_view name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  std::filesystem::path path_;
};

// The Error that `action` throws.
template <typename Action>
Error error_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error was thrown");
  throw;
}

// Checks the three parts of a configuration error; `what` and `hint` need only be contained.
inline void check_error(const Error& error, std::string_view where, std::string_view what, std::string_view hint = "") {
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().where == where);
  CHECK_THAT(error.text().what, Catch::Contains(std::string(what)));
  CHECK_THAT(error.text().hint, Catch::Contains(std::string(hint)));
  CHECK_FALSE(error.text().hint.empty());
}

// What a deed.toml of a service says, `text` from its second line on.
inline ServiceConfig service(const std::string& text) {
  return read_keys(parse_toml("service = \"api-gateway\"\n" + text, "deed.toml"), "deed.toml").service.value();
}

}  // namespace deed::config
