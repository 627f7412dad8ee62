#pragma once

#include <string>
#include <string_view>

#include "domain/operation.h"

// What to say of a dropped and an added object that look like one renamed.
namespace deed::command {

// "column b of public.t", by its new name.
std::string renamed_object(const PossibleRename& possible);

// "would lose its values": what dropping the one and adding the other means.
std::string_view loss_without_rename(RenamedKind kind);

// Points out what may be a rename, with both ways to declare it.
std::string rename_warning(const PossibleRename& possible);

}  // namespace deed::command
