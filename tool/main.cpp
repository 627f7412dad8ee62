#include <exception>
#include <new>
#include <system_error>

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
  } catch (const std::bad_alloc&) {
    return report.fail(deed::Error(deed::ErrorKind::local_io, {.what = "There is no memory left for deed on this machine.",
                                                               .hint = "Raise its limit: ulimit -v, or `resources` of the pod."}));
  } catch (const std::system_error& error) {
    // What the operating system refuses without a file to blame: a working directory that is gone, a further thread.
    return report.fail(deed::Error(deed::ErrorKind::local_io,
                                   {.what = error.what(), .hint = "Run deed in a directory that exists, with limits that leave it room."}));
  } catch (const std::exception& error) {
    return report.fail(deed::Error(deed::ErrorKind::internal,
                                   {.what = error.what(), .hint = "This is a bug in deed: please report it with the command you ran."}));
  }
}

}  // namespace

int main(int argc, char** argv) { return deed::cli::leave(outcome({argv + 1, argv + argc})); }
