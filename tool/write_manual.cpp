// Writes the manual: `write_manual markdown DIR` for docs/commands, `write_manual man DIR` for what is installed.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "manual/manual.h"

int main(int argc, char** argv) {
  const std::string kind = argc == 3 ? argv[1] : "";
  if (kind != "markdown" && kind != "man") {
    std::fputs("usage: write_manual markdown|man DIR\n", stderr);
    return 2;
  }
  try {
    const std::filesystem::path directory = argv[2];
    std::filesystem::create_directories(directory);
    for (const deed::manual::File& file : kind == "man" ? deed::manual::roff_pages(DEED_VERSION) : deed::manual::markdown_pages()) {
      std::ofstream stream(directory / file.name, std::ios::binary);
      stream.exceptions(std::ios::failbit | std::ios::badbit);
      stream << file.text;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "write_manual: %s\n", error.what());
    return 1;
  }
  return 0;
}
