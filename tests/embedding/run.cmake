# Runs the embedding example twice on one book, and holds the README to its text.

file(REMOVE_RECURSE ${DIRECTORY})
foreach(run 1 2)
  execute_process(COMMAND ${PROGRAM} ${DIRECTORY} OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  if(NOT said MATCHES "^{\"sequence\":\"00000000000000000000\".*c2sp.org/tlog-proof@v1")
    message(FATAL_ERROR "run ${run} said: ${said}")
  endif()
endforeach()

file(READ ${README} readme)
file(READ ${SOURCE} source)
string(FIND "${source}" "#include" begin)
string(SUBSTRING "${source}" ${begin} -1 code)
string(FIND "${readme}" "${code}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "The README does not show tests/embedding/main.cc as it is.")
endif()
