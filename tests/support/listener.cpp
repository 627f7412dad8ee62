#include "support/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace deed::testing {

namespace {

// A socket at a port that the kernel chose.
std::pair<Descriptor, int> bound_socket() {
  Descriptor descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(descriptor.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(descriptor.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("bind failed");
  }
  return {std::move(descriptor), ntohs(address.sin_port)};
}

}  // namespace

int free_port() { return bound_socket().second; }

Listener::Listener(Manner manner, std::vector<std::string> answers)
    : Listener(manner, std::vector<std::vector<std::string>>{std::move(answers)}) {}

Listener::Listener(std::vector<std::vector<std::string>> conversations) : Listener(Manner::answers, std::move(conversations)) {}

Listener::Listener(Manner manner, std::vector<std::vector<std::string>> conversations)
    : manner_(manner), conversations_(std::move(conversations)), accepted_(::eventfd(0, EFD_CLOEXEC)), stop_(::eventfd(0, EFD_CLOEXEC)) {
  std::tie(socket_, port_) = bound_socket();
  if (::listen(socket_.get(), 16) != 0) {
    throw std::runtime_error("listen failed");
  }
  thread_ = std::thread([this] { serve(); });
}

Listener::~Listener() {
  ::eventfd_write(stop_.get(), 1);
  thread_.join();
}

bool Listener::wait_for_connection() const {
  pollfd accepted{accepted_.get(), POLLIN, 0};
  return ::poll(&accepted, 1, 60'000) == 1;
}

void Listener::serve() {
  std::vector<Descriptor> held;
  std::size_t next = 0;
  while (true) {
    std::array<pollfd, 2> waiting{{{socket_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), -1);
    if (waiting[1].revents != 0) {
      return;
    }
    Descriptor connection(::accept(socket_.get(), nullptr, nullptr));
    ::eventfd_write(accepted_.get(), 1);
    if (manner_ == Manner::hangs) {
      held.push_back(std::move(connection));
    } else if (manner_ == Manner::answers) {
      speak(connection, conversations_[std::min(next++, conversations_.size() - 1)]);
    }
  }
}

void Listener::speak(const Descriptor& connection, const std::vector<std::string>& answers) {
  std::array<char, 8192> ignored{};
  for (const std::string& answer : answers) {
    if (::recv(connection.get(), ignored.data(), ignored.size(), 0) <= 0) {
      return;
    }
    ::send(connection.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
  }
}

}  // namespace deed::testing
