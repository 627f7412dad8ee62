#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/image.h"
#include "support/manifest.h"
#include "support/network_server.h"
#include "support/pod.h"
#include "support/test_workspace.h"

namespace deed::testing {

// A database of its own on the network server, for one test.
class NetworkDatabase {
 public:
  // The role that deed connects as.
  explicit NetworkDatabase(std::string owner = "app");
  ~NetworkDatabase();
  NetworkDatabase(const NetworkDatabase&) = delete;
  NetworkDatabase& operator=(const NetworkDatabase&) = delete;

  // With the file of the authority where the manifests mount it.
  std::string url(const std::string& password = NetworkServer::password()) const;
  // What a superuser does.
  postgres::Connection connect() const { return network_server().connect(name_); }
  // The first column of the first row as text.
  std::string value(const std::string& query) const;

 private:
  std::string owner_;
  std::string name_;
};

// What stops a revision for as long as a test wants: a lock on a table that it alters.
class TableLock {
 public:
  TableLock(const NetworkDatabase& database, const std::string& table);
  void release() { session_.execute("COMMIT"); }

 private:
  postgres::Connection session_;
};

// Services and their releases in a cluster: a release is an image of the files as they are, and the manifests that name it.
class Releases : public WorkspaceFiles {
 public:
  explicit Releases(const NetworkDatabase& database);

  void release(const std::string& service, const std::string& tag);
  // All services in one image.
  void release_all(const std::string& tag);

  // The text of a template's file, for a release.
  std::string rendered(const std::string& name, const std::string& service, const std::string& file, const std::string& tag) const;
  // The Job of a service, perhaps with an edit of its text.
  Manifest job(const std::string& service, const std::string& tag, const std::string& from = "", const std::string& to = "") const;
  Manifest deployment(const std::string& service, const std::string& tag) const;

  Cluster cluster;

 private:
  std::string url_;
  std::vector<std::unique_ptr<Image>> images_;
};

}  // namespace deed::testing
