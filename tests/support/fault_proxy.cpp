#include "support/fault_proxy.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "base/text.h"

namespace deed::testing {

namespace {

using Way = WireMessage::Way;

std::pair<Descriptor, sockaddr_un> unix_socket(const scratch::ServerAddress& address) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  const std::string path = fmt::format("{}/.s.PGSQL.{}", address.socket_directory.string(), address.port);
  path.copy(name.sun_path, sizeof name.sun_path - 1);
  return {Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), name};
}

Descriptor connect_to(const scratch::ServerAddress& address) {
  auto [socket, name] = unix_socket(address);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0 ? std::move(socket) : Descriptor();
}

bool send_all(const Descriptor& socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = ::send(socket.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) {
      return false;
    }
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

// How long the message at the front is; nothing where it is not all there.
std::optional<std::size_t> message_length(const std::string& bytes, bool typed) {
  const std::size_t begin = typed ? 1 : 0;
  if (bytes.size() < begin + 4) {
    return std::nullopt;
  }
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + begin, sizeof length);
  const std::size_t whole = begin + ntohl(length);
  return bytes.size() < whole ? std::nullopt : std::optional(whole);
}

// The text of Parse, after the name of the prepared statement.
std::string statement_of(const std::string& message) {
  const std::size_t name_end = message.find('\0', 5);
  const std::string text = message.substr(name_end + 1, message.find('\0', name_end + 1) - name_end - 1);
  return one_line(text).substr(0, 100);
}

std::string_view name_of(const WireMessage& message) {
  const bool up = message.way == Way::to_server;
  switch (message.type) {
    case 0: return "Startup";
    case 'P': return "Parse";
    case 'B': return "Bind";
    case 'D': return up ? "Describe" : "DataRow";
    case 'E': return up ? "Execute" : "ErrorResponse";
    case 'S': return up ? "Sync" : "ParameterStatus";
    case 'X': return "Terminate";
    case '1': return "ParseComplete";
    case '2': return "BindComplete";
    case 'C': return "CommandComplete";
    case 'K': return "BackendKeyData";
    case 'N': return "NoticeResponse";
    case 'R': return "Authentication";
    case 'T': return "RowDescription";
    case 'Z': return "ReadyForQuery";
    case 'n': return "NoData";
    default: return "another message";
  }
}

}  // namespace

bool is_point(const WireMessage& message, Grain grain) {
  const std::string_view kept = message.way == Way::to_server ? std::string_view("P\0X", 3) : "Z";
  return grain == Grain::message || message.statement == "COMMIT" || kept.find(message.type) != std::string_view::npos;
}

std::string to_string(const WireMessage& message) {
  return fmt::format("{}: {} of {} (connection {})", message.way == Way::to_server ? "to the server" : "to the client", name_of(message),
                     message.statement, message.connection);
}

FaultProxy::FaultProxy(const scratch::ServerAddress& server)
    : server_(server), address_{directory_.path(), server.port}, wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  sockaddr_un name{};
  std::tie(listener_, name) = unix_socket(address_);
  if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0 || ::listen(listener_.get(), 32) != 0) {
    throw std::runtime_error("the proxy has no socket");
  }
  thread_ = std::thread([this] { serve(); });
}

FaultProxy::~FaultProxy() {
  {
    const std::lock_guard guard(mutex_);
    stop_ = true;
    holding_ = false;
  }
  changed_.notify_all();
  ::eventfd_write(wake_.get(), 1);
  thread_.join();
}

void FaultProxy::arm(int number, Grain grain) {
  std::unique_lock lock(mutex_);
  holding_ = false;
  then_ = Then::forward;
  reset_ = true;
  changed_.notify_all();
  ::eventfd_write(wake_.get(), 1);
  changed_.wait(lock, [&] { return !reset_; });
  seen_.clear();
  connections_ = 0;
  silent_ = false;
  hold_at_ = number;
  grain_ = grain;
}

bool FaultProxy::holds() const {
  const std::lock_guard guard(mutex_);
  return holding_;
}

