#include "support/manifest.h"

#include <catch2/catch.hpp>
#include <rapidjson/pointer.h>

#include <stdexcept>

#include "support/process.h"

namespace deed::testing {

Manifest Manifest::at(const std::string& pointer) const {
  return {documents_, value_ == nullptr ? nullptr : rapidjson::Pointer(pointer.c_str()).Get(*value_)};
}

const rapidjson::Value& Manifest::value(bool right, const char* type) const {
  if (!right) {
    throw std::runtime_error(std::string("the manifest has no ") + type + " there");
  }
  return *value_;
}

std::string Manifest::text() const { return value(exists() && value_->IsString(), "text").GetString(); }

int Manifest::number() const { return value(exists() && value_->IsInt(), "number").GetInt(); }

bool Manifest::yes() const { return value(exists() && value_->IsBool(), "boolean").GetBool(); }

std::vector<Manifest> Manifest::items() const {
  std::vector<Manifest> result;
  if (exists()) {
    for (const rapidjson::Value& item : value(value_->IsArray(), "list").GetArray()) {
      result.push_back({documents_, &item});
    }
  }
  return result;
}

std::vector<std::string> Manifest::texts() const {
  std::vector<std::string> result;
  for (const Manifest& item : items()) {
    result.push_back(item.text());
  }
  return result;
}

std::vector<int> Manifest::numbers() const {
  std::vector<int> result;
  for (const Manifest& item : items()) {
    result.push_back(item.number());
  }
  return result;
}

std::vector<std::string> Manifest::keys() const {
  std::vector<std::string> result;
  if (exists()) {
    for (const auto& member : value(value_->IsObject(), "object").GetObject()) {
      result.emplace_back(member.name.GetString());
    }
  }
  return result;
}

Manifest Manifest::named(const std::string& name) const {
  for (const Manifest& item : items()) {
    if (item.at("/name").text() == name) {
      return item;
    }
  }
  return {documents_, nullptr};
}

bool has_yaml() {
  const bool found = run({"/usr/bin/python3", "-c", "import yaml"}).exit_code == 0;
  if (!found) {
    WARN("SKIPPED: YAML cannot be read here; scripts/setup python3-yaml installs what does it");
  }
  return found;
}

std::vector<Manifest> read_manifests(const std::string& yaml) {
  const ProcessResult read =
      run({"/usr/bin/python3", "-c", "import json, sys, yaml; json.dump([d for d in yaml.safe_load_all(sys.stdin) if d], sys.stdout)"},
          {.input = yaml});
  auto document = std::make_shared<rapidjson::Document>();
  if (read.exit_code != 0 || document->Parse(read.out.c_str()).HasParseError()) {
    throw std::runtime_error("no YAML: " + read.err);
  }
  const rapidjson::Value* all = document.get();
  return Manifest(std::move(document), all).items();
}

Manifest of_kind(const std::vector<Manifest>& manifests, const std::string& kind) {
  for (const Manifest& manifest : manifests) {
    if (manifest.kind() == kind) {
      return manifest;
    }
  }
  throw std::runtime_error("there is no " + kind);
}

std::optional<std::string> kubernetes_tool(const std::string& name) {
  const std::filesystem::path program = std::filesystem::path(deed_program()).parent_path() / "kubernetes-tools" / name;
  if (std::filesystem::exists(program)) {
    return program.string();
  }
  WARN("SKIPPED: there is no " << name << " here; scripts/kubernetes-tools builds it");
  return std::nullopt;
}

}  // namespace deed::testing
