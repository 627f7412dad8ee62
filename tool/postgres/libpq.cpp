// libpq brings twenty libraries (TLS, Kerberos, LDAP), which take longer to load than all that `deed heads` does. So the program is not
// linked with it: it is loaded when it is first needed, and its functions, as far as deed and SOCI call them, are these. One that is
// missing here is an undefined reference.
#include "postgres/libpq.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <libpq/libpq-fs.h>

#include "base/error.h"
#include "base/text.h"

namespace deed::postgres {

namespace {

constexpr const char* kFile = "libpq.so.5";

std::string loader_says() {
  const char* reason = ::dlerror();
  return one_line(reason == nullptr ? "" : reason);
}

void* load() {
  void* const library = ::dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw Error(ErrorKind::local_io, {.what = fmt::format("PostgreSQL's client library cannot be loaded: {}.", loader_says()),
                                      .hint = "Install it: Debian and Ubuntu have it as libpq5, Alpine as libpq."});
  }
  return library;
}

void* symbol(const char* name) {
  static void* const library = load();
  void* const found = ::dlsym(library, name);
  if (found == nullptr) {
    throw Error(ErrorKind::local_io, {.what = fmt::format("PostgreSQL's client library is too old for deed: {}.", loader_says()),
                                      .hint = "Install libpq of PostgreSQL 14 or newer."});
  }
  return found;
}

template <auto Declared, typename... Values>
auto real(const char* name, Values... values) {
  static const auto function = reinterpret_cast<decltype(Declared)>(symbol(name));
  return function(values...);
}

}  // namespace

void load_libpq() { symbol("PQconnectdb"); }

}  // namespace deed::postgres

using deed::postgres::real;

