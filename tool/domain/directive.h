#pragma once

#include <set>
#include <string>

#include "base/source.h"
#include "domain/access.h"
#include "domain/object_pattern.h"

namespace deed {

enum class DirectiveKind { claim, release, share, unshare, give, take, allow };

std::string_view word(DirectiveKind kind);

// A line `-- deed:WORD ...` inside an upgrade step: a change of the ownership map, or (allow) the acceptance of a lint finding.
struct Directive {
  DirectiveKind kind = DirectiveKind::claim;
  Position position{};
  ObjectPattern object{};
  // share, unshare, give: the other service ("*" for all); take: the one it comes from.
  std::string service{};
  std::set<Access> accesses{};
  // allow
  std::string rule{};
  std::string reason{};
};

// "share public.datasets with api: read"
std::string directive_words(const Directive& directive);
// The line as it stands in a revision: "-- deed:" and the words.
std::string to_string(const Directive& directive);

}  // namespace deed
