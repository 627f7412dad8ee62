#pragma once

#include <string>

#include "runner/step_session.h"

namespace deed::runner {

// While it is there, whoever follows a run hears of what takes long: who stands in the way, after a second at most, and what runs and how
// far an index is, now and then.
class SignsOfLife {
 public:
  SignsOfLife(StepSession& session, const StepRequest& request);
  ~SignsOfLife();
  SignsOfLife(const SignsOfLife&) = delete;
  SignsOfLife& operator=(const SignsOfLife&) = delete;

  // Who stood in the way when last looked: "pid 99, psql, role bob, ...; idle in transaction for 340 s: last LOCK TABLE".
  const std::string& blockers() const { return blockers_; }

 private:
  Duration look(Duration elapsed);
  void look_at_server();
  std::string progress();

  StepSession& session_;
  const StepRequest& request_;
  Duration first_look_;
  std::string blockers_;
  int server_process_ = 0;
};

}  // namespace deed::runner
