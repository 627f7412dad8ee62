#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "manual/docs.h"
#include "manual/manual.h"

namespace deed::manual {

namespace {

// A text as roff prints it letter by letter: a hyphen can be searched and pasted, no quote is bent, no line is a request.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += c;
    }
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }

// A paragraph in which `code` is bold.
std::string prose(std::string_view text) {
  std::string out;
  std::size_t number = 0;
  for (const std::string& part : between_backquotes(text)) {
    out += number++ % 2 == 0 ? escaped(part) : bold(part);
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string section(const std::string& name) { return ".SH " + name + '\n'; }

std::string entry(const std::string& what, const std::string& text) { return fmt::format(".TP\n{}\n{}\n", what, prose(text)); }

std::string option_entry(const cli::OptionSpec& option) {
  std::vector<std::string> names;
  for (const std::string& name : split_list(option.names)) {
    names.push_back(bold(name));
  }
  const std::string value = option.value.empty() ? "" : " \\fI" + escaped(option.value) + "\\fR";
  return entry(join(names, ", ") + value, option.help);
}

std::string options_of(const std::vector<cli::OptionSpec>& options) {
  std::string text;
  for (const cli::OptionSpec& option : options) {
    text += option_entry(option);
  }
  return text;
}

std::string paragraphs(const std::string& details) {
  std::string text;
  for (const std::string_view paragraph : split_lines(details)) {
    text += paragraph.empty() ? "" : fmt::format(".PP\n{}\n", prose(paragraph));
  }
  return text;
}

std::string examples_of(const std::vector<cli::Example>& examples) {
  std::string text;
  for (const cli::Example& example : examples) {
    text += entry(bold(example.line), example.does);
  }
  return text;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string heading(const std::string& name, const std::string& version, const std::string& summary) {
  return fmt::format(".TH \"{}\" \"1\" \"\" \"deed {}\" \"deed manual\"\n.SH NAME\n{} \\- {}\n", escaped(upper(name)), version,
                     escaped(name), prose(summary));
}

std::string arguments_of(const cli::CommandSpec& command) {
  std::string text;
  for (const cli::ArgumentSpec& argument : command.arguments) {
    text += entry("\\fI" + escaped(argument.name) + "\\fR", argument.help);
  }
  return text;
}

std::string subcommands_of(const cli::CommandSpec& command) {
  std::string text = section("COMMANDS");
  for (const cli::CommandSpec& sub : command.subcommands) {
    const std::string path = command.name + ' ' + sub.name;
    text += fmt::format(".SS {}\n{}", escaped(usage_of(sub, path)), prose(sub.summary + ".")) + '\n';
    text += paragraphs(sub.details) + arguments_of(sub) + options_of(sub.options) + examples_of(sub.examples);
  }
  return text;
}

File page_of(const cli::CommandSpec& command, const std::string& version) {
  std::string text =
      heading("deed-" + command.name, version, command.summary) + section("SYNOPSIS") + escaped(usage_of(command, command.name)) + '\n';
  text += section("DESCRIPTION") + prose(command.summary + ".") + '\n' + paragraphs(command.details) + arguments_of(command);
  text += command.options.empty() ? "" : section("OPTIONS") + options_of(command.options);
  text += command.subcommands.empty() ? section("EXAMPLES") + examples_of(command.examples) : subcommands_of(command);
  text += section("SEE ALSO") + "\\fBdeed\\fR(1), which has the options that stand before the command, and the exit codes\n";
  return {fmt::format("deed-{}.1", command.name), text};
}

std::string_view doc(std::string_view name) {
  return std::find_if(docs::files.begin(), docs::files.end(), [&](const auto& file) { return file.first == name; })->second;
}

std::string table_of(std::string_view name, std::string_view first_column) {
  std::string text;
  for (const std::vector<std::string>& row : table_rows(doc(name), first_column)) {
    const bool further = row.size() > 2 && !row[2].empty();
    text += entry(bold(replace_all(row[0], "`", "")), further ? row[1] + ". What to do: " + row[2] : row[1]);
  }
  return text;
}

File overview(const std::string& version) {
  std::string text = heading("deed", version, "migrations for many services on one PostgreSQL database") + section("SYNOPSIS") +
                     bold("deed") + " [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n" + section("DESCRIPTION");
  text +=
      prose(
          "Each service evolves its own objects; what belongs to another is refused, in review and at run time. In a service's directory "
          "that service is meant; elsewhere say `-s NAME` or `--all`. Results are on stdout, everything else on stderr.") +
      '\n' + section("COMMANDS");
  for (const std::string& group : cli::groups()) {
    text += fmt::format(".SS {}\n", escaped(group));
    for (const cli::CommandSpec& command : cli::commands()) {
      text += command.group == group ? entry(fmt::format("\\fBdeed\\-{}\\fR(1)", escaped(command.name)), command.summary) : "";
    }
  }
  text += section("OPTIONS") + "They stand before the command.\n" + options_of(cli::global_options());
  text += section("EXIT STATUS") + table_of("exit-codes.md", "code");
  text += section("ENVIRONMENT") + table_of("configuration.md", "variable");
  return {"deed.1", text + section("SEE ALSO") + "\\fBpsql\\fR(1)\n"};
}

}  // namespace

std::vector<File> roff_pages(const std::string& version) {
  std::vector<File> files{overview(version)};
  for (const cli::CommandSpec& command : cli::commands()) {
    files.push_back(page_of(command, version));
  }
  return files;
}

}  // namespace deed::manual
