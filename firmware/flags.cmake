# Compile flags of every target (reasons: CONTRIBUTING.md). Foreign headers are system headers.
add_library(hub_flags INTERFACE)
target_compile_definitions(hub_flags INTERFACE _GNU_SOURCE)
target_compile_options(hub_flags INTERFACE
    -funsigned-char -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wundef -Wcast-qual -Wcast-align
    -Wwrite-strings -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
    -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -Wnull-dereference -Wdouble-promotion
    -Wconversion -Wframe-larger-than=16384
    -fno-common -fvisibility=hidden -fno-strict-overflow -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    target_compile_options(hub_flags INTERFACE
        -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wtrampolines -Walloca)
else()
    # clang 19 warns where a named whole number, which are enums here, meets a double.
    target_compile_options(hub_flags INTERFACE -Wno-enum-float-conversion)
endif()
if(HUB_WERROR)
    target_compile_options(hub_flags INTERFACE -Werror)
endif()
if(HUB_ANALYZE)
    target_compile_options(hub_flags INTERFACE -fanalyzer)
endif()
if(HUB_SANITIZE)
    target_compile_options(hub_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(hub_flags INTERFACE -fsanitize=address,undefined)
endif()
if(HUB_FUZZ)
    target_compile_options(hub_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(HUB_HARDEN)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    target_compile_options(hub_flags INTERFACE
        -fstack-protector-strong -fstack-clash-protection -ftrivial-auto-var-init=zero
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
        $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-fcf-protection=full>
        $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},aarch64>:-mbranch-protection=standard>)
    target_link_options(hub_flags INTERFACE
        -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,separate-code -Wl,--as-needed)
endif()
