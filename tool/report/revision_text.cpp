#include "report/revision_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::report {

namespace {

// What stands in parentheses behind an id. A block has the labels on a line of their own.
enum class Labels { shown, elsewhere };

std::string flags(const ListedRevision& revision, RevisionStyle style, Labels labels = Labels::shown) {
  std::string text;
  if (!revision.labels.empty() && style != RevisionStyle::current && labels == Labels::shown) {
    text += fmt::format(" ({})", join(revision.labels, ", "));
  }
  if (!revision.progress.empty()) {
    text += fmt::format(" ({})", revision.progress);
  }
  if (revision.is_head) {
    text += " (head)";
  }
  if (revision.is_current && style == RevisionStyle::history) {
    text += " (current)";
  }
  if (style != RevisionStyle::head && revision.children.size() > 1) {
    text += " (branchpoint)";
  }
  if (style != RevisionStyle::head && revision.revises.size() > 1) {
    text += " (mergepoint)";
  }
  return text;
}

// From a history that anybody may have written to, not only from files.
std::string listed(const std::vector<std::string>& ids) { return one_line(join(ids, ", ")); }

std::string parents(const ListedRevision& revision) { return revision.revises.empty() ? "<base>" : listed(revision.revises); }

std::string block(const ListedRevision& revision) {
  std::string text = fmt::format("Rev: {}{}\n", one_line(revision.id), flags(revision, RevisionStyle::history, Labels::elsewhere));
  text +=
      revision.revises.size() > 1 ? fmt::format("Merges: {}\n", listed(revision.revises)) : fmt::format("Parent: {}\n", parents(revision));
  if (revision.children.size() > 1) {
    text += fmt::format("Branches into: {}\n", listed(revision.children));
  }
  if (!revision.labels.empty()) {
    text += fmt::format("Branch names: {}\n", listed(revision.labels));
  }
  text += fmt::format("Path: {}\n\n    {}\n    \n", one_line(revision.path), one_line(revision.message));
  text += fmt::format("    Revision ID: {}\n    Revises: {}\n    Create Date: {}\n", one_line(revision.id), listed(revision.revises),
                      one_line(revision.create_date));
  return text;
}

}  // namespace

std::string revision_lines(const std::vector<ListedRevision>& revisions, RevisionStyle style, bool several) {
  std::string text;
  for (const ListedRevision& revision : revisions) {
    text += several ? one_line(revision.whose()) + ": " : "";
    if (style == RevisionStyle::history) {
      text += fmt::format("{} -> {}{}, {}\n", parents(revision), one_line(revision.id), flags(revision, style), one_line(revision.message));
    } else {
      text += fmt::format("{}{}\n", one_line(revision.id), flags(revision, style));
    }
  }
  return text;
}

std::string branch_lines(const std::vector<ListedBranch>& branches) {
  std::string text;
  for (const ListedBranch& branch : branches) {
    text += fmt::format("{}{}\n", one_line(branch.point.id), flags(branch.point, RevisionStyle::history));
    for (const ListedRevision& child : branch.children) {
      text +=
          fmt::format("{} -> {}{}\n", std::string(branch.point.id.size(), ' '), one_line(child.id), flags(child, RevisionStyle::history));
    }
    text += '\n';
  }
  return text;
}

std::string revision_blocks(const std::vector<ListedRevision>& revisions, bool several) {
  std::string text;
  for (const ListedRevision& revision : revisions) {
    text += several ? fmt::format("Service: {}\n", one_line(revision.whose())) : "";
    text += block(revision) + '\n';
  }
  return text;
}

}  // namespace deed::report
