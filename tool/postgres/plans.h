#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "postgres/connection.h"

namespace deed::postgres {

// A statement that the server may have prepared under this name.
struct Plan {
  std::string name;
  bool prepared = false;
};

// Which statements with parameters a session sends by their plans: those that come for the second time, while plans are in use. Each plan
// is remembered while they are not.
class Plans {
 public:
  // For good.
  void use(const std::string& run);
  // Until somebody else's statement; of the plans those are left that `standing` names.
  void use(const std::string& run, const std::vector<std::string>& standing);
  // Until sent(): those that are used meanwhile are noted for stood().
  void use_untold(const std::string& run);
  void sent();
  // Whether all of these are in `standing`; goes on with what stands.
  bool stood(const std::string& run, const std::vector<std::string>& standing);
  void somebody_elses_statement();

  // The plan to send a statement by; nothing where it is to be sent as it is. The caller prepares it where nobody has.
  Plan* find(const Request& request);

 private:
  enum class Use { none, untold, for_now, for_good };
  std::string new_name();

  Use use_ = Use::none;
  std::string run_;
  int names_ = 0;
  std::map<std::string, Plan, std::less<>> plans_;
  // Names sent while nobody knew whether they stand.
  std::set<std::string> untold_;
};

}  // namespace deed::postgres
