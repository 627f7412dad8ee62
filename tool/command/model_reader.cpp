#include "command/model_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "base/phase.h"
#include "base/sha256.h"
#include "base/text.h"
#include "catalog/made_names.h"
#include "catalog/schema_reader.h"
#include "command/canonical_key.h"
#include "command/kept_model.h"
#include "command/model_scratch.h"
#include "command/schema_parts.h"
#include "scratch/kept_forms.h"

namespace deed::command {

namespace {

// What so many scratch databases answered is read anew from one.
constexpr std::size_t kMostParts = 5;

// What one scratch database answered just now.
struct Answer {
  Schema schema;
  std::vector<catalog::MadeName> names{};
  catalog::Recording recording{};
  bool whole = true;
};

class ModelReader {
 public:
  ModelReader(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan, const catalog::ReadScope& scope,
              int major)
      : invocation_(invocation),
        config_(config),
        plan_(plan),
        scope_(scope),
        major_(major),
        kept_(invocation.paths),
        phases_(invocation.log) {}

  Schema read() {
    phases_.next("recall the model");
    keys_ = canonical_keys(invocation_, config_, plan_, major_);
    if (std::optional<Schema> schema = keys_ ? recall() : std::nullopt) {
      return std::move(*schema);
    }
    if (std::optional<Schema> schema = keys_ ? read_changes() : std::nullopt) {
      return std::move(*schema);
    }
    return play_all();
  }

 private:
  std::optional<Schema> recall() {
    const std::optional<KeptModel> model = find(keys_->model);
    std::optional<Schema> schema;
    if (model && model->of_one && model->parts.size() == 1) {
      const std::optional<catalog::Recording> recording = catalog::Recording::from_bytes(model->parts.front().recording);
      schema = recording ? catalog::read_recorded_schema(*recording, scope_) : std::nullopt;
    } else if (model && !model->of_one && groups() != nullptr) {
      std::optional<std::vector<SchemaPart>> parts = parts_of(*model);
      schema = parts ? unite(std::move(*parts)) : std::nullopt;
    }
    if (schema) {
      tell(fmt::format("The model is as in an earlier run, whose canonical form is in {}", kept_.file(keys_->model).string()));
    }
    return schema;
  }

  // Of the newest model of the service that was played in these surroundings all groups that are as they were.
  std::optional<Schema> read_changes() {
    const std::optional<std::string> newest = groups() == nullptr ? std::nullopt : kept_.find(newest_key());
    std::optional<KeptModel> model = newest ? find(*newest) : std::nullopt;
    if (!model) {
      return std::nullopt;
    }
    cut_back(*model);
    const std::size_t known = count_groups(*model);
    const std::set<std::string> changed = forget_changes(model->parts, *groups());
    const std::vector<scratch::PlayedStatement> statements = statements_for(changed);
    // Of a model that has shrunk the answers about what is gone would be read each time.
    if (statements.size() * 2 > plan_.statements.size() || count_groups(*model) * 2 < known) {
      return std::nullopt;
    }
    std::optional<std::vector<SchemaPart>> parts = parts_of(*model);
    if (!parts) {
      return std::nullopt;
    }
    if (!changed.empty()) {
      std::optional<Answer> answer = play_changes(statements);
      if (!answer) {
        return std::nullopt;
      }
      SchemaPart part(std::move(answer->schema), std::move(answer->names), *groups());
      if (!part.is_sorted()) {
        return std::nullopt;
      }
      part.keep_only(changed);
      parts->push_back(std::move(part));
      model->parts.push_back({answer->recording.bytes(), changed});
    }
    std::optional<Schema> schema = unite(std::move(*parts));
    if (schema) {
      tell(fmt::format("Of {} {} played: what the others make is as in an earlier run, whose canonical form is in {}",
                       count_of(plan_.statements.size(), "statement"),
                       statements.size() == 1 ? "1 was" : fmt::format("{} were", statements.size()), kept_.file(*newest).string()));
      phases_.next("keep the model's form");
      model->of_one = false;
      keep(*model);
    }
    return schema;
  }

  static void cut_back(KeptModel& model) {
    if (model.parts.size() >= kMostParts) {
      const auto largest = std::max_element(model.parts.begin(), model.parts.end(),
                                            [](const KeptPart& a, const KeptPart& b) { return a.groups.size() < b.groups.size(); });
      model.parts = std::vector<KeptPart>{std::move(*largest)};
    }
  }

  static std::size_t count_groups(const KeptModel& model) {
    return std::accumulate(model.parts.begin(), model.parts.end(), std::size_t{0},
                           [](std::size_t sum, const KeptPart& part) { return sum + part.groups.size(); });
  }

