#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deed::scratch {

// CREATE FUNCTION or ALTER FUNCTION with NOT LEAKPROOF for the LEAKPROOF that it says; nothing where it says none. Pure.
std::optional<std::string> not_leakproof(std::string_view statement);

}  // namespace deed::scratch