// The parameters are libpq's.
// NOLINTBEGIN(readability-function-size)
extern "C" {

int PQbackendPID(const PGconn* connection) { return real<&PQbackendPID>("PQbackendPID", connection); }
int PQcancel(PGcancel* request, char* text, int size) { return real<&PQcancel>("PQcancel", request, text, size); }
void PQclear(PGresult* result) { return real<&PQclear>("PQclear", result); }
char* PQcmdStatus(PGresult* result) { return real<&PQcmdStatus>("PQcmdStatus", result); }
char* PQcmdTuples(PGresult* result) { return real<&PQcmdTuples>("PQcmdTuples", result); }
PQconninfoOption* PQconndefaults() { return real<&PQconndefaults>("PQconndefaults"); }
PGconn* PQconnectdb(const char* parameters) { return real<&PQconnectdb>("PQconnectdb", parameters); }
PostgresPollingStatusType PQconnectPoll(PGconn* connection) { return real<&PQconnectPoll>("PQconnectPoll", connection); }
PGconn* PQconnectStart(const char* parameters) { return real<&PQconnectStart>("PQconnectStart", parameters); }
void PQconninfoFree(PQconninfoOption* options) { return real<&PQconninfoFree>("PQconninfoFree", options); }
int PQconsumeInput(PGconn* connection) { return real<&PQconsumeInput>("PQconsumeInput", connection); }
char* PQdb(const PGconn* connection) { return real<&PQdb>("PQdb", connection); }
int PQenterPipelineMode(PGconn* connection) { return real<&PQenterPipelineMode>("PQenterPipelineMode", connection); }
char* PQerrorMessage(const PGconn* connection) { return real<&PQerrorMessage>("PQerrorMessage", connection); }
PGresult* PQexec(PGconn* connection, const char* query) { return real<&PQexec>("PQexec", connection, query); }
PGresult* PQexecParams(PGconn* connection, const char* command, int count, const Oid* types, const char* const* values, const int* lengths,
                       const int* formats, int format) {
  return real<&PQexecParams>("PQexecParams", connection, command, count, types, values, lengths, formats, format);
}
PGresult* PQexecPrepared(PGconn* connection, const char* name, int count, const char* const* values, const int* lengths, const int* formats,
                         int format) {
  return real<&PQexecPrepared>("PQexecPrepared", connection, name, count, values, lengths, formats, format);
}
int PQexitPipelineMode(PGconn* connection) { return real<&PQexitPipelineMode>("PQexitPipelineMode", connection); }
int PQfformat(const PGresult* result, int column) { return real<&PQfformat>("PQfformat", result, column); }
void PQfinish(PGconn* connection) { return real<&PQfinish>("PQfinish", connection); }
int PQflush(PGconn* connection) { return real<&PQflush>("PQflush", connection); }
char* PQfname(const PGresult* result, int column) { return real<&PQfname>("PQfname", result, column); }
void PQfreeCancel(PGcancel* request) { return real<&PQfreeCancel>("PQfreeCancel", request); }
void PQfreemem(void* memory) { return real<&PQfreemem>("PQfreemem", memory); }
int PQfsize(const PGresult* result, int column) { return real<&PQfsize>("PQfsize", result, column); }
Oid PQftype(const PGresult* result, int column) { return real<&PQftype>("PQftype", result, column); }
PGcancel* PQgetCancel(PGconn* connection) { return real<&PQgetCancel>("PQgetCancel", connection); }
int PQgetCopyData(PGconn* connection, char** buffer, int async) { return real<&PQgetCopyData>("PQgetCopyData", connection, buffer, async); }
int PQgetisnull(const PGresult* result, int row, int column) { return real<&PQgetisnull>("PQgetisnull", result, row, column); }
int PQgetlength(const PGresult* result, int row, int column) { return real<&PQgetlength>("PQgetlength", result, row, column); }
PGresult* PQgetResult(PGconn* connection) { return real<&PQgetResult>("PQgetResult", connection); }
char* PQgetvalue(const PGresult* result, int row, int column) { return real<&PQgetvalue>("PQgetvalue", result, row, column); }
char* PQhost(const PGconn* connection) { return real<&PQhost>("PQhost", connection); }
char* PQhostaddr(const PGconn* connection) { return real<&PQhostaddr>("PQhostaddr", connection); }
int PQisBusy(PGconn* connection) { return real<&PQisBusy>("PQisBusy", connection); }
PGresult* PQmakeEmptyPGresult(PGconn* connection, ExecStatusType status) {
  return real<&PQmakeEmptyPGresult>("PQmakeEmptyPGresult", connection, status);
}
int PQnfields(const PGresult* result) { return real<&PQnfields>("PQnfields", result); }
int PQntuples(const PGresult* result) { return real<&PQntuples>("PQntuples", result); }
PGpipelineStatus PQpipelineStatus(const PGconn* connection) { return real<&PQpipelineStatus>("PQpipelineStatus", connection); }
int PQpipelineSync(PGconn* connection) { return real<&PQpipelineSync>("PQpipelineSync", connection); }
char* PQport(const PGconn* connection) { return real<&PQport>("PQport", connection); }
PGresult* PQprepare(PGconn* connection, const char* name, const char* query, int count, const Oid* types) {
  return real<&PQprepare>("PQprepare", connection, name, query, count, types);
}
int PQputCopyEnd(PGconn* connection, const char* reason) { return real<&PQputCopyEnd>("PQputCopyEnd", connection, reason); }
char* PQresultErrorField(const PGresult* result, int field) { return real<&PQresultErrorField>("PQresultErrorField", result, field); }
char* PQresultErrorMessage(const PGresult* result) { return real<&PQresultErrorMessage>("PQresultErrorMessage", result); }
ExecStatusType PQresultStatus(const PGresult* result) { return real<&PQresultStatus>("PQresultStatus", result); }
int PQsendFlushRequest(PGconn* connection) { return real<&PQsendFlushRequest>("PQsendFlushRequest", connection); }
int PQsendPrepare(PGconn* connection, const char* name, const char* query, int count, const Oid* types) {
  return real<&PQsendPrepare>("PQsendPrepare", connection, name, query, count, types);
}
int PQsendQuery(PGconn* connection, const char* query) { return real<&PQsendQuery>("PQsendQuery", connection, query); }
int PQsendQueryParams(PGconn* connection, const char* command, int count, const Oid* types, const char* const* values, const int* lengths,
                      const int* formats, int format) {
  return real<&PQsendQueryParams>("PQsendQueryParams", connection, command, count, types, values, lengths, formats, format);
}
int PQsendQueryPrepared(PGconn* connection, const char* name, int count, const char* const* values, const int* lengths, const int* formats,
                        int format) {
  return real<&PQsendQueryPrepared>("PQsendQueryPrepared", connection, name, count, values, lengths, formats, format);
}
int PQserverVersion(const PGconn* connection) { return real<&PQserverVersion>("PQserverVersion", connection); }
PGVerbosity PQsetErrorVerbosity(PGconn* connection, PGVerbosity verbosity) {
  return real<&PQsetErrorVerbosity>("PQsetErrorVerbosity", connection, verbosity);
}
int PQsetnonblocking(PGconn* connection, int argument) { return real<&PQsetnonblocking>("PQsetnonblocking", connection, argument); }
PQnoticeReceiver PQsetNoticeReceiver(PGconn* connection, PQnoticeReceiver receiver, void* argument) {
  return real<&PQsetNoticeReceiver>("PQsetNoticeReceiver", connection, receiver, argument);
}
int PQsetResultAttrs(PGresult* result, int count, PGresAttDesc* descriptions) {
  return real<&PQsetResultAttrs>("PQsetResultAttrs", result, count, descriptions);
}
int PQsetSingleRowMode(PGconn* connection) { return real<&PQsetSingleRowMode>("PQsetSingleRowMode", connection); }
int PQsetvalue(PGresult* result, int row, int column, char* value, int len) {
  return real<&PQsetvalue>("PQsetvalue", result, row, column, value, len);
}
int PQsocket(const PGconn* connection) { return real<&PQsocket>("PQsocket", connection); }
ConnStatusType PQstatus(const PGconn* connection) { return real<&PQstatus>("PQstatus", connection); }
PGTransactionStatusType PQtransactionStatus(const PGconn* connection) {
  return real<&PQtransactionStatus>("PQtransactionStatus", connection);
}
char* PQuser(const PGconn* connection) { return real<&PQuser>("PQuser", connection); }
int lo_close(PGconn* connection, int fd) { return real<&lo_close>("lo_close", connection, fd); }
int lo_lseek(PGconn* connection, int fd, int offset, int whence) { return real<&lo_lseek>("lo_lseek", connection, fd, offset, whence); }
int lo_open(PGconn* connection, Oid object, int mode) { return real<&lo_open>("lo_open", connection, object, mode); }
int lo_read(PGconn* connection, int fd, char* bytes, size_t len) { return real<&lo_read>("lo_read", connection, fd, bytes, len); }
int lo_write(PGconn* connection, int fd, const char* bytes, size_t len) { return real<&lo_write>("lo_write", connection, fd, bytes, len); }
}
// NOLINTEND(readability-function-size)