  std::vector<scratch::PlayedStatement> statements_for(const std::set<std::string>& changed) {
    if (changed.empty()) {
      return {};
    }
    const std::vector<bool> needed = groups()->needed_for(changed);
    std::vector<scratch::PlayedStatement> statements;
    for (std::size_t i = 0; i < needed.size(); ++i) {
      if (needed[i]) {
        statements.push_back(plan_.statements[i]);
      }
    }
    return statements;
  }

  std::optional<std::vector<SchemaPart>> parts_of(const KeptModel& model) {
    std::vector<SchemaPart> parts;
    for (const KeptPart& kept : model.parts) {
      const std::optional<catalog::Recording> recording = catalog::Recording::from_bytes(kept.recording);
      std::optional<Schema> schema = recording ? catalog::read_recorded_schema(*recording, scope_) : std::nullopt;
      std::optional<std::vector<catalog::MadeName>> names = recording ? catalog::recorded_made_names(*recording) : std::nullopt;
      if (!schema || !names) {
        return std::nullopt;
      }
      parts.emplace_back(std::move(*schema), std::move(*names), *groups()).keep_only(kept.groups);
    }
    return parts;
  }

  // Nothing where PostgreSQL refuses them: what is wrong with a model is told by all of it.
  std::optional<Answer> play_changes(const std::vector<scratch::PlayedStatement>& statements) {
    try {
      Answer answer = play(statements, "play the changed part of the model");
      return answer.whole ? std::optional(std::move(answer)) : std::nullopt;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::config) {
        throw;
      }
      return std::nullopt;
    }
  }

  Schema play_all() {
    Answer answer = play(plan_.statements, "play the model");
    if (!keys_ || !answer.whole) {
      return std::move(answer.schema);
    }
    phases_.next("keep the model's form");
    KeptModel model{.parts = {{answer.recording.bytes()}}};
    if (groups() != nullptr) {
      std::vector<SchemaPart> parts;
      parts.emplace_back(answer.schema, std::move(answer.names), *groups());
      if (parts.front().is_sorted() && unite(std::move(parts))) {
        model.parts.front().groups = groups()->hashes();
      }
    }
    keep(model);
    return std::move(answer.schema);
  }

  Answer play(const std::vector<scratch::PlayedStatement>& statements, std::string_view phase) {
    phases_.next("start the scratch server");
    ModelScratch scratch(invocation_, config_, major_);
    // The first run of all has just made the template of the server's data, which the keys tell of.
    if (!keys_) {
      keys_ = canonical_keys(invocation_, config_, plan_, major_);
    }
    phases_.next(phase);
    Answer answer;
    answer.whole = scratch.play(plan_, statements) == ModelScratch::Outcome::whole;
    phases_.next("read the scratch database");
    answer.schema = catalog::read_schema(scratch.connection(), scope_, &answer.recording);
    if (keys_) {
      answer.names = catalog::read_made_names(scratch.connection(), answer.recording);
    }
    phases_.next("stop the scratch server");
    return answer;
  }

  std::optional<KeptModel> find(const std::string& key) const {
    const std::optional<std::string> form = kept_.find(key);
    return form ? KeptModel::from_bytes(*form) : std::nullopt;
  }

  void keep(const KeptModel& model) {
    kept_.keep(keys_->model, model.bytes());
    const bool divisible = std::any_of(model.parts.begin(), model.parts.end(), [](const KeptPart& part) { return !part.groups.empty(); });
    if (divisible) {
      kept_.keep(newest_key(), keys_->model);
    }
  }

  std::string newest_key() { return sha256(keys_->surroundings + groups()->common_hash()); }

  // Found out when somebody asks; nullptr where the model is one.
  const StatementGroups* groups() {
    if (!looked_for_groups_) {
      looked_for_groups_ = true;
      std::vector<PlayedText> texts;
      for (std::size_t i = 0; i < plan_.statements.size(); ++i) {
        texts.push_back({plan_.statements[i].text, plan_.analysed[i], plan_.statements[i].outside_transaction});
      }
      groups_ = plan_.publication_statements.empty() ? StatementGroups::of(texts) : std::nullopt;
    }
    return groups_ ? &*groups_ : nullptr;
  }

  void tell(std::string message) {
    invocation_.log.debug({.source = "deed.autogenerate", .message = std::move(message), .service = config_.name});
  }

  Invocation& invocation_;
  const config::ServiceConfig& config_;
  const ScratchPlan& plan_;
  const catalog::ReadScope& scope_;
  int major_;
  const scratch::KeptForms kept_;
  Phases phases_;
  std::optional<CanonicalKeys> keys_{};
  bool looked_for_groups_ = false;
  std::optional<StatementGroups> groups_{};
};

}  // namespace

Schema read_model(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan, const catalog::ReadScope& scope,
                  int major) {
  return ModelReader(invocation, config, plan, scope, major).read();
}

}  // namespace deed::command
