#pragma once

#include <string>
#include <string_view>

#include "domain/revision.h"

namespace deed::revisions {

// Reads the comment block at the start of a revision: the message, then Alembic's header words. Throws Error(revision) where the id is
// missing or malformed, or a header word stands twice.
Revision parse_header(std::string_view text, const std::string& path);

// The comment block, ending with an empty line.
std::string render_header(const Revision& revision);

// Whether a text can be a revision id: letters, digits and _, and none of the words that mean something else.
bool is_revision_id(std::string_view text);

// Whether a text can be a branch label: as an id, with . and - in it, and no -N at the end, which would count.
bool is_branch_label(std::string_view text);

}  // namespace deed::revisions
