#pragma once

#include <rapidjson/document.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deed::testing {

// A Kubernetes object, or a part of one, as it stands in a manifest. Looking up what is not there gives a part that is not there.
class Manifest {
 public:
  // By JSON pointer: "/spec/template".
  Manifest at(const std::string& pointer) const;
  bool exists() const { return value_ != nullptr; }
  // Each throws std::runtime_error where there is no such value.
  std::string text() const;
  int number() const;
  bool yes() const;
  // The elements of an array; none where it is not there.
  std::vector<Manifest> items() const;
  std::vector<std::string> texts() const;
  std::vector<int> numbers() const;
  // The names of an object's members; none where it is not there.
  std::vector<std::string> keys() const;
  // The element whose `name` is that.
  Manifest named(const std::string& name) const;

  std::string kind() const { return at("/kind").text(); }
  // The template's spec of what makes pods.
  Manifest pod() const { return at("/spec/template/spec"); }

 private:
  friend std::vector<Manifest> read_manifests(const std::string& yaml);
  using Documents = std::shared_ptr<const rapidjson::Document>;

  Manifest(Documents documents, const rapidjson::Value* value) : documents_(std::move(documents)), value_(value) {}
  const rapidjson::Value& value(bool right, const char* type) const;

  Documents documents_;
  const rapidjson::Value* value_;
};

// Whether YAML can be read here; says so where it cannot.
bool has_yaml();
// The objects of a YAML text. Throws std::runtime_error for text that is no YAML.
std::vector<Manifest> read_manifests(const std::string& yaml);
// The one of a kind. Throws std::runtime_error where there is none.
Manifest of_kind(const std::vector<Manifest>& manifests, const std::string& kind);

// A program that scripts/kubernetes-tools built (check_manifests, helm, kustomize); says so and gives nothing where it did not.
std::optional<std::string> kubernetes_tool(const std::string& name);

}  // namespace deed::testing
