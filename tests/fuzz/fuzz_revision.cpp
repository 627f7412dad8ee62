// Any text as a revision file: it is read or refused with a place, and what was read is classified and judged.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "fuzz/check.h"
#include "revisions/reader.h"
#include "sql/analyse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const deed::Revision revision = deed::revisions::parse_revision(text, "r.sql", {"me", "public"});
    for (const deed::Direction direction : {deed::Direction::upgrade, deed::Direction::downgrade}) {
      for (const deed::Step& step : revision.steps(direction)) {
        // What history keeps of a step reads as the same step.
        if (deed::revisions::parse_step(step.text, 1, "r.sql", {"me", "public"}).checksum != step.checksum) {
          std::abort();
        }
        deed::fuzz::check(deed::sql::analyse(step));
      }
    }
  } catch (const deed::Error& error) {
    if (error.kind() != deed::ErrorKind::revision || error.text().what.empty()) {
      std::abort();
    }
  }
  return 0;
}
