#pragma once

#include <filesystem>

#include "process/account.h"

namespace deed::scratch {

using process::Account;

// deed's own, or `postgres`, else `nobody`, where deed is root: PostgreSQL refuses to run as root. Throws Error(config) without either.
Account server_account();

// Makes an empty directory that belongs to the account and that only it may enter. Throws Error(local_io).
void make_directory(const std::filesystem::path& directory, const Account& account);

}  // namespace deed::scratch
