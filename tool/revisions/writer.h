#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/revision.h"

namespace deed::revisions {

// A section to be written: its line is made from direction and kind, `body` is what stands below.
struct NewStep {
  Direction direction = Direction::upgrade;
  StepKind kind = StepKind::transactional;
  std::string body{};
  // downgrade irreversible: the reason; the body is then empty.
  std::string irreversible{};
};

// The section as it stands in a file.
std::string section_text(const NewStep& step);

// The whole text of a new revision file.
std::string render_revision(const Revision& header, const std::vector<NewStep>& steps);

// The file's name by `file_template`, with .sql.
std::string file_name(const std::string& file_template, const Revision& header, TimePoint time);

}  // namespace deed::revisions
