#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "postgres/endpoint.h"

namespace deed::postgres {

// What a failed try to connect means. libpq 15 keeps no SQLSTATE of those, so it is told from libpq's text.
struct ConnectFailure {
  ErrorKind kind = ErrorKind::unreachable;
  // Whether trying again within connect_timeout can help.
  bool retry = true;
  // The text means nothing to deed: perhaps the server speaks another language.
  bool unknown = false;
  // The database's name is wrong: those that are there would help.
  bool missing_database = false;
  ErrorText text{};
};

// Pure. `message` is libpq's text, a line for each address that it tried; `wanted` what was to be connected to. Of several hosts' failures
// one that waiting cannot cure counts most, then one of a host that cannot be reached.
ConnectFailure explain_connect_failure(std::string_view message, const Endpoint& wanted);
// The same for a server that speaks another language: by the SQLSTATE with which it refused.
ConnectFailure explain_refusal(std::string_view sqlstate, std::string_view message, const Endpoint& wanted);

// No session with the server.
class ConnectError : public Error {
 public:
  explicit ConnectError(ConnectFailure failure) : Error(failure.kind, failure.text), failure_(std::move(failure)) {}

  const ConnectFailure& failure() const { return failure_; }

 private:
  ConnectFailure failure_;
};

}  // namespace deed::postgres
