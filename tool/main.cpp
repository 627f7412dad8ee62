#include <exception>

#include "cli/environment.h"
#include "cli/leave.h"
#include "cli/run.h"

namespace {

int outcome(const std::vector<std::string>& words) {
  deed::cli::Console console;
  const deed::config::Environment environment = deed::cli::process_environment();
  deed::cli::RunReport report(words, environment, DEED_VERSION, console);
  try {
    const int code = deed::cli::run(words, DEED_VERSION, environment, console, report);
    console.require_written();
    return report.finish(code);
  } catch (const deed::Error& error) {
    return report.fail(error);
  } catch (const std::exception& error) {
    return report.fail(deed::Error(deed::ErrorKind::internal,
                                   {.what = error.what(), .hint = "This is a bug in deed: please report it with the command you ran."}));
  }
}

}  // namespace

int main(int argc, char** argv) { return deed::cli::leave(outcome({argv + 1, argv + argc})); }
