#include "domain/half_done.h"

#include <fmt/format.h>

#include <variant>
#include <vector>

namespace deed {

namespace {

void place_in_file(HalfDone& result, const Revision& revision, const Step& step, const RevisionState& state) {
  result.kind = step.kind;
  result.location = {revision.path, step.line, 0};
  const std::vector<const SourceStatement*> statements = statements_of(step);
  if (step.kind == StepKind::repeat) {
    result.iterations = state.statements_done;
  }
  std::size_t next = 0;
  if (step.kind == StepKind::autocommit) {
    next = static_cast<std::size_t>(state.statements_done);
    result.statement = state.statements_done + 1;
    result.statements = static_cast<int>(statements.size());
    result.started = state.started_statement.has_value();
  }
  if (next < statements.size()) {
    result.sql = statements[next]->text;
    result.location = {revision.path, statements[next]->position.line, statements[next]->position.column};
  }
}

std::string what_comes(const HalfDone& at) {
  if (!at.kind) {
    return "its file is not here: only the files that began it can complete it";
  }
  const std::string step = fmt::format("step {} of {}", at.step, at.steps);
  switch (*at.kind) {
    case StepKind::repeat: return fmt::format("goes on with {} where it stopped", step);
    case StepKind::autocommit:
      if (at.statement > at.statements) {
        return fmt::format("records that {} is done", step);
      }
      return at.started ? fmt::format("looks at what statement {} of {} left behind, and completes it or runs it again", at.statement, step)
                        : fmt::format("goes on with statement {} of {}", at.statement, step);
    case StepKind::transactional:
    case StepKind::adopt: break;
  }
  return fmt::format("runs {} from its beginning", step);
}

}  // namespace

HalfDone half_done(const std::string& service, const Revision* revision, const RevisionState& state, std::int64_t rows) {
  HalfDone result{.id = state.id, .message = state.message};
  result.direction = state.progress == Progress::downgrading ? Direction::downgrade : Direction::upgrade;
  result.step = state.steps_done + 1;
  result.steps = state.steps;
  result.rows = rows;
  if (revision != nullptr) {
    const std::vector<Step>& steps = revision->steps(result.direction);
    if (static_cast<std::size_t>(state.steps_done) < steps.size()) {
      place_in_file(result, *revision, steps[static_cast<std::size_t>(state.steps_done)], state);
    }
    const std::string below = revision->revises.empty() ? "base" : revision->revises.front();
    result.command =
        fmt::format("deed -s {} {} {}", service, word(result.direction), result.direction == Direction::upgrade ? state.id : below);
  }
  result.next = what_comes(result);
  return result;
}

}  // namespace deed
