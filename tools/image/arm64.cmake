# Cross-compiles for 64-bit Raspberry Pi on a Debian PC: packages of tools/packages/cross, libraries by
# multiarch. The baseline is that of Debian arm64 (ARMv8.0-A), so one image runs from Pi 3 to Pi 5.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

# Only the target's .pc files: a host library would link and then fail on the Pi.
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu /usr/lib/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)

# With qemu-user the tests run too: cmake --preset pi -DHUB_TESTS=ON, then ctest --preset pi.
find_program(HUB_EMULATOR qemu-aarch64)
if(HUB_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR ${HUB_EMULATOR})
endif()
