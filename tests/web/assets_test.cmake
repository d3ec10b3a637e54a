# The style sheet and the scripts that are checked in are what tools/assets/build makes. Run by ctest as
#
#   cmake -D SOURCE_DIR=… -D MADE=… -P assets_test.cmake

cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${MADE})
execute_process(COMMAND ${SOURCE_DIR}/tools/assets/build ${MADE} COMMAND_ERROR_IS_FATAL ANY)
file(GLOB made RELATIVE ${MADE} ${MADE}/*)
file(GLOB checked_in RELATIVE ${SOURCE_DIR}/src/web/assets ${SOURCE_DIR}/src/web/assets/*)
if(NOT made STREQUAL checked_in)
  message(SEND_ERROR "src/web/assets has ${checked_in}; made are ${made}")
endif()
foreach(name IN LISTS made)
  file(SHA256 ${MADE}/${name} now)
  file(SHA256 ${SOURCE_DIR}/src/web/assets/${name} before)
  if(NOT now STREQUAL before)
    message(SEND_ERROR "src/web/assets/${name} is not what is made of its sources: tools/assets/build")
  endif()
endforeach()
