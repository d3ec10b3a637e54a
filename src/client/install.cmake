# What another project finds with find_package(daybook), and links as daybook::client:
#
#   cmake --install BUILD --component client --prefix PREFIX
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

target_compile_features(daybook_client PUBLIC cxx_std_23)
foreach(name event tree net client)
  set_target_properties(daybook_${name} PROPERTIES EXPORT_NAME ${name})
endforeach()
install(TARGETS daybook_event daybook_tree daybook_net daybook_client EXPORT daybookTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT client
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
foreach(header client error event limits)
  install(FILES ${PROJECT_SOURCE_DIR}/include/daybook/${header}.h
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/daybook COMPONENT client)
endforeach()

set(config ${CMAKE_INSTALL_LIBDIR}/cmake/daybook)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/daybookConfig.cmake.in daybookConfig.cmake
  INSTALL_DESTINATION ${config})
write_basic_package_version_file(daybookConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/daybookConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/daybookConfigVersion.cmake DESTINATION ${config} COMPONENT client)
install(EXPORT daybookTargets NAMESPACE daybook:: DESTINATION ${config} COMPONENT client)
