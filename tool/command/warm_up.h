#pragma once

#include <future>
#include <optional>
#include <utility>

#include "command/service.h"
#include "command/step_library.h"
#include "runner/session.h"

namespace deed::command {

// Loads what it takes to connect (libpq and its libraries, some milliseconds) in a thread of its own, while the command reads its files.
// What goes wrong with it is told by whoever connects.
std::future<void> warm_up();

// Begins to connect while files are read, for open_session() with the same settings. Nothing where it is not known where to: that is told
// by whoever needs the connection, behind what is wrong with the files.
std::optional<postgres::FirstTry> begin_to_connect(const runner::RunSettings& settings, runner::SessionUse use);

// What goes on while a command reads a model: it connects for reading, and the service's revisions are parsed.
class HeadStart {
 public:
  HeadStart(Invocation& invocation, const Service& service);

  // Each once. The service has to live as long as the library.
  postgres::Connection take_connection(Invocation& invocation);
  StepLibrary take_library() { return std::move(library_); }

 private:
  runner::RunSettings settings_;
  std::optional<postgres::FirstTry> begun_{};
  StepLibrary library_{};
};

}  // namespace deed::command
