# Debian's libpg-query-dev ships neither a CMake config nor a pkg-config file.
find_path(PgQuery_INCLUDE_DIR pg_query.h)
# The archive where there is one: the loader would spend a fifth of a start on the parser's tables.
find_library(PgQuery_LIBRARY NAMES libpg_query.a pg_query)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery REQUIRED_VARS PgQuery_INCLUDE_DIR PgQuery_LIBRARY)

if(PgQuery_FOUND AND NOT TARGET PgQuery::pg_query)
  add_library(PgQuery::pg_query INTERFACE IMPORTED)
  target_include_directories(PgQuery::pg_query SYSTEM INTERFACE ${PgQuery_INCLUDE_DIR})
  target_link_libraries(PgQuery::pg_query INTERFACE ${PgQuery_LIBRARY})
endif()
