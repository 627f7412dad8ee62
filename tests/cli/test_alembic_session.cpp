// docs/alembic-session.md, command by command: what deed prints, and what a real Alembic prints beside it.
#include <catch2/catch.hpp>

#include <regex>

#include "base/text.h"
#include "support/page.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;

namespace {

// A command of the page, and what stands below it.
struct Typed {
  std::string command;
  std::string printed;
};

std::vector<Typed> session() {
  std::vector<Typed> commands;
  const std::string page = docs_page("alembic-session.md");
  for (const PageBlock& block : blocks_of(page)) {
    for (const std::string_view line : split_lines(block.text)) {
      if (line.starts_with("$ ")) {
        commands.push_back({std::string(line.substr(2)), ""});
      } else {
        commands.back().printed += std::string(line) + '\n';
      }
    }
  }
  return commands;
}

struct SessionRevision {
  std::string id;
  std::string revises;
  std::string message;
  std::string label;
  std::string time;
  std::string up;
  std::string down;
};

const std::vector<SessionRevision> kRevisions{
    {"1a1b8117c8cd", "", "create user table", "", "10:00:03", "CREATE TABLE \"user\" (id bigint PRIMARY KEY)", "DROP TABLE \"user\""},
    {"ae1027a6acf0", "1a1b8117c8cd", "add last login", "", "10:01:00", "ALTER TABLE \"user\" ADD COLUMN last_login timestamptz",
     "ALTER TABLE \"user\" DROP COLUMN last_login"},
    {"27c6a30d7c24", "1a1b8117c8cd", "add shopping cart", "shoppingcart", "10:02:00", "CREATE TABLE cart (id bigint PRIMARY KEY)",
     "DROP TABLE cart"},
};

constexpr const char* kEnv = R"(import logging
import os
import sys
from alembic import context
from sqlalchemy import create_engine
logging.basicConfig(stream=sys.stderr, format="%(levelname)-5.5s [%(name)s] %(message)s")
logging.getLogger("alembic").setLevel(logging.INFO)
url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
)";

constexpr const char* kMako = R"("""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    pass


def downgrade():
    pass
)";

// The same three revisions for both, on a database each.
class Session : public TestWorkspace {
 public:
  Session() {
    service("shop");
    write("alembic.ini", "[alembic]\nscript_location = alembic\n");
    write("alembic/env.py", kEnv);
    write("alembic/script.py.mako", kMako);
    for (const SessionRevision& r : kRevisions) {
      const std::string file = r.id + '_' + replace_all(r.message, " ", "_");
      write("services/shop/revisions/" + file + ".sql",
            "-- " + r.message + "\n--\n-- Revision ID: " + r.id + "\n-- Revises: " + r.revises + "\n-- Create Date: 2026-11-21 " + r.time +
                "+00:00\n-- Branch Labels: " + r.label + "\n\n-- deed:upgrade\n" + r.up + ";\n\n-- deed:downgrade\n" + r.down + ";\n");
      write("alembic/versions/" + file + ".py",
            "\"\"\"" + r.message + "\n\nRevision ID: " + r.id + "\nRevises: " + r.revises + "\nCreate Date: 2026-11-21 " + r.time +
                ".000000\n\n\"\"\"\nfrom alembic import op\nrevision = '" + r.id +
                "'\ndown_revision = " + (r.revises.empty() ? "None" : '\'' + r.revises + '\'') + "\nbranch_labels = " +
                (r.label.empty() ? "None" : "('" + r.label + "',)") + "\ndepends_on = None\n\n\ndef upgrade():\n    op.execute('''" + r.up +
                "''')\n\n\ndef downgrade():\n    op.execute('''" + r.down + "''')\n");
    }
  }

  std::string type(const std::string& command) {
    std::vector<std::string> words = words_of(command);
    ProcessOptions how = options();
    how.environment["PATH"] = "/usr/bin:/bin";
    const bool is_deed = words[0] == "deed";
    if (is_deed) {
      how.directory = path() / "services/shop";
    } else {
      words[0] = "/usr/bin/alembic";
      how.environment["DATABASE_URL"] = neighbour_.url();
    }
    const ProcessResult result = run(words, how);
    std::string text = result.err + result.out;
    if (result.exit_code != 0) {
      text += "[exit " + std::to_string(result.exit_code) + "]\n";
    }
    return shown(text);
  }

 private:
  // As the page has it: without what comes with every command, and with dots for what is of this machine.
  std::string shown(const std::string& text) const {
    std::string result;
    for (const std::string_view line : split_lines(text)) {
      const bool always = line.find("Context impl") != std::string_view::npos || line.find("transactional DDL") != std::string_view::npos ||
                          line.find("] Connected to ") != std::string_view::npos;
      result += always ? "" : std::string(line) + '\n';
    }
    result = replace_all(result, path().string() + "/", ".../");
    for (const auto& [pattern, dots] :
         std::vector<std::pair<std::string, std::string>>{{"revision\\(s\\) for [^\n]*:\n", "revision(s) for ...:\n"},
                                                          {"\\d{8}_\\d{4}_4f", "..._4f"},
                                                          {"/usr/lib/python3[^ ]*/alembic/", ".../alembic/"}}) {
      result = std::regex_replace(result, std::regex(pattern), dots);
    }
    return result;
  }

  TestDatabase neighbour_;
};

// Without the order of siblings, which Alembic leaves to chance.
std::vector<std::string> in_any_order(const std::string& text) {
  const std::string even = replace_all(text, "ae1027a6acf0, 27c6a30d7c24", "27c6a30d7c24, ae1027a6acf0");
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(even)) {
    lines.emplace_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("docs/alembic-session.md is what deed and Alembic print") {
  const bool both = has_alembic();
  Session workspace;
  int compared = 0;
  for (const Typed& typed : session()) {
    CAPTURE(typed.command);
    if (typed.command == "deed upgrade 1a1b:ae1 --sql") {
      CHECK(workspace.type(typed.command).starts_with(typed.printed));
    } else if (typed.command.starts_with("deed ")) {
      CHECK(workspace.type(typed.command) == typed.printed);
    } else if (both) {
      CHECK(in_any_order(workspace.type(typed.command)) == in_any_order(typed.printed));
    }
    ++compared;
  }
  CHECK(compared >= 60);
}
