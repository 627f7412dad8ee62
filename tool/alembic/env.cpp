#include "alembic/env.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "alembic/metadata.h"
#include "base/text.h"

namespace deed::alembic {

namespace {

// The value of `keyword=value` among the arguments of a call; empty where it is not given.
Tokens keyword(const std::vector<Tokens>& given, std::string_view name) {
  for (const Tokens argument : given) {
    if (argument.size() > 2 && argument[0].is(name) && argument[1].is("=")) {
      return argument.subspan(2);
    }
  }
  return {};
}

// A call anywhere in a statement: `function(` or `thing.function(`.
struct Call {
  std::string function;
  std::vector<Tokens> given;
  int line = 0;
};

std::vector<Call> calls(const std::vector<LogicalLine>& lines) {
  std::vector<Call> found;
  for (const LogicalLine& line : lines) {
    const Tokens tokens(line.tokens);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool defined = i > 0 && tokens[i - 1].is("def");
      if (tokens[i].kind == TokenKind::name && tokens[i + 1].is("(") && !defined) {
        const std::size_t end = closing(tokens, i + 1);
        found.push_back({tokens[i].text, arguments(tokens.subspan(i + 2, end - i - 2)), line.number});
      }
    }
  }
  return found;
}

class EnvReader {
 public:
  EnvReader(std::string_view text, const std::string& shown)
      : shown_(shown), lines_(read_python(text)), values_(lines_), calls_(calls(lines_)) {}

  Env run() {
    read_urls();
    for (const Call& call : calls_) {
      if (call.function == "configure") {
        read_configure(call);
      }
    }
    read_search_path();
    read_paths();
    Metadata metadata = read_metadata(lines_, values_, shown_);
    env_.imports = std::move(metadata.imports);
    env_.metadata = std::move(metadata.expression);
    env_.unread.insert(env_.unread.end(), metadata.unread.begin(), metadata.unread.end());
    return std::move(env_);
  }

 private:
  std::string at(int line) const { return fmt::format("{}:{}", shown_, line); }

  void leave(Topic topic, int line, std::string text, std::string why) {
    const auto same = [&](const Unread& unread) { return unread.topic == topic && unread.text == text; };
    if (std::none_of(env_.unread.begin(), env_.unread.end(), same)) {
      env_.unread.push_back({topic, at(line), std::move(text), std::move(why)});
    }
  }

  // --- the URL

  void read_urls() {
    for (const Call& call : calls_) {
      const bool section = call.function == "set_section_option";
      if ((section || call.function == "set_main_option") && call.given.size() == (section ? 3U : 2U)) {
        add_url_option(values_.of(call.given[call.given.size() - 2]), call.given.back(), call.line);
      }
    }
    for (const LogicalLine& line : lines_) {
      const Tokens tokens(line.tokens);
      if (tokens.size() > 5 && tokens[0].kind == TokenKind::name && tokens[1].is("[") && tokens[3].is("]") && tokens[4].is("=")) {
        add_url_option(values_.of(tokens.subspan(2, 1)), tokens.subspan(5), line.number);
      }
    }
    for (const Call& call : calls_) {
      if ((call.function == "create_engine" || call.function == "create_async_engine") && !call.given.empty()) {
        env_.urls.push_back({values_.of(call.given.front()), call.line});
      }
    }
    for (const Call& call : calls_) {
      if (const Tokens url = keyword(call.given, "url"); call.function == "configure" && !url.empty()) {
        env_.urls.push_back({values_.of(url), call.line});
      }
    }
  }

  void add_url_option(const Value& key, Tokens value, int line) {
    if (key.kind == ValueKind::text && key.text == "sqlalchemy.url") {
      env_.urls.push_back({values_.of(value), line});
    }
  }

  // --- context.configure()

