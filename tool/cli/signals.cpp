#include "cli/signals.h"

#include <unistd.h>

#include <csignal>

namespace deed::cli {

namespace {

Cancellation* current = nullptr;

void handle(int signal) {
  if (current == nullptr || current->requested()) {
    ::_exit(128 + signal);
  }
  current->request(signal == SIGINT ? ErrorKind::interrupted : ErrorKind::terminated);
}

void install(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

SignalHandlers::SignalHandlers(Cancellation& cancellation) {
  current = &cancellation;
  install(SIGINT, handle);
  install(SIGTERM, handle);
  install(SIGPIPE, SIG_IGN);
  install(SIGXFSZ, SIG_IGN);
}

SignalHandlers::~SignalHandlers() {
  install(SIGINT, SIG_DFL);
  install(SIGTERM, SIG_DFL);
  current = nullptr;
}

}  // namespace deed::cli