void FaultProxy::go_on(Then then) {
  const std::lock_guard guard(mutex_);
  then_ = then;
  holding_ = false;
  changed_.notify_all();
}

void FaultProxy::go_on_to_next() {
  {
    const std::lock_guard guard(mutex_);
    ++hold_at_;
  }
  go_on(Then::forward);
}

std::vector<WireMessage> FaultProxy::seen() const {
  const std::lock_guard guard(mutex_);
  return seen_;
}

void FaultProxy::serve() {
  while (true) {
    std::vector<pollfd> waiting{{wake_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
    for (const Link& link : links_) {
      waiting.push_back({link.client.get(), POLLIN, 0});
      waiting.push_back({link.server.get(), POLLIN, 0});
    }
    ::poll(waiting.data(), waiting.size(), -1);
    {
      const std::lock_guard guard(mutex_);
      eventfd_t ignored = 0;
      ::eventfd_read(wake_.get(), &ignored);
      if (stop_ || reset_) {
        links_.clear();
        reset_ = false;
        changed_.notify_all();
        if (stop_) {
          return;
        }
        continue;
      }
    }
    auto events = waiting.begin() + 2;
    for (Link& link : links_) {
      if ((events++)->revents != 0) {
        read_from(link, Way::to_server);
      }
      if ((events++)->revents != 0 && !link.broken) {
        read_from(link, Way::to_client);
      }
    }
    links_.remove_if([](const Link& link) { return link.broken; });
    if (waiting[1].revents != 0) {
      accept_client();
    }
  }
}

void FaultProxy::accept_client() {
  Link link{.client = Descriptor(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)), .server = connect_to(server_)};
  const std::lock_guard guard(mutex_);
  link.number = ++connections_;
  if (link.client.valid() && link.server.valid()) {
    links_.push_back(std::move(link));
  }
}

void FaultProxy::read_from(Link& link, Way way) {
  Stream& stream = way == Way::to_server ? link.up : link.down;
  std::array<char, 16384> buffer{};
  const ssize_t count = ::recv((way == Way::to_server ? link.client : link.server).get(), buffer.data(), buffer.size(), 0);
  if (count <= 0) {
    leave(link, way);
    return;
  }
  stream.pending.append(buffer.data(), static_cast<std::size_t>(count));
  while (const std::optional<std::size_t> length = message_length(stream.pending, stream.begun)) {
    const std::string message = stream.pending.substr(0, *length);
    if (!pass(link, way, message)) {
      link.broken = true;
      return;
    }
    stream.begun = true;
    stream.pending.erase(0, *length);
  }
}

void FaultProxy::leave(Link& link, Way way) {
  const std::lock_guard guard(mutex_);
  if (silent_ && way == Way::to_server) {
    // Nobody tells the server.
    link.client.reset();
    return;
  }
  link.broken = true;
}

bool FaultProxy::pass(Link& link, Way way, const std::string& bytes) {
  const Stream& stream = way == Way::to_server ? link.up : link.down;
  WireMessage message{way, stream.begun ? bytes[0] : '\0', link.number};
  if (way == Way::to_server && message.type == 'P') {
    link.statement = statement_of(bytes);
  }
  message.statement = link.statement;
  switch (wait_at(message)) {
    case Then::cut: return false;
    case Then::cut_client: link.client.reset(); return true;
    case Then::fall_silent: return true;
    case Then::forward: break;
  }
  // A side that is gone is noticed when it is read.
  send_all(way == Way::to_server ? link.server : link.client, bytes);
  return true;
}

FaultProxy::Then FaultProxy::wait_at(const WireMessage& message) {
  std::unique_lock lock(mutex_);
  if (silent_) {
    return Then::fall_silent;
  }
  if (!is_point(message, grain_)) {
    return Then::forward;
  }
  seen_.push_back(message);
  if (static_cast<int>(seen_.size()) != hold_at_) {
    return Then::forward;
  }
  holding_ = true;
  changed_.wait(lock, [&] { return !holding_; });
  silent_ = then_ == Then::fall_silent;
  return then_;
}

}  // namespace deed::testing
