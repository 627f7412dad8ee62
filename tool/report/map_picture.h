#pragma once

#include <string>

#include "domain/database_map.h"

namespace deed::report {

// Services as boxes and the foreign keys between them as arrows, as inline SVG: who refers stands left of whom it refers to. Only
// services that such a foreign key touches are drawn; empty where there is none.
std::string map_picture(const DatabaseMap& map);

}  // namespace deed::report
