#pragma once

#include <string>
#include <thread>
#include <vector>

#include "base/descriptor.h"

namespace deed::testing {

// A port of 127.0.0.1 at which nothing listens.
int free_port();

// Something other than a PostgreSQL server at a port of 127.0.0.1, in a thread of its own, until the end of the scope.
class Listener {
 public:
  enum class Manner { closes, hangs, answers };

  // `answers`: to the n-th thing that a connection sends the n-th answer, then it closes.
  explicit Listener(Manner manner, std::vector<std::string> answers = {});
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }

 private:
  void serve();
  void speak(const Descriptor& connection) const;

  Manner manner_;
  std::vector<std::string> answers_;
  Descriptor socket_;
  int port_ = 0;
  Descriptor stop_;
  std::thread thread_;
};

}  // namespace deed::testing
