# Holds the #include lines to the layers, and files to a readable length. Run by ctest as
#
#   cmake -D SOURCE_DIR=… -P layering_test.cmake
#
# Dependencies point down: daemon → http → replay → projection → catalogue, improvement, log → tree → event.
# The client stands on tree and on net, which stands on event and is used by http. Evidence stands on
# event alone, the keyring on log and event, backup on those, web on improvement; access, which is used by
# http, on catalogue, improvement and log.

cmake_minimum_required(VERSION 3.25)

set(lines_max 350)
set(broken 0)

# What a folder may include of src and tools, besides the public headers. A folder that is not
# here fails, so that a new one states its place.
set(includes_of_include_daybook "")
set(includes_of_src_event event)
set(includes_of_src_tree tree event)
set(includes_of_src_net net event)
set(includes_of_src_client client net tree event)
set(includes_of_src_log log tree event)
set(includes_of_src_evidence evidence event)
set(includes_of_src_keyring keyring log event)
set(includes_of_src_backup backup keyring log event)
set(includes_of_src_catalogue catalogue event)
set(includes_of_src_improvement improvement event)
set(includes_of_src_projection projection catalogue improvement log event)
set(includes_of_src_access access catalogue improvement log event)
set(includes_of_src_web web improvement event)
set(includes_of_src_http http net web access replay projection evidence backup keyring catalogue improvement log tree event)
set(includes_of_src_daemon daemon http net web access replay projection evidence backup keyring catalogue improvement log tree event)
set(includes_of_replay replay projection improvement log tree event)
# The command line reads a book without a daemon, too, to verify it, and serves as a witness.
set(includes_of_tools tools client http net access replay projection backup keyring catalogue improvement log tree event)
# Beside it and the daemon, which it describes.
set(includes_of_manual tools daemon)
set(includes_of_bench tools net keyring catalogue improvement log tree event)

function(report file message)
  message(SEND_ERROR "${file}: ${message}")
  math(EXPR count "${broken} + 1")
  set(broken ${count} PARENT_SCOPE)
endfunction()

# The layer a file belongs to, as in the names above.
function(layer_of file result)
  if(file MATCHES "^(src/[a-z]+|include/daybook)/")
    string(REPLACE "/" "_" layer "${CMAKE_MATCH_1}")
  elseif(file MATCHES "^tools/bench/")
    set(layer bench)
  elseif(file MATCHES "^tools/manual/")
    set(layer manual)
  elseif(file MATCHES "^(tools|replay)/")
    set(layer ${CMAKE_MATCH_1})
  else()
    set(layer none)
  endif()
  set(${result} ${layer} PARENT_SCOPE)
endfunction()

# An include of the project's own: `log/store.h` from http is down, `http/…` from log is up.
function(check_own_include file layer header)
  if(NOT header MATCHES "^(client|net|event|evidence|backup|keyring|log|tree|catalogue|improvement|projection|access|http|web|daemon|replay|tools)/")
    return()
  endif()
  if(NOT CMAKE_MATCH_1 IN_LIST includes_of_${layer})
    report(${file} "may not include \"${header}\": dependencies point down")
  endif()
  set(broken ${broken} PARENT_SCOPE)
endfunction()

# Libraries that have one place each.
function(check_library_include file layer header)
  set(may_use_rocksdb src_log bench)
  # The benchmarks compare with RocksDB itself.
  if(header MATCHES "^rocksdb/" AND NOT layer IN_LIST may_use_rocksdb)
    report(${file} "includes <${header}>, which only src/log may")
  endif()
  if(header MATCHES "^re2/" AND NOT file STREQUAL "src/catalogue/pattern.cc")
    report(${file} "includes <${header}>, which only src/catalogue/pattern.cc may")
  endif()
  if(header MATCHES "^kainjow/" AND NOT layer STREQUAL src_web)
    report(${file} "includes <${header}>, which only src/web may")
  endif()
  set(speaks_http src_http src_net)
  if(header MATCHES "^boost/beast" AND NOT layer IN_LIST speaks_http)
    report(${file} "includes <${header}>, which only src/http and src/net may")
  endif()
  set(without_io include_daybook src_client src_event src_evidence src_keyring src_tree src_catalogue src_improvement src_access src_web src_log)
  if(header MATCHES "^boost/asio" AND layer IN_LIST without_io)
    report(${file} "includes <${header}>: ${layer} does no network input or output")
  endif()
  set(broken ${broken} PARENT_SCOPE)
endfunction()

function(check_includes file layer text)
  if(layer STREQUAL none)
    return()
  endif()
  if(NOT DEFINED includes_of_${layer})
    report(${file} "lies in a folder whose place among the layers is not stated in this test")
  endif()
  string(REGEX MATCHALL "\n#include [<\"][^>\"\n]+" includes "\n${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^\n#include [<\"]" "" header "${include}")
    check_own_include(${file} ${layer} ${header})
    check_library_include(${file} ${layer} ${header})
  endforeach()
  set(broken ${broken} PARENT_SCOPE)
endfunction()

function(check_length file text)
  string(REGEX REPLACE "[^\n]" "" newlines "${text}")
  string(LENGTH "${newlines}" lines)
  if(lines GREATER lines_max)
    report(${file} "has ${lines} lines; more than ${lines_max} is more than one idea")
  endif()
  set(broken ${broken} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE ${SOURCE_DIR}
  ${SOURCE_DIR}/include/*.h ${SOURCE_DIR}/src/*.h ${SOURCE_DIR}/src/*.cc
  ${SOURCE_DIR}/replay/*.h ${SOURCE_DIR}/replay/*.cc ${SOURCE_DIR}/tools/*.h
  ${SOURCE_DIR}/tools/*.cc ${SOURCE_DIR}/tests/*.h ${SOURCE_DIR}/tests/*.cc)
list(FILTER files EXCLUDE REGEX "/node_modules/")
foreach(file IN LISTS files)
  file(READ ${SOURCE_DIR}/${file} text)
  layer_of(${file} layer)
  check_includes(${file} ${layer} "${text}")
  check_length(${file} "${text}")
endforeach()

list(LENGTH files count)
message(STATUS "${count} files looked at, ${broken} faults")
