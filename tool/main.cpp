#include <exception>

#include "cli/leave.h"
#include "cli/run.h"

namespace {

int outcome(const std::vector<std::string>& words) {
  deed::cli::Console console;
  try {
    const int code = deed::cli::run(words, DEED_VERSION, console);
    console.require_written();
    return code;
  } catch (const deed::Error& error) {
    console.error(error.text());
    return static_cast<int>(error.kind());
  } catch (const std::exception& error) {
    console.error({.what = error.what(), .hint = "This is a bug in deed: please report it with the command you ran."});
    return static_cast<int>(deed::ErrorKind::internal);
  }
}

}  // namespace

int main(int argc, char** argv) { return deed::cli::leave(outcome({argv + 1, argv + argc})); }
