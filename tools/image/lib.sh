# shellcheck shell=bash disable=SC2034 # the scripts use what is set here
# What the scripts of this folder share; sourced, not run.
set -euo pipefail
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$(dirname "${BASH_SOURCE[0]}")" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
image=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(cd "$image/../.." && pwd)
cache=${HUB_IMAGE_CACHE:-$tree/build/image}
suite=trixie

die() {
    echo "tools/image: $*" >&2
    exit 1
}

say() {
    printf '%(%H:%M:%S)T %s\n' -1 "$*"
}

# The names in package lists: first word of each line, without comments.
names() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@"
}

# sources ARCH: apt lines for the image's release, from whatever servers this machine asks for its own.
sources() {
    local uri label release
    apt-get indextargets --format "\$(REPO_URI) \$(LABEL) \$(RELEASE)" 'Created-By: Packages' | sort -u |
        while read -r uri label release; do
            case $label,$release in
                Debian-Security,*) echo "deb [arch=$1] $uri $suite-security main" ;;
                Debian,*-updates | Debian,*-backports) ;;
                Debian,*)
                    echo "deb [arch=$1] $uri $suite main non-free-firmware"
                    echo "deb [arch=$1] $uri $suite-updates main"
                    echo "deb [arch=$1] $uri $suite-backports main"
                    ;;
            esac
        done | sort -u
}

# key TEXT...: a short name for these inputs.
key() {
    printf '%s\n' "$@" | sha256sum | cut -c 1-12
}

version() {
    sed -n 's/^project(ventanilla VERSION \([0-9.]*\).*/\1/p' "$tree/CMakeLists.txt"
}
