#pragma once

#include <string_view>

namespace deed::autogenerate {

// How PostgreSQL gets from values of one type to those of another, types named without modifiers and brackets.
enum class Cast {
  none,       // only by way of the value's text, if at all
  asked_for,  // where `::type` is written
  assigned,   // by itself, as on INSERT
};

Cast cast_between(std::string_view from, std::string_view to);

// The number type that leads from one to the other in two casts; empty where none does.
std::string_view type_between(std::string_view from, std::string_view to);

// Types to and from which PostgreSQL casts everything, as text.
bool is_character_type(std::string_view type);

}  // namespace deed::autogenerate
