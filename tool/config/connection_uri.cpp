#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "config/connection_text.h"

namespace deed::config {

namespace {

// Hosts and their ports while they are collected: libpq wants two lists of one length.
class Hosts {
 public:
  void add(const std::string& host, const std::string& port) {
    separator(hosts_, host);
    separator(ports_, port);
    any_host_ = any_host_ || !host.empty() || count_ > 0;
    // Several hosts without any port are not at PGPORT, as one would be, but each at the default port.
    any_port_ = any_port_ || !port.empty() || count_ > 0;
    ++count_;
  }

  void store(Parameters& parameters) const {
    if (any_host_) {
      set_parameter(parameters, "host", hosts_);
    }
    if (any_port_) {
      set_parameter(parameters, "port", ports_);
    }
  }

 private:
  void separator(std::string& list, const std::string& element) const {
    list += count_ > 0 ? "," : "";
    list += element;
  }

  std::string hosts_;
  std::string ports_;
  int count_ = 0;
  bool any_host_ = false;
  bool any_port_ = false;
};

class Uri {
 public:
  Uri(const ConnectionText& text, std::size_t begin) : text_(text), begin_(begin) {
    authority_end_ = std::min(text_.all().find_first_of("/?", begin_), text_.size());
    path_end_ = std::min(text_.all().find('?', authority_end_), text_.size());
  }

  Parameters parse() {
    refuse_bare_characters();
    const std::size_t at_sign = text_.all().find('@', begin_);
    const std::size_t hosts_begin = at_sign == std::string_view::npos ? begin_ : at_sign + 1;
    if (at_sign != std::string_view::npos) {
      user_and_password(at_sign);
    }
    hosts(hosts_begin);
    database();
    query();
    return std::move(parameters_);
  }

 private:
  // With a bare @ / # ? in the password the text still looks like a URL, of other parts than were meant: libpq would look up a piece of
  // the password as a host, and say so. Such a text has an @ behind the place where the password seems to end.
  void refuse_bare_characters() const {
    for (std::size_t at = begin_; at < text_.size(); ++at) {
      const auto c = static_cast<unsigned char>(text_.all()[at]);
      if (c <= 0x20 || c == 0x7F) {
        text_.refuse_bare(at, "The connection URL has white space or a control character.");
      }
      if (c == '#') {
        text_.refuse_bare(at, "The connection URL has a bare #.");
      }
    }
    const std::size_t first = text_.all().find('@', begin_);
    const std::size_t last = text_.all().rfind('@');
    if (first == std::string_view::npos || last < begin_) {
      return;
    }
    if (last > authority_end_) {
      const std::size_t end = std::min(authority_end_, first);
      text_.refuse_bare(end, fmt::format("The connection URL has a bare {} before an @.", text_.all()[end]));
    }
    if (first != last) {
      text_.refuse_bare(first, "The connection URL has more than one @.");
    }
  }

  void user_and_password(std::size_t at_sign) {
    const std::size_t colon = std::min(text_.all().find(':', begin_), at_sign);
    if (colon > begin_) {
      set_parameter(parameters_, "user", text_.decoded(begin_, colon));
    }
    // An empty password is none: it may still come from PGPASSWORD or .pgpass.
    if (colon + 1 < at_sign) {
      set_parameter(parameters_, "password", text_.decoded(colon + 1, at_sign));
    }
  }

  void hosts(std::size_t begin) {
    Hosts hosts;
    while (true) {
      const std::size_t end = std::min(text_.all().find(',', begin), authority_end_);
      one_host(begin, end, hosts);
      if (end == authority_end_) {
        break;
      }
      begin = end + 1;
    }
    hosts.store(parameters_);
  }

