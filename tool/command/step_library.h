#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/graph.h"
#include "domain/revision.h"

namespace deed::command {

// Parsed steps, each read once. What it returns stays where it is.
class StepLibrary {
 public:
  StepLibrary();
  StepLibrary(StepLibrary&&) noexcept;
  StepLibrary& operator=(StepLibrary&&) noexcept;
  ~StepLibrary();

  // Begins to parse the upgrade steps of all revisions in a thread of its own, while the caller waits for a server; whoever asks for a step
  // before it is done waits for it. Nothing where this library has parsed anything already. `graph` has to live as long as the library.
  void read_ahead(const RevisionGraph& graph);

  // All steps of a direction, in order.
  const std::vector<ParsedStep>& steps(const Revision& revision, Direction direction);
  // Upgrade steps of a revision that has no file here, by the texts that history kept.
  const std::vector<ParsedStep>& recorded(const std::string& revision, const std::vector<std::string>& texts, const std::string& service,
                                          const std::string& default_schema);

 private:
  using Steps = std::map<std::string, std::vector<ParsedStep>>;
  struct Ahead;

  void take_what_is_ahead();

  Steps steps_;
  std::unique_ptr<Ahead> ahead_;
};

}  // namespace deed::command
