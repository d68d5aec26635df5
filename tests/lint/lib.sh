# shellcheck shell=bash
# Shared by the lints. Each takes the root of a tree (default: this one), prints what is wrong as
# file:line: text and ends with 1 if there was anything, 0 if not, 77 if its tool is missing.
# shellcheck disable=SC2034 # the lints use them

lint_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${1:-$lint_folder/../..}" || exit 2

# C sources and headers below the given folders, sorted; nothing for a folder that is not there.
c_files() {
    local folder
    for folder in "$@"; do
        if [[ -d $folder ]]; then
            find "$folder" -name '*.[ch]' -not -path '*/build/*'
        fi
    done | sort
}

# What belongs to the tree: git's opinion, else everything outside build/.
tree_files() {
    if [[ -d .git ]] && git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard | while read -r file; do
            if [[ -f $file ]]; then
                echo "$file"
            fi
        done
    else
        find . -type f -not -path './.git/*' -not -path './build/*' | sed 's|^\./||'
    fi | sort
}

# The module table as lines "name folder|module module ...|library library ...".
module_table() {
    sed 's/#.*//' firmware/CMakeLists.txt | tr '\n' ' ' | grep -oE '\bhub_module\([^)$]*\)' |
        sed -e 's/hub_module(//' -e 's/)//' | awk '{
            uses = foreign = ""; into = ""
            for (i = 3; i <= NF; i++) {
                if ($i == "USES" || $i == "FOREIGN") into = $i
                else if (into == "USES") uses = uses " " $i
                else foreign = foreign " " $i
            }
            print $1 " " $2 "|" substr(uses, 2) "|" substr(foreign, 2)
        }'
}

# Prints what it reads, if anything; the status says whether it was silence.
verdict() {
    if grep .; then
        return 1
    fi
}