  void one_host(std::size_t begin, std::size_t end, Hosts& hosts) const {
    std::size_t host_begin = begin;
    std::size_t host_end = std::min(text_.all().find(':', begin), end);
    std::size_t port_colon = host_end;
    if (begin < end && text_.all()[begin] == '[') {
      host_begin = begin + 1;
      host_end = text_.all().find(']', begin);
      if (host_end >= end) {
        text_.refuse_bare(begin, "The connection URL has a [ without its ].");
      }
      require_address(host_begin, host_end);
      port_colon = host_end + 1;
    }
    if (port_colon < end && text_.all()[port_colon] != ':') {
      text_.refuse(port_colon, "The connection URL has something other than a port after an address in [ ].", "Write [::1]:5432.");
    }
    const std::string_view port = port_colon < end ? text_.between(port_colon + 1, end) : "";
    if (!is_port_list(port)) {
      text_.refuse_bare(port_colon + 1, "The connection URL has no port between 1 and 65535 where one should be.");
    }
    hosts.add(text_.decoded(host_begin, host_end), std::string(port));
  }

  void require_address(std::size_t begin, std::size_t end) const {
    const std::string_view address = text_.between(begin, std::min(text_.all().find('%', begin), end));
    if (address.empty() || address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) {
      text_.refuse_bare(begin, "The connection URL has no IPv6 address between [ and ].");
    }
  }

  void database() {
    if (authority_end_ == text_.size() || text_.all()[authority_end_] != '/') {
      return;
    }
    const std::size_t begin = authority_end_ + 1;
    if (const std::size_t slash = text_.all().find('/', begin); slash < path_end_) {
      text_.refuse_bare(slash, "The connection URL has a second /.");
    }
    if (begin < path_end_) {
      const std::string name = text_.decoded(begin, path_end_);
      text_.require_value(begin, "dbname", name);
      set_parameter(parameters_, "dbname", name);
    }
  }

  void query() {
    for (std::size_t begin = path_end_ + 1; begin < text_.size();) {
      const std::size_t end = std::min(text_.all().find('&', begin), text_.size());
      if (begin < end) {
        one_parameter(begin, end);
      }
      begin = end + 1;
    }
    query_hosts_.store(parameters_);
  }

  void one_parameter(std::size_t begin, std::size_t end) {
    const std::size_t equals = text_.all().find('=', begin);
    if (equals >= end) {
      text_.refuse_bare(begin, "The connection URL has a parameter without =.");
    }
    if (text_.between(equals + 1, end).find('=') != std::string_view::npos) {
      text_.refuse_bare(equals, "The connection URL has a parameter with more than one =.");
    }
    std::string keyword = text_.decoded(begin, equals);
    std::string value = text_.decoded(equals + 1, end);
    if (keyword == "ssl") {
      keyword = "sslmode";
      // As libpq reads it, for URLs of JDBC.
      value = value == "true" ? "require" : value == "false" ? "disable" : value;
    }
    text_.require_keyword(begin, keyword);
    text_.require_value(begin, keyword, value);
    if (keyword == "host") {
      query_host(value);
      return;
    }
    if (!given_.insert(keyword).second) {
      text_.refuse(begin, fmt::format("The connection URL has `{}` twice.", keyword), "Keep one of them.");
    }
    set_parameter(parameters_, keyword, std::move(value));
  }

  // `?host=h1:5432&host=h2` is how SQLAlchemy writes several hosts.
  void query_host(const std::string& value) {
    const std::size_t colon = value.find(':');
    const bool port_behind =
        !value.starts_with('/') && colon == value.rfind(':') && colon != std::string::npos && is_port_list(value.substr(colon + 1));
    query_hosts_.add(port_behind ? value.substr(0, colon) : value, port_behind ? value.substr(colon + 1) : "");
  }

  const ConnectionText& text_;
  std::size_t begin_;
  // Where hosts end, and where the database's name ends.
  std::size_t authority_end_;
  std::size_t path_end_;
  Parameters parameters_;
  std::set<std::string> given_;
  Hosts query_hosts_;
};

}  // namespace

Parameters parse_uri(const ConnectionText& text, std::size_t begin) { return Uri(text, begin).parse(); }

}  // namespace deed::config
