#include "command/step_library.h"

#include <fmt/format.h>

#include <future>
#include <stop_token>

#include "revisions/reader.h"
#include "sql/analyse.h"

namespace deed::command {

namespace {

std::string key_of(const Revision& revision, Direction direction) {
  return fmt::format("{}:{}:{}", revision.service, revision.id, word(direction));
}

std::vector<ParsedStep> parsed(const std::vector<Step>& steps) {
  std::vector<ParsedStep> result;
  for (const Step& step : steps) {
    result.push_back(sql::analyse(step));
  }
  return result;
}

}  // namespace

struct StepLibrary::Ahead {
  explicit Ahead(const RevisionGraph& graph) : steps(std::async(std::launch::async, &Ahead::read, std::cref(graph), stop.get_token())) {}
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  // Nobody waits for the rest of what nobody asked for.
  ~Ahead() { stop.request_stop(); }

  static Steps read(const RevisionGraph& graph, const std::stop_token& stopped) {
    Steps steps;
    for (const Revision& revision : graph.revisions()) {
      if (stopped.stop_requested()) {
        break;
      }
      steps.emplace(key_of(revision, Direction::upgrade), parsed(revision.upgrade));
    }
    return steps;
  }

  std::stop_source stop;
  std::future<Steps> steps;
};

StepLibrary::StepLibrary() = default;
StepLibrary::StepLibrary(StepLibrary&&) noexcept = default;
StepLibrary& StepLibrary::operator=(StepLibrary&&) noexcept = default;
StepLibrary::~StepLibrary() = default;

void StepLibrary::read_ahead(const RevisionGraph& graph) {
  if (steps_.empty() && !ahead_) {
    ahead_ = std::make_unique<Ahead>(graph);
  }
}

void StepLibrary::take_what_is_ahead() {
  if (ahead_) {
    // What goes wrong there goes wrong once.
    const std::unique_ptr<Ahead> ahead = std::move(ahead_);
    steps_.merge(ahead->steps.get());
  }
}

const std::vector<ParsedStep>& StepLibrary::steps(const Revision& revision, Direction direction) {
  take_what_is_ahead();
  const auto [entry, fresh] = steps_.try_emplace(key_of(revision, direction));
  if (fresh) {
    entry->second = parsed(revision.steps(direction));
  }
  return entry->second;
}

const std::vector<ParsedStep>& StepLibrary::recorded(const std::string& revision, const std::vector<std::string>& texts,
                                                     const std::string& service, const std::string& default_schema) {
  take_what_is_ahead();
  const auto [entry, fresh] = steps_.try_emplace(fmt::format("{}:{}:recorded", service, revision));
  if (fresh) {
    for (const std::string& text : texts) {
      entry->second.push_back(
          sql::analyse(revisions::parse_step(text, 1, fmt::format("history of {}", revision), {service, default_schema})));
    }
  }
  return entry->second;
}

}  // namespace deed::command
