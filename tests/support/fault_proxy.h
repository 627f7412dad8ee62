#pragma once

#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/descriptor.h"
#include "scratch/server_address.h"
#include "support/temporary_directory.h"

namespace deed::testing {

// A message of PostgreSQL's protocol on its way.
struct WireMessage {
  enum class Way { to_server, to_client };

  Way way = Way::to_server;
  // Its type byte; 0 for the first one of a connection, which has none.
  char type = 0;
  // From 1: which of the proxy's connections.
  int connection = 0;
  // The statement that it belongs to, as far as the connection has come.
  std::string statement{};
};

// Which messages are points to hold at: all of them; or, as a statement's messages are sent together and do nothing by themselves, the
// first and the last of each exchange, and all of a COMMIT.
enum class Grain { message, exchange };
bool is_point(const WireMessage& message, Grain grain);

// "to the server: Execute of COMMIT (connection 1)"
std::string to_string(const WireMessage& message);

// Stands between a program and a server, unix socket to unix socket, in a thread of its own. It stops everything at one message and lets
// the test do what it likes at that moment: kill the program, stop the server, take a lock, cut the connection.
class FaultProxy {
 public:
  enum class Then {
    forward,
    // The message is lost with its connection; other connections go on.
    cut,
    // So it is, but the server does not hear of it.
    cut_client,
    // From now on nothing gets through, and nobody hears that the other side is gone: a cable that was cut.
    fall_silent,
  };

  explicit FaultProxy(const scratch::ServerAddress& server);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  const scratch::ServerAddress& address() const { return address_; }

  // Closes what is open, counts from 1 again, and holds everything when the number-th point of all connections comes; 0 for never.
  void arm(int number, Grain grain = Grain::message);
  // Whether a message is held now.
  bool holds() const;
  void go_on(Then then);
  // Forwards the message that is held and holds again at the next one.
  void go_on_to_next();
  // All points since arm(), the held one last.
  std::vector<WireMessage> seen() const;

 private:
  // One direction of a connection.
  struct Stream {
    std::string pending{};
    // What comes first from a client has no type byte.
    bool begun = false;
  };
  struct Link {
    int number = 0;
    Descriptor client;
    Descriptor server;
    Stream up{};
    Stream down{.begun = true};
    std::string statement{};
    bool broken = false;
  };

  void serve();
  void accept_client();
  void read_from(Link& link, WireMessage::Way way);
  // Its sender is gone.
  void leave(Link& link, WireMessage::Way way);
  // The message is at the front of the stream's bytes; false where its connection is to be cut.
  bool pass(Link& link, WireMessage::Way way, const std::string& bytes);
  Then wait_at(const WireMessage& message);

  scratch::ServerAddress server_;
  TemporaryDirectory directory_;
  scratch::ServerAddress address_;
  Descriptor listener_;
  Descriptor wake_;
  std::list<Link> links_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<WireMessage> seen_;
  int hold_at_ = 0;
  Grain grain_ = Grain::message;
  int connections_ = 0;
  bool holding_ = false;
  Then then_ = Then::forward;
  bool silent_ = false;
  bool reset_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace deed::testing
