#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/dotenv.h"
#include "config/service_config.h"

namespace deed::config {

// The process's environment. It comes in as an argument: below cli/ nothing asks for it.
using Environment = std::map<std::string, std::string>;

struct Variable {
  std::string value;
  // For messages: "the environment" or "services/a/.env:3".
  std::string place;
  // The `.env` file's directory; nothing for the process's environment.
  std::optional<std::filesystem::path> directory;
  // How far away it was found: 0 the environment, then the `.env` files.
  std::size_t layer = 0;
};

// What a service finds under a name: in the environment, else in its own `.env`, else in the workspace's.
class Variables {
 public:
  // Reads the `.env` files. Throws Error(config) for a malformed one.
  Variables(const ServiceConfig& service, const Environment& environment);

  std::optional<Variable> find(const std::string& name) const;
  // Set, and not to an empty text.
  bool has_value(const std::string& name) const;
  // "the environment, services/a/.env and .env": where find() looks.
  std::string places() const;

 private:
  struct Layer {
    NamedFile file;
    DotenvVariables variables;
  };

  const Environment& environment_;
  std::vector<Layer> layers_;
};

}  // namespace deed::config
