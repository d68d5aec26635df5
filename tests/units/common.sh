# shellcheck shell=bash
# units: where the build wrote what it installs.
units=${1:?folder that holds systemd/system}
system=$units/systemd/system

skip() {
    echo "skipped: $*"
    exit 77
}

fail() {
    echo "$*" >&2
    exit 1
}
