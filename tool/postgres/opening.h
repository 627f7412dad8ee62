#pragma once

#include <soci/soci.h>

#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "base/aside.h"
#include "base/cancellation.h"
#include "base/clock.h"

namespace deed::postgres {

// How a try to connect ended: a session, or libpq's text, or what it failed with before there was a try.
struct Opened {
  std::unique_ptr<soci::session> session{};
  std::string failure{};
  std::exception_ptr error{};
};

// One try to connect, as the URI says, from now on and in a thread of its own. Nobody has to wait for it.
class Opening {
 public:
  explicit Opening(const std::string& uri);

  // Once. A cancellation request is thrown at once, and the patience, which begins now, ends as "timeout expired", whatever a name server
  // or a host that says nothing is doing. Throws Error(local_io) on a machine without libpq.
  Opened wait(const Cancellation& cancellation, std::optional<Duration> patience);

 private:
  std::shared_ptr<Opened> opened_ = std::make_shared<Opened>();
  Aside connecting_;
};

}  // namespace deed::postgres
