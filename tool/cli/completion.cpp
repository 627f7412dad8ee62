#include "cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace deed::cli {

namespace {

constexpr std::size_t kDescriptionLength = 72;

// What the words before the last one have said.
struct Place {
  Arguments global{};
  const CommandSpec* command = nullptr;
  // Of the command that are there already.
  std::size_t arguments = 0;
  std::set<std::string> given{};
  // The option whose value comes next.
  const OptionSpec* open = nullptr;
};

bool is_option(const std::string& word) { return word.size() > 1 && word[0] == '-' && word.find_first_not_of("0123456789:", 1) == 1; }

class Completer {
 public:
  Completer(const std::vector<std::string>& words, const CompletionSource& source) : source_(source), globals_(global_options()) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      take(words[i]);
    }
    word_ = words.empty() ? "" : words.back();
  }

  Completion result() {
    if (place_.open != nullptr) {
      offer_values(place_.open->takes, "");
    } else if (const std::size_t equals = word_.find('='); word_.starts_with("--") && equals != std::string::npos) {
      if (const OptionSpec* option = find(word_.substr(0, equals))) {
        offer_values(option->takes, word_.substr(0, equals + 1));
      }
    } else {
      offer_words();
    }
    return completion_;
  }

 private:
  const OptionSpec* find(std::string_view name) const {
    const OptionSpec* own = place_.command == nullptr ? nullptr : find_option(place_.command->options, name);
    return own != nullptr ? own : find_option(globals_, name);
  }

  void remember(const OptionSpec& option, const std::vector<std::string>& values) {
    const std::string name = names_of(option).front();
    place_.given.insert(name);
    if (find_option(globals_, name) == &option) {
      std::vector<std::string> all = place_.global.values(name);
      all.insert(all.end(), values.begin(), values.end());
      place_.global.add(name, all);
    }
  }

  void take(const std::string& word) {
    if (place_.open != nullptr) {
      remember(*place_.open, {word});
      place_.open = nullptr;
    } else if (is_option(word)) {
      take_option(word);
    } else if (const std::vector<CommandSpec>& specs = place_.command == nullptr ? commands() : place_.command->subcommands;
               !specs.empty()) {
      place_.command = find_command(specs, word);
      lost_ = place_.command == nullptr;
    } else {
      ++place_.arguments;
    }
  }

  void take_option(const std::string& word) {
    const std::size_t equals = word.find('=');
    const OptionSpec* option = find(word.substr(0, equals));
    if (option == nullptr && word[1] != '-') {
      take_glued(word);
    }
    if (option == nullptr) {
      return;
    }
    if (option->value.empty() || equals != std::string::npos) {
      remember(*option, equals == std::string::npos ? std::vector<std::string>{} : std::vector{word.substr(equals + 1)});
    } else {
      place_.open = option;
    }
  }

  // -sapi
  void take_glued(const std::string& word) {
    if (const OptionSpec* option = find(word.substr(0, 2)); option != nullptr && !option->value.empty()) {
      remember(*option, {word.substr(2)});
    }
  }

  void offer(const std::string& value, const std::string& description = "") {
    if (value.starts_with(word_)) {
      const std::string text = one_line(description);
      completion_.candidates.push_back(
          {value, text.size() > kDescriptionLength ? text.substr(0, text.find_last_of(' ', kDescriptionLength)) + " ..." : text});
    }
  }

  void offer_words() {
    if (lost_) {
      return;
    }
    if (word_.starts_with("-")) {
      offer_options();
    }
    const std::vector<CommandSpec>& specs = place_.command == nullptr ? commands() : place_.command->subcommands;
    for (const CommandSpec& spec : specs) {
      offer(spec.name, spec.summary);
    }
    if (specs.empty() && !place_.command->arguments.empty()) {
      offer_argument(place_.command->arguments);
    }
  }

  void offer_argument(const std::vector<ArgumentSpec>& arguments) {
    if (place_.arguments < arguments.size() || arguments.back().repeatable) {
      offer_values(arguments[std::min(place_.arguments, arguments.size() - 1)].takes, "");
    }
  }

  void offer_options() {
    for (const OptionSpec& option : place_.command == nullptr ? globals_ : place_.command->options) {
      const std::vector<std::string> names = names_of(option);
      if (option.repeatable || !place_.given.contains(names.front())) {
        const bool letter = std::find(names.begin() + 1, names.end(), word_) != names.end();
        offer(letter ? word_ : names.front(), option.help);
      }
    }
    if (place_.command != nullptr) {
      offer("--help", "Print help");
    }
  }

  // `before` is what stands in front of the value in the same word.
  void offer_values(const ValueSpec& takes, const std::string& before) {
    switch (takes.kind) {
      case ValueSpec::Kind::text: return;
      case ValueSpec::Kind::file: completion_.file_names = FileNames::files; return;
      case ValueSpec::Kind::directory: completion_.file_names = FileNames::directories; return;
      case ValueSpec::Kind::revision:
        // FROM:TO of --sql.
        return offer_revisions(takes, word_.find(':') == std::string::npos ? before : word_.substr(0, word_.find(':') + 1), "");
      case ValueSpec::Kind::range: return offer_range(takes, before);
      case ValueSpec::Kind::dependency: return offer_dependencies(before);
      case ValueSpec::Kind::service:
        for (const Candidate& service : source_.services(place_.global)) {
          offer(before + service.value, service.description);
        }
        return;
      case ValueSpec::Kind::one_of:
        for (const std::string& word : takes.words) {
          offer(before + word);
        }
        return;
    }
  }

  // Symbols, branch labels, and the ids with the newest first.
  void offer_revisions(const ValueSpec& takes, const std::string& before, const std::string& after) {
    const RevisionGraph graph = source_.graph(place_.global, "");
    for (const std::string& symbol : takes.words) {
      offer(fmt::format("{}{}{}", before, symbol, after), meaning(symbol, graph));
    }
    offer_ids(graph, before, after);
    for (const Revision& revision : graph.revisions()) {
      for (const std::string& label : revision.branch_labels) {
        offer(fmt::format("{}{}@head{}", before, label, after), "the head of branch " + label);
      }
    }
  }

  void offer_ids(const RevisionGraph& graph, const std::string& before, const std::string& after) {
    const std::vector<Revision>& revisions = graph.revisions();
    for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
      offer(fmt::format("{}{}{}", before, revision->id, after), revision->message);
    }
  }

  void offer_range(const ValueSpec& takes, const std::string& before) {
    const std::size_t colon = word_.find(':', before.size());
    if (colon == std::string::npos) {
      offer_revisions(takes, before, ":");
    } else {
      offer_revisions(takes, word_.substr(0, colon + 1), "");
    }
  }

  // REV, or SERVICE:REV.
  void offer_dependencies(const std::string& before) {
    if (const std::size_t colon = word_.find(':', before.size()); colon != std::string::npos) {
      const std::string service = word_.substr(before.size(), colon - before.size());
      offer_ids(source_.graph(place_.global, service), word_.substr(0, colon + 1), "");
      return;
    }
    offer_ids(source_.graph(place_.global, ""), before, "");
    for (const Candidate& service : source_.services(place_.global)) {
      offer(before + service.value + ':', service.description);
    }
  }

  static std::string meaning(const std::string& symbol, const RevisionGraph& graph) {
    const std::vector<std::string> heads = graph.heads();
    if ((symbol == "head" || symbol == "heads") && heads.size() == 1) {
      return graph.find(heads.front())->message;
    }
    static const std::map<std::string, std::string> meanings{{"head", "the newest revision"},       {"heads", "all heads"},
                                                             {"base", "before the first revision"}, {"current", "what the database has"},
                                                             {"+1", "the next revision"},           {"-1", "one revision back"}};
    const auto found = meanings.find(symbol);
    return found == meanings.end() ? "" : found->second;
  }

  const CompletionSource& source_;
  std::vector<OptionSpec> globals_;
  Place place_{};
  // Behind a word that is no command nothing can be said.
  bool lost_ = false;
  std::string word_{};
  Completion completion_{};
};

}  // namespace

Completion complete(const std::vector<std::string>& words, const CompletionSource& source) { return Completer(words, source).result(); }

}  // namespace deed::cli
