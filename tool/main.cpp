#include <exception>

#include "cli/run.h"

int main(int argc, char** argv) {
  deed::cli::Console console;
  try {
    return deed::cli::run({argv + 1, argv + argc}, DEED_VERSION, console);
  } catch (const deed::Error& error) {
    console.error(error.text());
    return static_cast<int>(error.kind());
  } catch (const std::exception& error) {
    console.error({.what = error.what(), .hint = "This is a bug in deed: please report it with the command you ran."});
    return static_cast<int>(deed::ErrorKind::internal);
  }
}
