#!/usr/bin/env bash
# 全国的一台机器：nation.sh scheduler --host 内网地址，或 nation.sh worker tcp://调度程序:8786。程序从 PROGRAM（git 仓库）取。
# 结束了由容器或 systemd 再开：调度程序重新启动以后，等着做事的机器就是这样回来的。
set -uo pipefail
root=${NATION_ROOT:-/srv/529}
if [ ! -f "$root/build.py" ]; then
    git clone --quiet "${PROGRAM:?要写程序的仓库网址，如 PROGRAM=https://…/529.git}" "$root" || exit 75
fi
cd "$root" || exit 2
GIT_TERMINAL_PROMPT=0 git pull --ff-only --quiet || echo "没有取回程序的改动，照这里现有的做" >&2
exec python3 build.py nation "$@"
