# Turns text files into one C++ header: cmake -DOUTPUT=file -DNAMESPACE=ns -DROOT=dir -DFILES=a,b -P EmbedFiles.cmake
# queries/read_columns.sql becomes `inline constexpr std::string_view read_columns`. NAMES=paths makes a table of (path, text) instead.
string(REPLACE "," ";" FILES "${FILES}")
set(content "#pragma once\n\n#include <array>\n#include <string_view>\n#include <utility>\n\nnamespace ${NAMESPACE} {\n\n")
set(table "")
list(LENGTH FILES count)
foreach(file IN LISTS FILES)
  file(READ "${ROOT}/${file}" text)
  if(NAMES STREQUAL "paths")
    string(APPEND table "  {\"${file}\", R\"deed~(${text})deed~\"},\n")
  else()
    get_filename_component(name "${file}" NAME_WE)
    # What a query is for, its reader knows.
    string(REGEX REPLACE "^(--[^\n]*\n)+" "" text "${text}")
    string(APPEND content "inline constexpr std::string_view ${name} = R\"deed~(${text})deed~\";\n\n")
  endif()
endforeach()
if(NAMES STREQUAL "paths")
  string(APPEND content
    "inline constexpr std::array<std::pair<std::string_view, std::string_view>, ${count}> files{{\n${table}}};\n\n")
endif()
string(APPEND content "}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}.new" "${content}")
file(COPY_FILE "${OUTPUT}.new" "${OUTPUT}" ONLY_IF_DIFFERENT)