  void read_configure(const Call& call) {
    read_table(call, "version_table", env_.version_table);
    read_table(call, "version_table_schema", env_.version_table_schema);
    const Tokens schemas = keyword(call.given, "include_schemas");
    const Value every = schemas.empty() ? Value{.kind = ValueKind::truth} : values_.of(schemas);
    if (every.kind != ValueKind::truth || every.truth) {
      env_.include_schemas = true;
      leave(Topic::schemas, call.line, "include_schemas=" + written(schemas, Strings::shown),
            "deed looks at own objects only, in whatever schema: list those in which this service makes new ones");
    }
    for (const std::string_view filter : {"include_object", "include_name", "include_symbol"}) {
      if (const Tokens function = keyword(call.given, filter); !function.empty() && !function[0].is("None")) {
        leave(Topic::autogenerate, call.line, fmt::format("{}={}", filter, written(function, Strings::hidden)),
              "a function, which is not run: list here what it leaves out");
      }
    }
    for (const std::string_view hook : {"render_item", "process_revision_directives"}) {
      if (const Tokens function = keyword(call.given, hook); !function.empty() && !function[0].is("None")) {
        leave(Topic::autogenerate, call.line, fmt::format("{}={}", hook, written(function, Strings::hidden)),
              "a function, for which deed has no place: it writes SQL");
      }
    }
    for (const Tokens argument : call.given) {
      if (argument.front().is("**")) {
        leave(Topic::autogenerate, call.line, written(argument, Strings::hidden), "further arguments that are known only when env.py runs");
      }
    }
  }

  void read_table(const Call& call, std::string_view name, std::optional<Told>& told) {
    const Tokens given = keyword(call.given, name);
    if (given.empty()) {
      return;
    }
    const Value value = values_.of(given);
    if (value.kind == ValueKind::none) {
      return;
    }
    if (told && (told->value.kind != value.kind || told->value.text != value.text)) {
      leave(Topic::autogenerate, call.line, fmt::format("{}={}", name, written(given, Strings::shown)),
            fmt::format("line {} says something else", told->line));
      return;
    }
    told = Told{value, call.line};
  }

  // --- schemas

  void read_search_path() {
    for (const LogicalLine& line : lines_) {
      for (const Token& token : line.tokens) {
        if (token.kind == TokenKind::string || token.kind == TokenKind::formatted) {
          read_search_path_in(token, line.number);
        }
      }
    }
  }

  void read_search_path_in(const Token& token, int line) {
    const std::string text = to_lower(token.value);
    const std::size_t word = text.find("search_path");
    if (word == std::string::npos) {
      return;
    }
    std::string_view rest = trim(std::string_view(token.value).substr(word + std::string_view("search_path").size()));
    if (rest.starts_with("=")) {
      rest.remove_prefix(1);
    } else if (to_lower(rest.substr(0, 3)) == "to ") {
      rest.remove_prefix(3);
    } else {
      return;
    }
    if (token.kind == TokenKind::formatted) {
      leave(Topic::schemas, line, written(std::span(&token, 1), Strings::shown), "it is put together when env.py runs");
      return;
    }
    const std::string_view list = rest.substr(0, rest.find(';'));
    for (const std::string_view part : split(list, ',')) {
      const std::string schema(trim(part));
      const bool told = std::find(env_.schemas.begin(), env_.schemas.end(), schema) != env_.schemas.end();
      if (schema.find_first_of(":%{$") != std::string::npos) {
        leave(Topic::schemas, line, "search_path " + one_line(list), "a part of it is put in when env.py runs");
      } else if (!schema.empty() && !told) {
        env_.schemas.push_back(schema);
      }
    }
  }

  // --- where modules are looked for

  void read_paths() {
    for (const LogicalLine& line : lines_) {
      const std::string text = written(line.tokens, Strings::shown);
      if (text.starts_with("sys.path")) {
        leave(Topic::models, line.number, text, "print_ddl.py looks in alembic.ini's directory and its prepend_sys_path");
      }
    }
  }

  const std::string& shown_;
  std::vector<LogicalLine> lines_;
  Values values_;
  std::vector<Call> calls_;
  Env env_;
};

}  // namespace

Env read_env(std::string_view text, const std::string& shown) { return EnvReader(text, shown).run(); }

}  // namespace deed::alembic
