# What `cmake --install` puts into a prefix beside the rooms' libraries and headers: the CMake
# package (one file of targets a component) and a pkg-config file for `fermata::sim`.

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/fermata)

get_property(FERMATA_COMPONENTS GLOBAL PROPERTY FERMATA_COMPONENTS)
list(REMOVE_DUPLICATES FERMATA_COMPONENTS)
foreach(component IN LISTS FERMATA_COMPONENTS)
  install(EXPORT fermata-${component} NAMESPACE fermata:: DESTINATION ${package_dir})
endforeach()

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/fermata-config.cmake.in"
  "${PROJECT_BINARY_DIR}/fermata-config.cmake" INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/fermata-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/fermata-config.cmake"
              "${PROJECT_BINARY_DIR}/fermata-config-version.cmake"
        DESTINATION ${package_dir})

# Static libraries in the order a linker wants them: who uses comes before who is used.
get_property(libraries GLOBAL PROPERTY FERMATA_LIBRARIES)
list(REMOVE_ITEM libraries fermata_scenario fermata_gtest fermata_props)
list(REVERSE libraries)
list(TRANSFORM libraries PREPEND "-l")
list(JOIN libraries " " FERMATA_PC_LIBRARIES)
file(RELATIVE_PATH FERMATA_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" FERMATA_PC_PREFIX "${FERMATA_PC_PREFIX}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/fermata.pc.in" "${PROJECT_BINARY_DIR}/fermata.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/fermata.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(TARGET fermata)
  install(TARGETS fermata RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(TARGET fermata_conform)
    install(TARGETS fermata_conform RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
  # `fermata import` runs the script that it finds beside itself.
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/tools/oracle"
          DESTINATION ${CMAKE_INSTALL_DATADIR}/fermata
          FILES_MATCHING PATTERN "*.py" PATTERN "__pycache__" EXCLUDE)
endif()
