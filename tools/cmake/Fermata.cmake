# The words in which the rooms describe themselves.
#
#   fermata_room(loop
#     HEADERS loop.hpp chooser.hpp      # public: installed, each compiles alone
#     SOURCES loop.cpp                  # none: the room is headers only
#     LINKS fermata::base               # what its row of the include table allows
#     PRIVATE_LINKS fmt::fmt)           # packages that no header shows
#
#   fermata_test(loop
#     SOURCES loop_test.cpp chooser_test.cpp
#     LINKS fermata::loop)
#
#   fermata_fuzz(loader
#     SOURCES loader_fuzz.cpp           # defines LLVMFuzzerTestOneInput
#     CORPUS corpus/loader              # cases that a test replays, each once
#     LINKS fermata::scenario)
#
# Paths are relative to the folder of the caller. A room is the static library `fermata_loop`,
# called `fermata::loop` by those who link it; its tests are one program, `fermata_loop_test`.
# The target `fuzzers` builds all fuzz programs; the preset `fuzz` builds them to search for long.

include(GNUInstallDirs)

if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(FERMATA_CCACHE ccache)
  if(FERMATA_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${FERMATA_CCACHE}")
  endif()
endif()

# What every file of ours is compiled with, and what nobody who links us has to bear.
function(fermata_own_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(FERMATA_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# Which part of the package a room is installed with; see fermata-config.cmake.in.
function(fermata_component name result)
  if(name MATCHES "^(scenario|gtest|props)$")
    set(${result} ${name} PARENT_SCOPE)
  else()
    set(${result} sim PARENT_SCOPE)
  endif()
endfunction()

function(fermata_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "HEADERS;SOURCES;LINKS;PRIVATE_LINKS")
  if(room_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "fermata_room(${name}): what is ${room_UNPARSED_ARGUMENTS}?")
  endif()
  set(target fermata_${name})
  if(room_SOURCES)
    set(reach PUBLIC)
    add_library(${target} STATIC ${room_SOURCES})
    fermata_own_options(${target})
    set_property(GLOBAL APPEND PROPERTY FERMATA_LIBRARIES ${target})
  else()
    set(reach INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  add_library(fermata::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  fermata_header_sets(${target} ${reach} "${room_HEADERS}" "${room_SOURCES}")
  target_compile_features(${target} ${reach} cxx_std_20)
  # A fused multiply-add rounds once where Python rounds twice, and `uniform` would differ.
  target_compile_options(${target} ${reach} -ffp-contract=off)
  target_link_libraries(${target} ${reach} ${room_LINKS})
  if(room_PRIVATE_LINKS)
    target_link_libraries(${target} PRIVATE ${room_PRIVATE_LINKS})
  endif()
  fermata_install_room(${name})
endfunction()

# A header whose source includes it first compiles alone, as that source shows each time. Only the
# others are compiled alone once more where CMAKE_VERIFY_INTERFACE_HEADER_SETS asks for it.
function(fermata_header_sets target reach headers sources)
  set(FILES_HEADERS "")
  set(FILES_opened_by_sources "")
  foreach(header IN LISTS headers)
    string(REGEX REPLACE "hpp$" "cpp" source "${header}")
    set(first "")
    if(source IN_LIST sources)
      file(STRINGS "${CMAKE_CURRENT_SOURCE_DIR}/${source}" first REGEX "^#include" LIMIT_COUNT 1)
    endif()
    if(first MATCHES "/${header}\"")
      list(APPEND FILES_opened_by_sources "${header}")
    else()
      list(APPEND FILES_HEADERS "${header}")
    endif()
  endforeach()
  foreach(set IN ITEMS HEADERS opened_by_sources)
    if(FILES_${set})
      list(PREPEND FILES_${set} FILES)
    endif()
    target_sources(${target} ${reach} FILE_SET ${set} TYPE HEADERS
                                      BASE_DIRS "${PROJECT_SOURCE_DIR}" ${FILES_${set}})
  endforeach()
  set_target_properties(${target} PROPERTIES INTERFACE_HEADER_SETS_TO_VERIFY HEADERS)
endfunction()

function(fermata_install_room name)
  if(FERMATA_INSTALL)
    fermata_component(${name} component)
    install(
      TARGETS fermata_${name}
      EXPORT fermata-${component}
      ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
      FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
      FILE_SET opened_by_sources DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    set_property(GLOBAL APPEND PROPERTY FERMATA_COMPONENTS ${component})
  endif()
endfunction()

# `fermata::sim`: all that a user links to test code of their own, and the header to include.
function(fermata_sim_target)
  cmake_parse_arguments(PARSE_ARGV 0 sim "" "" "LINKS")
  add_library(fermata_sim INTERFACE)
  add_library(fermata::sim ALIAS fermata_sim)
  set_target_properties(fermata_sim PROPERTIES EXPORT_NAME sim)
  target_sources(fermata_sim INTERFACE FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}")
  if(EXISTS "${PROJECT_SOURCE_DIR}/sim/sim.hpp")
    target_sources(fermata_sim INTERFACE FILE_SET HEADERS FILES
                                         "${PROJECT_SOURCE_DIR}/sim/sim.hpp")
  endif()
  foreach(room IN LISTS sim_LINKS)
    if(TARGET fermata_${room})
      target_link_libraries(fermata_sim INTERFACE fermata::${room})
    endif()
  endforeach()
  fermata_install_room(sim)
endfunction()

function(fermata_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "" "SOURCES;LINKS")
  if(test_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "fermata_test(${name}): what is ${test_UNPARSED_ARGUMENTS}?")
  endif()
  set(target fermata_${name}_test)
  add_executable(${target} ${test_SOURCES})
  fermata_own_options(${target})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${test_LINKS} GTest::gmock_main)
  fermata_precompile_gtest(${target})
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 120)
endfunction()

# GoogleTest's header is most of what a small test costs to compile: it is read once for all of
# them. ccache keeps such a test only if GCC names the header in what it preprocesses, and if
# CCACHE_SLOPPINESS says pch_defines,time_macros, as tools/test does.
function(fermata_precompile_gtest target)
  if(NOT TARGET fermata_gtest_header)
    file(WRITE "${PROJECT_BINARY_DIR}/gtest_header.cpp" "")
    add_library(fermata_gtest_header OBJECT "${PROJECT_BINARY_DIR}/gtest_header.cpp")
    fermata_own_options(fermata_gtest_header)
    target_compile_features(fermata_gtest_header PRIVATE cxx_std_20)
    target_compile_options(fermata_gtest_header PRIVATE -ffp-contract=off)
    target_link_libraries(fermata_gtest_header PRIVATE GTest::gmock_main)
    target_precompile_headers(fermata_gtest_header PRIVATE <gtest/gtest.h>)
  endif()
  target_precompile_headers(${target} REUSE_FROM fermata_gtest_header)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

function(fermata_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 fuzz "" "CORPUS" "SOURCES;LINKS")
  set(target fermata_${name}_fuzz)
  add_executable(${target} ${fuzz_SOURCES})
  fermata_own_options(${target})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${fuzz_LINKS})
  target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers ${target})
  add_test(NAME Fuzz.ReplaysTheCorpusOf.${name}
           COMMAND ${target} -runs=0 "${CMAKE_CURRENT_SOURCE_DIR}/${fuzz_CORPUS}")
endfunction()

# Adds folders, named from the root.
function(fermata_add_rooms)
  foreach(room IN LISTS ARGN)
    add_subdirectory("${PROJECT_SOURCE_DIR}/${room}" "${PROJECT_BINARY_DIR}/${room}")
  endforeach()
endfunction()

# The same for rooms that are still being built: one without a CMakeLists.txt is passed over.
function(fermata_add_awaited_rooms)
  foreach(room IN LISTS ARGN)
    if(EXISTS "${PROJECT_SOURCE_DIR}/${room}/CMakeLists.txt")
      fermata_add_rooms(${room})
    endif()
  endforeach()
endfunction()
