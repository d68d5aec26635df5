# shellcheck shell=bash
# What the tests in a virtual machine share: a kernel, its drivers, a guest's folder. They set `build`, the
# build folder, `here`, this one, and `work`, one that goes at the end.
: "${build:?}" "${here:?}"

skip() {
    echo "skipped: $*"
    exit 77
}

need() {
    local tool
    for tool in qemu-system-x86_64 busybox cpio depmod setpriv "$@"; do
        command -v "$tool" >/dev/null || skip "$tool is not installed (tools/packages/install qemu)"
    done
}

# has_kernel FOLDER DRIVER: a kernel with it lies there: its folder in `kernel`, its version in `version`.
has_kernel() {
    local image
    for image in "$1"/boot/vmlinuz-*; do
        version=${image##*/vmlinuz-}
        if [[ -f $image ]] && compgen -G "$1/lib/modules/$version/kernel/$2.ko*" >/dev/null; then
            kernel=$1
            return
        fi
    done
    return 1
}

fetch_kernel() {
    local package
    package=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    [[ -n $package ]] || return 1
    mkdir -p "$build/qemu/deb"
    (cd "$build/qemu/deb" && apt-get -qq download "$package") || return 1
    dpkg -x "$build"/qemu/deb/*.deb "$build/qemu/kernel"
}

# find_kernel DRIVER: HUB_KERNEL's or this machine's, else Debian's package is fetched; one at a time.
find_kernel() {
    mkdir -p "$build/qemu"
    exec 7>"$build/qemu/lock"
    flock 7
    has_kernel "${HUB_KERNEL:-/}" "$1" || has_kernel "$build/qemu/kernel" "$1" ||
        { fetch_kernel && has_kernel "$build/qemu/kernel" "$1"; } || skip "no kernel with $1"
    exec 7>&-
}

# start_guest: an empty one in `guest`, with a shell.
start_guest() {
    guest=${work:?}/guest
    mkdir -p "$guest"/{bin,dev,etc,mnt,modules,proc,run,sys,tmp,var}
    cp "$(command -v busybox)" "$guest/bin/busybox"
    copy "$(command -v setpriv)"
}

# copy PROGRAM: it and the libraries it names, into the guest.
copy() {
    local file
    ldd "$1" | grep -oE '/[^ ]+' | while read -r file; do
        mkdir -p "$guest${file%/*}"
        cp -L "$file" "$guest$file"
    done
    cp "$1" "$guest/"
}

# add_modules NAME...: these drivers and what they need, unpacked, in the order they need each other.
add_modules() {
    local module file name
    mkdir -p "$work/tree/lib/modules"
    cp -a "$kernel/lib/modules/$version" "$work/tree/lib/modules/$version"
    depmod -b "$work/tree" "$version"
    for module in "$@"; do
        modprobe --show-depends -d "$work/tree" -S "$version" "$module"
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r file; do
        name=${file##*/}
        case $name in
            *.xz) xz -dc "$file" >"$guest/modules/${name%.xz}" ;;
            *.zst) zstd -qdc "$file" >"$guest/modules/${name%.zst}" ;;
            *) cp "$file" "$guest/modules/$name" ;;
        esac
        echo "${name%.ko*}.ko"
    done >"$guest/modules/order"
}
