# Writes a source file that has the schemas as text, so that the program needs no files:
#
#   cmake -D DIRECTORY=…/schemas -D OUTPUT=….cc -P embed.cmake

cmake_minimum_required(VERSION 3.25)

file(GLOB files LIST_DIRECTORIES false ${DIRECTORY}/*.json)
set(text "#include \"catalogue/embedded.h\"\n\n#include <array>\n\nnamespace daybook::catalogue {\n\n")
string(APPEND text "std::span<const EmbeddedSchema> EmbeddedSchemas() {\n")
list(LENGTH files count)
string(APPEND text "  static constexpr std::array<EmbeddedSchema, ${count}> kSchemas = {{\n")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^([a-z-]+\\.[a-z-]+)\\.v([0-9]+)\\.json$")
    message(FATAL_ERROR "${file}: a schema's file is named <type>.v<version>.json")
  endif()
  set(type ${CMAKE_MATCH_1})
  set(version ${CMAKE_MATCH_2})
  file(READ ${file} schema)
  string(APPEND text "{\"${type}\", ${version}, R\"json(${schema})json\"},\n")
endforeach()
string(APPEND text "  }};\n  return kSchemas;\n}\n\n}  // namespace daybook::catalogue\n")
file(WRITE ${OUTPUT} "${text}")
