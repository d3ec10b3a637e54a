# Writes a source file that has a text, so that the program needs no files:
#
#   cmake -D INPUT=….json -D OUTPUT=….cc -P embed.cmake

cmake_minimum_required(VERSION 3.25)

file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "(................................................................)" "\\1\n" hex
       "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include \"http/openapi.h\"

namespace daybook::http {
namespace {

constexpr unsigned char kBytes[] = {
${bytes}};

}  // namespace

std::string_view WrittenOpenApi() {
  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};
}

}  // namespace daybook::http
")
