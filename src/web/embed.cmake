# Writes a source file that has the templates and the assets, so that the program needs no files:
#
#   cmake -D DIRECTORY=…/web -D OUTPUT=….cc -P embed.cmake
#
# An asset's name in addresses has the beginning of its SHA-256, so that a browser may keep it for
# good; beside its bytes stand the same compressed, where that is shorter.

cmake_minimum_required(VERSION 3.25)

# The bytes of a file as the initialiser of an array.
function(bytes_of file result)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(................................................................)"
         "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(${result} "${bytes}" PARENT_SCOPE)
endfunction()

# Appends to `arrays` the bytes of a file, and gives an expression that views them.
function(add_bytes file name result)
  file(SIZE ${file} size)
  if(size EQUAL 0)
    message(FATAL_ERROR "${file} is empty")
  endif()
  bytes_of(${file} bytes)
  set(arrays "${arrays}constexpr unsigned char ${name}[] = {\n${bytes}};\n" PARENT_SCOPE)
  set(${result} "Text(${name}, sizeof ${name})" PARENT_SCOPE)
endfunction()

# Sets the type that a file's name says it has.
function(type_of file result)
  set(types .css text/css .js text/javascript .txt text/plain .svg image/svg+xml .png image/png
      .ico image/x-icon .json application/json)
  get_filename_component(ending ${file} LAST_EXT)
  list(FIND types ${ending} index)
  if(NOT index EQUAL -1)
    math(EXPR index "${index} + 1")
    list(GET types ${index} type)
    if(type MATCHES "^text/")
      string(APPEND type "; charset=utf-8")
    endif()
    set(${result} "${type}" PARENT_SCOPE)
    return()
  endif()
  message(FATAL_ERROR "${file}: no media type is known for ${ending}")
endfunction()

set(arrays "")
set(assets "")
file(GLOB files LIST_DIRECTORIES false ${DIRECTORY}/assets/*)
list(LENGTH files asset_count)
set(index 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  string(REGEX REPLACE "[.][^.]*$" "" stem ${name})
  string(REGEX REPLACE "^.*[.]" "" ending ${name})
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 12 digest)
  type_of(${file} type)
  add_bytes(${file} kBytes${index} plain)
  execute_process(COMMAND gzip -9nc ${file} OUTPUT_FILE ${OUTPUT}.gz COMMAND_ERROR_IS_FATAL ANY)
  file(SIZE ${file} size)
  file(SIZE ${OUTPUT}.gz packed_size)
  set(packed "{}")
  if(packed_size LESS size)
    add_bytes(${OUTPUT}.gz kPacked${index} packed)
  endif()
  string(APPEND assets "    {\"${name}\", \"${stem}.${digest}.${ending}\", "
         "\"/assets/${stem}.${digest}.${ending}\", \"${type}\", ${plain}, ${packed}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(REMOVE ${OUTPUT}.gz)

set(templates "")
file(GLOB files LIST_DIRECTORIES false ${DIRECTORY}/templates/*.mustache)
list(LENGTH files template_count)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  add_bytes(${file} kTemplate${index} text)
  string(APPEND templates "    {\"${name}\", ${text}},\n")
  math(EXPR index "${index} + 1")
endforeach()

file(WRITE ${OUTPUT} "#include \"web/embedded.h\"

#include <array>

namespace daybook::web {
namespace {

std::string_view Text(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

${arrays}
}  // namespace

std::span<const EmbeddedTemplate> EmbeddedTemplates() {
  static const std::array<EmbeddedTemplate, ${template_count}> templates = {{\n${templates}  }};
  return templates;
}

std::span<const Asset> Assets() {
  static const std::array<Asset, ${asset_count}> assets = {{\n${assets}  }};
  return assets;
}

}  // namespace daybook::web
")
