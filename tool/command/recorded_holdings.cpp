#include "command/recorded_holdings.h"

#include "command/applied_steps.h"
#include "command/step_library.h"

namespace deed::command {

Holdings recorded_holdings(postgres::Connection& connection, const history::TableName& table, const std::string& service) {
  const History history = history::read_version_table(connection, table).history();
  const std::vector<std::string> revisions = in_canonical_order(history, [](const std::string&) { return true; });
  const auto rows = history::read_applied_steps(connection, table, revisions);
  StepLibrary library;
  std::vector<ownership::AppliedStep> steps;
  for (const std::string& id : revisions) {
    const auto found = rows.find(id);
    if (found == rows.end()) {
      continue;
    }
    std::vector<std::string> texts;
    for (const HistoryEvent& row : found->second) {
      texts.push_back(row.sql);
    }
    const SearchPath path = parse_search_path(history.find(id)->search_path);
    const std::string first = path.empty() ? "public" : path.front();
    for (const ParsedStep& step : library.recorded(id, texts, service, first)) {
      steps.push_back({{service, id, path.empty() ? SearchPath{first} : path}, &step});
    }
  }
  return ownership::fold(base_holdings(table.registered()), steps);
}

}  // namespace deed::command
