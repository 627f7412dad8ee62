#include "config/variables.h"

namespace deed::config {

Variables::Variables(const ServiceConfig& service, const Environment& environment) : environment_(environment) {
  for (const NamedFile& file : service.env_files) {
    layers_.push_back({file, read_dotenv(file)});
  }
}

std::optional<Variable> Variables::find(const std::string& name) const {
  if (const auto found = environment_.find(name); found != environment_.end()) {
    return Variable{found->second, "the environment", std::nullopt, 0};
  }
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    if (const auto found = layer.variables.find(name); found != layer.variables.end()) {
      return Variable{found->second.value, to_string(found->second.location), layer.file.path.parent_path(), i + 1};
    }
  }
  return std::nullopt;
}

bool Variables::has_value(const std::string& name) const {
  const std::optional<Variable> variable = find(name);
  return variable && !variable->value.empty();
}

std::string Variables::places() const {
  std::string places = "the environment";
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    places += i + 1 == layers_.size() ? " and " : ", ";
    places += layers_[i].file.shown;
  }
  return places;
}

}  // namespace deed::config
