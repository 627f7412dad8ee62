#pragma once

#include <optional>
#include <string_view>

#include "base/lexer.h"
#include "base/source.h"
#include "domain/directive.h"

namespace deed::revisions {

// What follows `-- deed:` where the token is a directive: a line comment at the start of its line. The words come trimmed.
std::optional<std::string_view> directive_words(std::string_view text, const Token& token);

// Whether a comment looks like a directive but is not one for the rule above (indented, `--deed:`): it would be ignored silently.
bool is_misplaced_directive(std::string_view text, const Token& token);

// claim, release, share, unshare, give, take and allow. Throws Error(revision) at `place` for anything else.
Directive parse_directive(std::string_view words, Position position, const std::string& path, std::string_view default_schema);

// key="value" or key=value behind a directive's words.
std::optional<std::string> option_value(std::string_view words, std::string_view key);

}  // namespace deed::revisions
