#include "alembic/database.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::alembic {

namespace {

bool is_postgresql(std::string_view url) {
  const std::string_view scheme = url.substr(0, std::min(url.find("://"), url.size()));
  const std::string_view dialect = scheme.substr(0, scheme.find('+'));
  return dialect == "postgresql" || dialect == "postgres";
}

// The URL without what is secret in it; a malformed one may have it anywhere behind the user's name.
std::string masked(const std::string& url) {
  const std::size_t begin = url.find("://") + 3;
  const std::size_t at = url.rfind('@');
  std::string text = url.substr(0, begin);
  if (at != std::string::npos && at > begin) {
    const std::string login = url.substr(begin, at - begin);
    text += login.substr(0, login.find(':')) + (login.find(':') == std::string::npos ? "@" : ":...@");
  }
  const std::string rest = url.substr(at == std::string::npos || at < begin ? begin : at + 1);
  return one_line(text + rest.substr(0, rest.find('?')));
}

bool has_password(const std::string& url) {
  const std::size_t begin = url.find("://") + 3;
  const std::size_t at = url.rfind('@');
  const bool in_login = at != std::string::npos && at > begin && url.substr(begin, at - begin).find(':') != std::string::npos;
  return in_login || to_lower(url).find("password") != std::string::npos;
}

class Search {
 public:
  explicit Search(const Project& project) : project_(project) {}

  Database run() {
    bool overwritten = false;
    const std::vector<Told> none;
    for (const Told& told : project_.env ? project_.env->urls : none) {
      const std::string where = fmt::format("{}:{}", project_.env_file, told.line);
      switch (told.value.kind) {
        case ValueKind::variable: take_variable(told.value.text, where); return std::move(database_);
        case ValueKind::text: take(told.value.text, where); return std::move(database_);
        case ValueKind::setting:
          if (!overwritten) {
            take_setting(told.value.text);
            return std::move(database_);
          }
          break;
        case ValueKind::unread:
          overwritten = true;
          leave(where, "the URL", told.value.text);
          break;
        default: break;
      }
    }
    if (!overwritten) {
      take_setting("sqlalchemy.url");
    }
    return std::move(database_);
  }

 private:
  void found(const std::string& url, const std::string& where) {
    database_.url = url;
    database_.where = where;
  }

  void leave(const std::string& where, std::string text, std::string why) {
    const auto same = [&](const Unread& unread) { return unread.where == where; };
    if (std::none_of(database_.unread.begin(), database_.unread.end(), same)) {
      database_.unread.push_back({Topic::database, where, std::move(text), std::move(why)});
    }
  }

  void take_variable(const std::string& name, const std::string& where) {
    const bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (plain) {
      found("${" + name + "}", where);
    } else {
      leave(where, "the URL", fmt::format("'{}' is no name of a variable that deed takes", name));
    }
  }

  void take_setting(const std::string& key) {
    const std::optional<Looked> setting = project_.settings.find(kSection, key);
    if (!setting) {
      return;
    }
    if (setting->why.empty()) {
      take(setting->value, setting->where);
    } else {
      leave(setting->where, key, setting->why);
    }
  }

  void take(const std::string& url, const std::string& where) {
    if (url.empty()) {
      return;
    }
    if (url.find("://") == std::string::npos) {
      leave(where, "the URL", "it is not of the form postgresql://...");
    } else if (url.starts_with("driver://")) {
      leave(where, masked(url), "it is what `alembic init` writes, and no database");
    } else if (!is_postgresql(url)) {
      leave(where, masked(url), "it is not PostgreSQL's");
    } else if (url.find("${") != std::string::npos) {
      leave(where, "the URL", "there is ${ in it, which deed.toml takes for a variable");
    } else if (has_password(url)) {
      leave(where, masked(url),
            "there is a password in it, which is not copied: put the URL into DATABASE_URL, or into a file for url_file");
    } else {
      found(url, where);
    }
  }

  const Project& project_;
  Database database_;
};

}  // namespace

Database find_database(const Project& project) { return Search(project).run(); }

}  // namespace deed::alembic
