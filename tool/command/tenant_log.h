#pragma once

#include <cstddef>
#include <string>

#include "base/log.h"
#include "command/patience.h"
#include "domain/run_figures.h"

namespace deed::command {

// Says which tenant it is about, adds up what was done, and spends the patience that all tenants share. Of many tenants only what holds
// one up or goes wrong is of interest: what goes as it should is told with -v.
class TenantLog : public Log {
 public:
  TenantLog(Log& to, const std::string& tenant, bool of_many, Patience& patience)
      : to_(to), tenant_(tenant), of_many_(of_many), patience_(patience) {}

  void write(const LogEvent& event) override;

  // Applied, taken back, or stamped.
  std::size_t revisions() const;
  bool nothing_to_do() const { return nothing_to_do_; }
  // How long a step or the runner lock was waited for.
  Duration held_up() const { return held_up_; }

 private:
  Log& to_;
  const std::string& tenant_;
  bool of_many_;
  Patience& patience_;
  RunFigures figures_{};
  Duration held_up_{0};
  std::size_t stamped_ = 0;
  bool nothing_to_do_ = false;
};

}  // namespace deed::command
