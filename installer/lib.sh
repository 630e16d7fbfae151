# shellcheck shell=bash
# What installer/start and installer/test have in common: find what is missing, install it, say what goes wrong.
# Sourced, never run. Every message is one line of Chinese and one of English, on standard error.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
# shellcheck disable=SC2034 # used by the scripts that source this file
APP_PACKAGES=(python player interface font keyring session graphics display rtsp)

say() { # say CHINESE ENGLISH
  printf '%s\n%s\n' "$1" "$2" >&2
}

die() { # die CHINESE ENGLISH
  say "错误：$1" "Error: $2"
  exit 1
}

# --- Debian packages -------------------------------------------------------------------------------

no_chinese_font() {
  ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh family 2>/dev/null)" ]
}

no_secret_service() {
  local dir
  for dir in /usr/share/dbus-1/services /usr/local/share/dbus-1/services; do
    [ -e "$dir/org.freedesktop.secrets.service" ] && return 1
  done
  return 0
}

has_graphics_device() {
  compgen -G '/dev/dri/renderD*' >/dev/null
}

condition_of() { # condition_of LIST: the function named in the list's first line, if any
  sed -n '1s/.*(condition: \([a-z_]*\)).*/\1/p' "$1"
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing_packages() { # missing_packages LIST_NAME...: print the packages that have to be installed
  local name list condition package
  for name in "$@"; do
    list=$root/installer/packages/$name.txt
    condition=$(condition_of "$list")
    [ -z "$condition" ] || "$condition" || continue
    while read -r package; do
      [[ -z $package || $package == \#* ]] || is_installed "$package" || printf '%s\n' "$package"
    done <"$list"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env "$@"
  else
    sudo env "$@"
  fi
}

apt_install() { # apt_install PACKAGE...: waits for a lock, asks nothing, and explains a failure
  local log reason
  log=$(mktemp)
  # A source that cannot be refreshed (a stale third party) matters only if a package is then missing.
  apt_get update >"$log" 2>&1 || true
  if apt_get install --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  reason=$(apt_failure "$log")
  rm -f "$log"
  case $reason in
    lock) die "apt 正被其他程序占用（等了 3 分钟），请稍后再试。" "another program holds apt's lock (waited 3 minutes); try again later." ;;
    rights) die "需要 root 或 sudo 的密码才能安装系统软件包。" "installing system packages takes root, or sudo with its password." ;;
    network) die "连不上软件源，请检查网络或 /etc/apt 的设置后再试。" "cannot reach the package sources; check the network or the settings in /etc/apt." ;;
    space) die "磁盘空间不足。" "the disk is full." ;;
    unknown) die "软件源里没有需要的软件包（需要 Debian 12 或相当的系统）。" "the package sources lack a package that is needed (Debian 12 or the like is required)." ;;
    *) die "apt 安装失败，原因见上。" "apt failed; the reason is above." ;;
  esac
}

apt_get() {
  as_root DEBIAN_FRONTEND=noninteractive LC_ALL=C \
    apt-get -q -y -o DPkg::Lock::Timeout=180 -o Acquire::Retries=3 "$@"
}

apt_failure() { # apt_failure LOG: one word for why apt failed
  local reason pattern
  while IFS=: read -r reason pattern; do
    if grep -qE "$pattern" "$1"; then
      echo "$reason"
      return 0
    fi
  done <<'PATTERNS'
lock:Could not get lock
rights:sudo: .*(password|terminal)|not in the sudoers file|Permission denied
space:No space left|enough free space
network:Temporary failure resolving|Could not (connect|resolve)|Failed to fetch|Connection (failed|timed out|refused)
unknown:Unable to locate package|has no installation candidate
other:.*
PATTERNS
}

ensure_packages() { # ensure_packages LIST_NAME...: install what is missing, and nothing when nothing is
  local missing
  if ! command -v dpkg-query >/dev/null; then
    say "这不是 Debian 系的系统：请自行安装 installer/packages 里列出的软件。" \
      "This is no Debian-like system: install what installer/packages lists by its own means."
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    die "缺少软件包（${missing[*]}），需要 root 或 sudo 才能安装。" \
      "packages are missing (${missing[*]}); installing them takes root or sudo."
  fi
  say "正在安装 ${#missing[@]} 个系统软件包：${missing[*]}" "Installing ${#missing[@]} system packages."
  apt_install "${missing[@]}"
}

# --- Python ----------------------------------------------------------------------------------------

find_python() { # print the first Python that is new enough and can make a virtual environment
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidate" -c 'import ensurepip, venv, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  die "需要 Python 3.11 至 3.13（带 venv）。" "Python 3.11 to 3.13 with venv is needed."
}

stamp_text() { # stamp_text LOCK: what has to be unchanged for the environment to be up to date
  "$venv/bin/python" -c 'import sys; print(sys.version)' && sha256sum <"$1"
}

ensure_python() { # ensure_python NAME: .venv holds installer/NAME.lock
  local lock=$root/installer/$1.lock stamp=$venv/.installed-$1 log python
  if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    say "正在建立 Python 环境。" "Creating the Python environment."
    python=$(find_python) || exit 1
    "$python" -m venv --clear "$venv" >&2 || die "无法建立 $venv。" "cannot create $venv."
  fi
  if [ -e "$stamp" ] && [ "$(stamp_text "$lock")" = "$(cat "$stamp")" ]; then
    return 0
  fi
  say "正在安装 Python 软件包（首次约需几分钟）。" "Installing the Python packages (a few minutes the first time)."
  log=$(mktemp)
  if ! "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-input \
    --require-hashes -r "$lock" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    if grep -qE 'NewConnectionError|Name or service|name resolution|Network is unreachable|ConnectTimeout|ReadTimeout|SSLError|ProxyError' "$log"; then
      rm -f "$log"
      die "连不上 Python 软件源，请检查网络（或设置 PIP_INDEX_URL）后再试。" "cannot reach the Python package index; check the network (or set PIP_INDEX_URL)."
    fi
    rm -f "$log"
    die "Python 软件包安装失败，原因见上。" "installing the Python packages failed; the reason is above."
  fi
  rm -f "$log"
  stamp_text "$lock" >"$stamp"
}

# --- both ------------------------------------------------------------------------------------------

set_up() { # set_up LOCK_NAME PACKAGE_LIST...: one installer at a time
  local lock=$1 handle
  shift
  ensure_packages "$@"
  exec {handle}>"$root/.venv.lock"
  flock "$handle"
  ensure_python "$lock"
  exec {handle}>&-
}

has_session_bus() {
  [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/bus" ]
}
