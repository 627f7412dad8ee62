#pragma once

#include <string>

namespace deed {

// Where random identifiers come from; a test passes its own, so that what it writes is stable.
class IdSource {
 public:
  virtual ~IdSource() = default;
  // 12 lower-case hex digits: a revision id.
  virtual std::string revision_id() = 0;
  // A version 4 UUID (RFC 4122): a run id.
  virtual std::string uuid() = 0;
};

// From the operating system's random numbers.
class RandomIds : public IdSource {
 public:
  std::string revision_id() override;
  std::string uuid() override;
};

}  // namespace deed
