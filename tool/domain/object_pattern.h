#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "domain/object_name.h"

namespace deed {

// One part of a pattern: a name, or a glob in which * stands for any run of characters.
struct NamePart {
  std::string text{};
  bool glob = false;

  bool matches(std::string_view name) const;
  bool overlaps(const NamePart& other) const;
  auto operator<=>(const NamePart&) const = default;
};

// `[kind:]schema.name` as owns, share, ignore and directives write it. Without a kind an exact name means relations and types, and a
// name with * means every kind.
struct ObjectPattern {
  std::optional<ObjectKind> kind{};
  NamePart schema{};
  NamePart name{};

  // The object an exact pattern stands for; nothing for one with *.
  std::optional<ObjectName> exact() const;
  // `*.*`, which alone yields to what others claim by name.
  bool covers_everything() const;
  bool matches(const ObjectName& object) const;
  // Whether some name is matched by both.
  bool overlaps(const ObjectPattern& other) const;
  auto operator<=>(const ObjectPattern&) const = default;
};

ObjectPattern pattern_of(const ObjectName& object);
// `schema.*`: the schemas of that name and all that is in them.
ObjectPattern everything_in(NamePart schema);
std::string to_string(const ObjectPattern& pattern);

// What a text says as a pattern, or what is wrong with it.
struct ParsedPattern {
  std::optional<ObjectPattern> pattern;
  std::string error;
};

// Unqualified means `default_schema`; unquoted letters are folded as SQL does.
ParsedPattern read_object_pattern(std::string_view text, std::string_view default_schema);
// The same, throwing Error(config) without a place: the caller knows where the text stands.
ObjectPattern parse_object_pattern(std::string_view text, std::string_view default_schema);

// What to try when a pattern is malformed.
inline constexpr std::string_view kPatternHint = "Write [kind:]schema.name, with * inside a part, and double quotes for odd names.";

}  // namespace deed
