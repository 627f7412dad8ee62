// ownership claim, release, share, unshare, transfer, pull, codeowners
#include "cli/ownership_change_commands.h"

#include <fmt/format.h>

#include "base/replace_file.h"
#include "base/text.h"
#include "cli/command_line.h"
#include "command/codeowners.h"
#include "command/ownership_change.h"
#include "command/ownership_pull.h"

namespace deed::cli {

namespace {

void tell_generated(CommandLine& line, const std::filesystem::path& path) {
  line.console.result(fmt::format("  Generating {} ...  done\n", one_line(path.string())));
}

std::set<Access> accesses_of(const CommandLine& line) {
  std::set<Access> accesses;
  for (const std::string& value : line.arguments.values("--allow")) {
    for (const std::string& word : split_list(value)) {
      const std::optional<Access> access = parse_access(word);
      if (!access) {
        throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is no access.{}", one_line(word),
                                                           did_you_mean(word, {"read", "reference", "write", "alter"})),
                                       .hint = "read, reference, write or alter."});
      }
      accesses.insert(*access);
    }
  }
  return accesses;
}

std::string needed(const CommandLine& line, const std::string& option, const std::string& hint) {
  const std::optional<std::string> value = line.arguments.value(option);
  if (!value || trim(*value).empty()) {
    throw Error(ErrorKind::usage, {.what = fmt::format("{} is missing.", option), .hint = hint});
  }
  return *value;
}

int change(CommandLine& line, command::OwnershipChange request) {
  request.objects = line.arguments.values("OBJECT");
  request.message = std::string(trim(line.arguments.value("--message").value_or("")));
  for (const command::WrittenRevision& written : command::change_ownership(line.invocation, line.workspace(), line.service(), request)) {
    tell_generated(line, written.path);
  }
  return 0;
}

int claim(CommandLine& line) { return change(line, {.kind = DirectiveKind::claim}); }

int release(CommandLine& line) { return change(line, {.kind = DirectiveKind::release}); }

int share(CommandLine& line) {
  const std::string with = needed(line, "--with", "--with SERVICE, or --with '*' for all.");
  needed(line, "--allow", "--allow read,reference: what the other service may do.");
  return change(line, {.kind = DirectiveKind::share, .service = with, .accesses = accesses_of(line)});
}

int unshare(CommandLine& line) {
  return change(line, {.kind = DirectiveKind::unshare, .service = needed(line, "--with", "--with SERVICE, as it was shared.")});
}

int transfer(CommandLine& line) {
  return change(line, {.kind = DirectiveKind::give, .service = needed(line, "--to", "--to SERVICE: who shall own it.")});
}

int pull(CommandLine& line) {
  const command::PullResult result = command::ownership_pull(line.invocation, line.service(), line.arguments.has("--check"));
  switch (result.outcome) {
    case command::PulledLock::written: tell_generated(line, result.path); return 0;
    case command::PulledLock::unchanged: line.console.result("No changes detected\n"); return 0;
    case command::PulledLock::differs: break;
  }
  line.console.result(fmt::format("{} is not what the database says. Write it: deed ownership pull\n", one_line(result.path.string())));
  return 1;
}

int codeowners(CommandLine& line) {
  const command::Codeowners file = command::codeowners(line.workspace());
  if (line.arguments.has("--write")) {
    if (file.stale()) {
      replace_file(file.path, file.wanted);
      tell_generated(line, file.path);
    }
    return 0;
  }
  if (!line.arguments.has("--check")) {
    line.console.result(file.wanted);
    return 0;
  }
  if (file.stale()) {
    line.console.result(
        fmt::format("{} is not what the services say. Write it: deed ownership codeowners --write\n", one_line(file.path.string())));
  }
  return file.stale() ? 1 : 0;
}

ArgumentSpec objects() {
  return {"OBJECT", "[kind:]schema.name, as in deed.toml; * inside a part of a claim, release or share", true, true};
}

