#pragma once

#include <string>
#include <vector>

#include "domain/listing.h"

namespace deed::report {

// How much a line says, as Alembic's commands do it.
enum class RevisionStyle {
  head,     // "27c6a30d7c24 (shoppingcart) (head)"
  current,  // "1a1b8117c8cd (head)", "ae1027a6acf0 (step 1 of 3)"
  history,  // "1a1b8117c8cd -> 27c6a30d7c24 (shoppingcart) (head), add shopping cart"
};

// One line per revision; with the service in front where several were asked for.
std::string revision_lines(const std::vector<ListedRevision>& revisions, RevisionStyle style, bool several);

// Each branch point, and below it what follows.
std::string branch_lines(const std::vector<ListedBranch>& branches);

// Alembic's block of `-v`: Rev, Parent, Branches into, Path, and the message.
std::string revision_blocks(const std::vector<ListedRevision>& revisions, bool several);

}  // namespace deed::report
