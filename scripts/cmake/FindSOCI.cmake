# Debian's libsoci-dev ships no CMake config. Its soci-config.h defines SOCI_HAVE_BOOST although the package does not depend on Boost,
# so soci.h would not compile: the header's include guard and what remains of it are defined on the target instead.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
# Archives where there are such: a program starts faster without libraries that the loader has to link.
find_library(SOCI_CORE_LIBRARY NAMES libsoci_core.a soci_core)
find_library(SOCI_POSTGRESQL_LIBRARY NAMES libsoci_postgresql.a soci_postgresql)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI REQUIRED_VARS SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_POSTGRESQL_LIBRARY)

if(SOCI_FOUND AND NOT TARGET SOCI::postgresql)
  add_library(SOCI::postgresql INTERFACE IMPORTED)
  target_include_directories(SOCI::postgresql SYSTEM INTERFACE ${SOCI_INCLUDE_DIR})
  target_link_libraries(SOCI::postgresql INTERFACE ${SOCI_POSTGRESQL_LIBRARY} ${SOCI_CORE_LIBRARY})
  target_compile_definitions(SOCI::postgresql INTERFACE
    SOCICONFIG_H_INCLUDED SOCI_HAVE_CXX11 SOCI_HAVE_POSTGRESQL SOCI_HAVE_VISIBILITY_SUPPORT)
endif()