OptionSpec message() { return {"-m,--message", "TEXT", "What the revision does; default: the change itself"}; }

OptionSpec with() { return {"--with", "SERVICE", "The other service, or * for every service", false, {ValueSpec::Kind::service}}; }

CommandSpec claim_command() {
  return {.name = "claim",
          .group = "",
          .summary = "Write a revision that makes objects the service's",
          .arguments = {objects()},
          .options = {message()},
          .details = "What another service holds is refused: only a transfer moves it. A name need not exist yet.",
          .examples = {{"deed -s billing ownership claim public.invoices", "One table"},
                       {"deed -s billing ownership claim \"public.billing_*\"", "All names that begin so"}},
          .run = claim};
}

CommandSpec release_command() {
  return {.name = "release",
          .group = "",
          .summary = "Write a revision that gives up what the service claimed",
          .arguments = {objects()},
          .options = {message()},
          .examples = {{"deed -s billing ownership release public.invoices", "It is nobody's then"}},
          .run = release};
}

CommandSpec share_command() {
  return {.name = "share",
          .group = "",
          .summary = "Write a revision that lets another service use objects",
          .arguments = {objects()},
          .options = {with(), {"--allow", "ACCESSES", "read, reference, write, alter; several with commas"}, message()},
          .examples = {{"deed -s service-selection ownership share public.datasets --with api-gateway --allow read,reference",
                        "api-gateway may read it and have foreign keys to it"}},
          .run = share};
}

CommandSpec unshare_command() {
  return {.name = "unshare",
          .group = "",
          .summary = "Write a revision that takes a share back",
          .arguments = {objects()},
          .options = {with(), message()},
          .details = "It depends on the other service's newest revisions, which have to have ended their use of the share.",
          .examples = {{"deed -s service-selection ownership unshare public.datasets --with api-gateway", "After its foreign key is gone"}},
          .run = unshare};
}

CommandSpec transfer_command() {
  return {.name = "transfer",
          .group = "",
          .summary = "Write the two revisions that hand objects over: the giver's and the taker's",
          .arguments = {objects()},
          .options = {{"--to", "SERVICE", "Who shall own them", false, {ValueSpec::Kind::service}}, message()},
          .details =
              "The service that is meant gives; the taker's revision depends on the giver's. In between nobody but the taker may "
              "touch the objects.",
          .examples = {{"deed -s api-gateway ownership transfer public.user --to accounts", "api-gateway gives, accounts takes"}},
          .run = transfer};
}

CommandSpec pull_command() {
  return {.name = "pull",
          .group = "",
          .summary = "Write ownership.lock: what the database says of services that are not in this checkout",
          .options = {{"--check", "", "Write nothing; exit 1 if the file is not what the database says"}},
          .details =
              "For a repository with one service: `review` then knows who owns the neighbours' objects. The database is only read. "
              "Commit the file.",
          .examples = {{"deed ownership pull", "After a neighbour changed what it owns or shares"},
                       {"deed ownership pull --check", "In CI, where a database can be reached"}},
          .run = pull};
}

CommandSpec codeowners_command() {
  return {.name = "codeowners",
          .group = "",
          .summary = "Print CODEOWNERS: who approves changes of which service",
          .options = {{"--write", "", "Write it to the repository"}, {"--check", "", "Print nothing; exit 1 if the file is another one"}},
          .details = "From `[review] owners` of each deed.toml. deed's part of the file stands between two marks, what is around it stays.",
          .examples = {{"deed ownership codeowners", "The file as it should be"},
                       {"deed ownership codeowners --write", "Into .github/CODEOWNERS, or where it is"},
                       {"deed ownership codeowners --check", "In CI"}},
          .run = codeowners};
}

}  // namespace

std::vector<CommandSpec> ownership_change_commands() {
  return {claim_command(), release_command(), share_command(), unshare_command(), transfer_command(), pull_command(), codeowners_command()};
}

}  // namespace deed::cli
