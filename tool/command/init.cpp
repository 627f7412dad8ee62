#include "command/init.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "base/files.h"
#include "base/identifier.h"
#include "base/sha256.h"
#include "base/text.h"
#include "command/templates.h"

namespace deed::command {

namespace {

constexpr std::string_view kDirectory = "{{directory}}";
constexpr std::string_view kRevisions = "{{revisions}}";

// A name in Kubernetes has at most 63 characters, and templates put up to nine before and behind this one, a release, and the number of a
// pod.
constexpr std::size_t kLongestKubernetesName = 40;

// What tells two long names apart that begin in the same way.
std::string shortened(const std::string& name) {
  constexpr std::size_t kDigits = 6;
  if (name.size() <= kLongestKubernetesName) {
    return name;
  }
  return name.substr(0, kLongestKubernetesName - kDigits - 1) + '-' + sha256(name).substr(0, kDigits);
}

// As Kubernetes wants names: lower case, - instead of _, none at either end, and not too long.
std::string kubernetes_name(const std::string& service) {
  const std::string name = replace_all(to_lower(service), "_", "-");
  const std::size_t first = name.find_first_not_of('-');
  if (first == std::string::npos) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' has no character that Kubernetes allows at the end of a name.", service),
                                   .hint = "Give the service a name with letters or digits."});
  }
  return shortened(name.substr(first, name.find_last_not_of('-') - first + 1));
}

// In a Dockerfile, its .dockerignore and YAML alike.
const std::string& plain_path(const std::string& path) {
  const auto allowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("._-/").find(c) < 4; };
  if (!std::all_of(path.begin(), path.end(), allowed)) {
    throw Error(ErrorKind::usage, {.what = fmt::format("The directory '{}' cannot stand in these files as it is.", one_line(path)),
                                   .hint = "Let directories that go into an image have letters, digits, ., - and _ only."});
  }
  return path;
}

std::string with_files(std::string text, const ServiceFiles& files) {
  text = text.find(kDirectory) == std::string::npos ? text : replace_all(std::move(text), kDirectory, plain_path(files.directory));
  return text.find(kRevisions) == std::string::npos ? text : replace_all(std::move(text), kRevisions, plain_path(files.revisions));
}

// A line with {{directory}} is there once for each service, with its number in place of {{index}}.
std::string with_services(std::string_view text, const std::vector<ServiceFiles>& services) {
  std::string result;
  for (const std::string_view line : split_lines(text)) {
    if (line.find(kDirectory) == std::string_view::npos) {
      result.append(line).append("\n");
      continue;
    }
    for (std::size_t i = 0; i < services.size(); ++i) {
      result += with_files(replace_all(std::string(line), "{{index}}", std::to_string(i)), services[i]) + '\n';
    }
  }
  return replace_all(std::move(result), "{{count}}", std::to_string(services.size()));
}

std::string rendered(std::string_view text, const InitRequest& request) {
  const std::string underscored = replace_all(request.service, "-", "_");
  std::string result = replace_all(std::string(text), "{{service}}", request.service);
  result = replace_all(std::move(result), "{{service_}}", underscored);
  // As `ownership roles` calls it.
  result = replace_all(std::move(result), "{{migrator}}", suffixed_identifier(underscored, "_migrator"));
  if (result.find("{{service-}}") != std::string::npos) {
    result = replace_all(std::move(result), "{{service-}}", kubernetes_name(request.service));
  }
  return result.find(kDirectory) == std::string::npos ? with_files(std::move(result), request.files)
                                                      : with_services(result, request.services);
}

bool mentions(const std::string& template_name, std::string_view word) {
  return std::any_of(templates::files.begin(), templates::files.end(), [&](const auto& file) {
    return file.first.starts_with(template_name + '/') && file.second.find(word) != std::string_view::npos;
  });
}

// A file of templates/ that belongs to none of them.
std::string_view loose_file(std::string_view name) {
  const auto* found = std::find_if(templates::files.begin(), templates::files.end(), [&](const auto& file) { return file.first == name; });
  return found->second;
}

}  // namespace

void require_service_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (name.empty() || name.size() > 63 || !std::all_of(name.begin(), name.end(), allowed)) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is not a service name.", one_line(name)),
                                   .hint = "Letters, digits, - and _, at most 63 of them."});
  }
}

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const auto& [path, text] : templates::files) {
    const std::string folder(path.substr(0, path.find('/')));
    if (path.find('/') != std::string_view::npos && std::find(names.begin(), names.end(), folder) == names.end()) {
      names.push_back(folder);
    }
  }
  return names;
}

std::vector<std::filesystem::path> init(const InitRequest& request) {
  require_service_name(request.service);
  std::vector<std::pair<std::filesystem::path, std::string>> files;
  for (const auto& [path, text] : templates::files) {
    if (path.starts_with(request.name + '/')) {
      files.emplace_back(request.directory / rendered(path.substr(request.name.size() + 1), request), rendered(text, request));
    }
  }
  if (files.empty()) {
    throw Error(ErrorKind::usage,
                {.what = fmt::format("There is no template '{}'.{}", one_line(request.name), did_you_mean(request.name, template_names())),
                 .hint = fmt::format("One of {}.", join(template_names(), ", "))});
  }
  return write_new_files(files);
}

bool lists_services(const std::string& template_name) { return mentions(template_name, kDirectory); }

bool names_revisions(const std::string& template_name) { return mentions(template_name, kRevisions); }

std::vector<std::filesystem::path> write_new_files(const std::vector<std::pair<std::filesystem::path, std::string>>& files) {
  for (const auto& [path, text] : files) {
    if (file_kind(path) != FileKind::missing) {
      throw Error(ErrorKind::local_io, {.what = "The file is there already.",
                                        .where = one_line(path.string()),
                                        .hint = "Nothing was written. Move it away, or choose another directory."});
    }
  }
  std::vector<std::filesystem::path> written;
  for (const auto& [path, text] : files) {
    make_directories(path.parent_path());
    write_new_file(path, text);
    written.push_back(path);
  }
  return written;
}

std::string template_description(const std::string& name) {
  for (const std::string_view line : split_lines(loose_file("descriptions.txt"))) {
    if (line.starts_with(name + ": ")) {
      return std::string(line.substr(name.size() + 2));
    }
  }
  return "";
}

std::string empty_revision_body() { return std::string(loose_file("revision.sql")); }

}  // namespace deed::command
