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
  // The same for each connection by itself; the last of them stands for all further ones.
  explicit Listener(std::vector<std::vector<std::string>> conversations);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }
  // Whether somebody connects before this takes too long.
  bool wait_for_connection() const;

 private:
  Listener(Manner manner, std::vector<std::vector<std::string>> conversations);

  void serve();
  static void speak(const Descriptor& connection, const std::vector<std::string>& answers);

  Manner manner_;
  std::vector<std::vector<std::string>> conversations_;
  Descriptor accepted_;
  Descriptor socket_;
  int port_ = 0;
  Descriptor stop_;
  std::thread thread_;
};

}  // namespace deed::testing
