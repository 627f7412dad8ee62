#pragma once

#include <future>
#include <optional>

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

// While a command reads a model: connects for reading, and parses the service's revisions. The service has to live as long as the library.
struct HeadStart {
  HeadStart(Invocation& invocation, const Service& service);
  // Once.
  postgres::Connection connect(Invocation& invocation);

  runner::RunSettings settings;
  std::optional<postgres::FirstTry> begun{};
  StepLibrary library{};
};

}  // namespace deed::command
