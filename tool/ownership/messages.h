#pragma once

#include <string>
#include <string_view>

#include "domain/ownership.h"
#include "domain/statement.h"

namespace deed::ownership {

// "DROP TABLE": a kind of statement as people write it.
std::string upper(std::string_view kind);

// "DROP TABLE", "the body of f in CREATE FUNCTION": what would touch the object.
std::string where(const Statement& statement, const ObjectUse& use);

// " (by its claim gateway_*)" or " (as part of public.t)" where the owner does not hold the object by name.
std::string by(const Owner& owner, const ObjectName& object);

// The share that would allow an access, as its owner would write it.
std::string share_hint(const Owner& owner, const ObjectName& object, std::string_view with, Access access);

// How another service comes to own it, which alone lets that service drop or rename it.
std::string give_hint(const Owner& owner, const ObjectName& object, std::string_view to);

}  // namespace deed::ownership
