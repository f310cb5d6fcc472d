# System packages for ./run and ./test: what setup/packages.txt names and the machine has not. Used by setup.sh.

system_packages() {
    [ -e /var/lib/dpkg/status ] || {
        say "Neither Debian nor Ubuntu: setup/packages.txt says what must be there. Going on."
        return 0
    }
    is_done ".setup/packages-$1" "$(state_of_packages)" && return 0
    missing=$(missing_packages "$1")
    if [ -n "$missing" ] && apt=$(apt_as_root); then
        say "Installing system packages: $(echo $missing)"
        quietly apt-update $apt update
        names=$(to_install "$missing")
        [ -z "$names" ] || quietly apt-install $apt install --yes --no-install-recommends $names
    elif names=$(to_install "$missing") && [ -n "$names" ]; then
        say "./$1 needs system packages that only an administrator may install. Please run this, then start again:"
        say ""
        say "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $(echo $names)"
        say ""
        exit 1
    fi
    state_of_packages >".setup/packages-$1"
}

# Changes whenever a package is installed or removed, or our list is edited.
state_of_packages() { stat -c '%Y %s' setup/packages.txt /var/lib/dpkg/status | digest; }

# Lines of setup/packages.txt that nothing installed answers: a|b, with ? at the end when optional.
missing_packages() {
    case $1 in run) kinds='run' ;; *) kinds='run|test|test[?]' ;; esac
    sed 's/#.*//' setup/packages.txt | grep -E "^($kinds) " | while read -r kind names; do
        is_installed "$names" || echo "$names${kind#"${kind%\?}"}"
    done
}

is_installed() {
    for name in $(echo "$1" | tr '|' ' '); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] && return 0
    done
    return 1
}

# Names for apt: of each line the first that apt offers. A needed one that it does not offer stays, to be refused.
to_install() {
    for line in $1; do
        names=$(echo "${line%\?}" | tr '|' ' ')
        if first_offered $names; then
            continue
        elif [ "$line" != "${line%\?}" ]; then
            say "apt offers no $names here: going on without."
        else
            echo "${names%% *}"
        fi
    done
}

first_offered() {
    for name in "$@"; do
        candidate=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/ *Candidate: //p')
        [ "${candidate:-(none)}" = '(none)' ] || {
            echo "$name"
            return 0
        }
    done
    return 1
}

# How to call apt with the rights it needs; fails where we have none.
apt_as_root() {
    if [ "$(id -u)" = 0 ]; then
        echo "env DEBIAN_FRONTEND=noninteractive apt-get -qq"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -qq"
    else
        return 1
    fi
}
