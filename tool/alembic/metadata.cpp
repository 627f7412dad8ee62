#include "alembic/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace deed::alembic {

namespace {

// What every env.py imports for its own work.
constexpr std::array kTools = std::to_array<std::string_view>(
    {"__future__", "alembic", "asyncio", "contextlib", "dotenv", "logging", "os", "pathlib", "re", "sqlalchemy", "sys", "typing"});

struct Import {
  std::string text{};
  // The first part of the module's name; empty for a relative import.
  std::string root{};
  // The names it brings; "*" for all.
  std::vector<std::string> names{};
  int line = 0;
  int indent = 0;
  // Nothing stands in it but names, dots, brackets and commas.
  bool plain = false;
};

std::vector<std::string> bound_names(Tokens list, bool from) {
  std::vector<std::string> names;
  for (const Tokens part : arguments(list)) {
    // `a.b as c` binds c; `import a.b` binds a; `from m import a` binds a.
    const bool renamed = part.size() > 2 && part[part.size() - 2].is("as");
    names.push_back(renamed || from ? part.back().text : part.front().text);
  }
  return names;
}

// print_ddl.py repeats it as code: a text in it, or a sign of which this reader knows less than Python, could end it.
bool is_plain_import(Tokens tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    const bool name = token.kind == TokenKind::name && one_line(token.text) == token.text;
    return name || token.is(".") || token.is(",") || token.is("(") || token.is(")") || token.is("*");
  });
}

Import read_import(const LogicalLine& line) {
  Tokens tokens(line.tokens);
  Import import{.text = written(tokens, Strings::shown), .line = line.number, .indent = line.indent, .plain = is_plain_import(tokens)};
  if (tokens[0].is("import") && tokens.size() > 1) {
    import.root = tokens[1].text;
    import.names = bound_names(tokens.subspan(1), false);
    return import;
  }
  const auto word = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.is("import"); });
  import.root = tokens.size() > 1 && !tokens[1].is(".") ? tokens[1].text : "";
  if (word != tokens.end()) {
    Tokens list = tokens.subspan(static_cast<std::size_t>(word - tokens.begin()) + 1);
    if (!list.empty() && list.front().is("(")) {
      list = list.subspan(1, closing(list, 0) - 1);
    }
    import.names = bound_names(list, true);
  }
  return import;
}

bool is_import(const LogicalLine& line) {
  const Token& first = line.tokens.front();
  return first.is("import") || (first.is("from") && line.tokens.size() > 3);
}

// Names, dots, and the brackets and commas of a list: nothing that runs.
bool is_plain(Tokens tokens) {
  return !tokens.empty() && std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const bool list = token.is("[") || token.is("]") || token.is(",");
    return token.kind == TokenKind::name || token.is(".") || (list && tokens.front().is("["));
  });
}

class MetadataReader {
 public:
  MetadataReader(const std::vector<LogicalLine>& lines, const Values& values, const std::string& shown)
      : lines_(lines), values_(values), shown_(shown) {
    for (const LogicalLine& line : lines) {
      if (is_import(line)) {
        imports_.push_back(read_import(line));
      }
    }
  }

  Metadata run() {
    const LogicalLine* assignment = nullptr;
    for (const LogicalLine& line : lines_) {
      const bool given = line.tokens.size() > 2 && line.tokens[0].is("target_metadata");
      assignment = given && (line.tokens[1].is("=") || line.tokens[1].is(":")) ? &line : assignment;
    }
    if (assignment == nullptr) {
      leave(1, "target_metadata", "env.py does not set it");
      return std::move(metadata_);
    }
    Tokens expression = values_.assigned("target_metadata");
    // metadata = Base.metadata; target_metadata = metadata
    std::set<std::string> seen;
    while (expression.size() == 1 && !values_.assigned(expression[0].text).empty() && seen.insert(expression[0].text).second) {
      expression = values_.assigned(expression[0].text);
    }
    const std::string text = written(assignment->tokens, Strings::hidden);
    if (expression.size() == 1 && seen.contains(expression[0].text)) {
      leave(assignment->number, text, "its assignments lead back to each other");
    } else if (expression.empty()) {
      leave(assignment->number, text, "it is set in several places");
    } else if (expression[0].is("None")) {
      leave(assignment->number, text, "env.py names no models");
    } else if (!is_plain(expression)) {
      leave(assignment->number, text, "it is computed when env.py runs");
    } else {
      take(expression, assignment->number);
    }
    return std::move(metadata_);
  }

 private:
  void take(Tokens expression, int line) {
    std::vector<std::string> roots;
    for (std::size_t i = 0; i < expression.size(); ++i) {
      if (expression[i].kind == TokenKind::name && (i == 0 || !expression[i - 1].is("."))) {
        roots.push_back(expression[i].text);
      }
    }
    for (const std::string& root : roots) {
      const bool brought = std::any_of(imports_.begin(), imports_.end(), [&](const Import& import) { return brings(import, root); });
      if (!brought) {
        leave(line, "target_metadata = " + written(expression, Strings::hidden), fmt::format("{} is made in env.py itself", root));
        return;
      }
    }
    for (const Import& import : imports_) {
      take_import(import, roots);
    }
    if (metadata_.unread.empty()) {
      metadata_.expression = written(expression, Strings::shown);
    }
  }

  void take_import(const Import& import, const std::vector<std::string>& roots) {
    const bool needed = std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return brings(import, root); });
    if (!needed && (is_tool(import) || is_used(import))) {
      return;
    }
    if (import.root.empty()) {
      leave(import.line, import.text, "a relative import works in its package only");
    } else if (!import.plain) {
      leave(import.line, import.text, "it is no plain import");
    } else if (import.indent > 0) {
      leave(import.line, import.text, "it is imported under a condition, or in a function");
    } else {
      metadata_.imports.push_back(import.text);
    }
  }

  static bool brings(const Import& import, const std::string& name) {
    return std::any_of(import.names.begin(), import.names.end(),
                       [&](const std::string& brought) { return brought == name || (brought == "*" && !is_tool(import)); });
  }

  static bool is_tool(const Import& import) { return std::find(kTools.begin(), kTools.end(), import.root) != kTools.end(); }

  bool is_used(const Import& import) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const LogicalLine& line) {
      return !is_import(line) && std::any_of(line.tokens.begin(), line.tokens.end(), [&](const Token& token) {
        return token.kind == TokenKind::name && std::find(import.names.begin(), import.names.end(), token.text) != import.names.end();
      });
    });
  }

  void leave(int line, std::string text, std::string why) {
    metadata_.unread.push_back({Topic::models, fmt::format("{}:{}", shown_, line), std::move(text), std::move(why)});
  }

  const std::vector<LogicalLine>& lines_;
  const Values& values_;
  const std::string& shown_;
  std::vector<Import> imports_;
  Metadata metadata_;
};

}  // namespace

Metadata read_metadata(const std::vector<LogicalLine>& lines, const Values& values, const std::string& shown) {
  return MetadataReader(lines, values, shown).run();
}

}  // namespace deed::alembic
