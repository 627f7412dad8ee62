#include "support/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

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
    : manner_(manner), answers_(std::move(answers)), stop_(::eventfd(0, EFD_CLOEXEC)) {
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

void Listener::serve() {
  std::vector<Descriptor> held;
  while (true) {
    std::array<pollfd, 2> waiting{{{socket_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), -1);
    if (waiting[1].revents != 0) {
      return;
    }
    Descriptor connection(::accept(socket_.get(), nullptr, nullptr));
    if (manner_ == Manner::hangs) {
      held.push_back(std::move(connection));
    } else if (manner_ == Manner::answers) {
      speak(connection);
    }
  }
}

void Listener::speak(const Descriptor& connection) const {
  std::array<char, 8192> ignored{};
  for (const std::string& answer : answers_) {
    if (::recv(connection.get(), ignored.data(), ignored.size(), 0) <= 0) {
      return;
    }
    ::send(connection.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
  }
}

}  // namespace deed::testing
