#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "domain/object_name.h"

namespace deed {

// An object, or a part of it: "column a", "trigger audit". Functions and operators have their argument types in their names
// here, text search objects what they are: "words(dictionary)".
struct Address {
  ObjectName object;
  std::string part{};

  auto operator<=>(const Address&) const = default;
};

// "public.v", "trigger audit on public.t".
std::string to_string(const Address& address);

// The object as patterns and messages know it: a function without its arguments, a dictionary without that word.
ObjectName without_arguments(const ObjectName& object);

Address column_address(const ObjectName& relation, const std::string& column);
// The column that the address is; empty where it is something else.
std::string column_of(const Address& address);

// An object that is known by the statement that makes it, as PostgreSQL prints it: a function, a view, a trigger, ...; or a piece of
// one: a comment, a setting. Its statements are complete, but for the semicolon.
struct Definition {
  Address address{};
  // "function", "view", "trigger", ...: as messages have it.
  std::string kind{};
  std::string create{};
  std::string drop{};
  // Makes it of an older one, where the mould of that is how the mould of this one begins. Empty where it has to be dropped and made.
  std::string alter{};
  std::vector<std::string> mould{};
  // What counts as a difference: `create`, or less of it where pieces have definitions of their own.
  std::string compared{};
  // Goes when its owner goes; comes with its owner's own statement.
  std::optional<Address> owner{};
  bool made_with_owner = false;
  std::vector<Address> uses{};

  bool is_piece() const { return owner.has_value(); }
};

bool same(const Definition& a, const Definition& b);

// A column's STORAGE and COMPRESSION: ALTER COLUMN TYPE sets both to what is usual for the type.
bool is_forgotten_with_type(const Definition& definition);

// Whether `to.alter` does it.
bool can_alter(const Definition& from, const Definition& to);

}  // namespace deed
