#!/usr/bin/env bash
# 容器里的时钟：启动时做一遍，以后北京时间每天 0:05 做一遍；连不上的（75），过十分钟再试。REPOSITORY 是记录的仓库网址。
# 做什么写在后面；不写就是 deploy/daily.sh。
set -uo pipefail
if [ ! -f /srv/529/build.py ]; then
    git clone --quiet "${REPOSITORY:?要写记录的仓库网址，如 REPOSITORY=https://…/529.git}" /srv/529 || exit 75
fi
cd /srv/529 || exit 2
if [ "$#" = 0 ]; then set -- bash deploy/daily.sh; fi
trap 'exit 0' TERM INT
while true; do
    "$@"
    code=$? seconds=$(((86400 + 300 - ($(date +%s) + 28800) % 86400) % 86400 + 1))
    if [ "$code" = 75 ] && [ "$seconds" -gt 600 ]; then seconds=600; fi
    sleep "$seconds" &
    wait $!
done
