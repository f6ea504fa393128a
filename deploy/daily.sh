#!/usr/bin/env bash
# 每天做一遍：取回改动，照北京时间的今天做网站，发布，记下结果，出了问题告诉人。
# cron、systemd、GitHub、GitLab 都调用它：bash deploy/daily.sh。可以写的设置见 deploy/daily.env。
# 结束代码：0 做好了；1 没有做成，或做成了但有要处理的问题；2 设置不对；75 现在不行，过会儿再试。
set -uo pipefail

# 全在一个函数里：取回改动时这个文件也会换，bash 要先把它读完。
main() {
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) && cd "$root" || exit 2
    settings=${DAILY_SETTINGS:-$HOME/.529.env}
    if [ -f "$settings" ]; then
        set -a
        # shellcheck disable=SC1090
        . "$settings" || exit 2
        set +a
    fi
    umask 022
    state=$root/.build
    mkdir -p "$state"
    log=$state/daily.log status=$state/status.json
    find_python
    alone
    : > "$log"
    began=$(now) seconds=$SECONDS result=0 message= published=
    fetch
    if make; then bring; fi
    note
    exit "$result"
}

now() { TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00; }

find_python() {
    read -r -a python <<< "${DAILY_PYTHON:-}"
    if [ "${#python[@]}" -gt 0 ]; then return; fi
    for name in python3 python python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=("$name")
            return
        fi
    done
    echo "没有找到 Python 3.11 或更新的版本" >&2
    exit 2
}

# 锁在打开的文件 9 上，脚本和它叫来的程序都结束了才放开；被强制结束也会放开。
alone() {
    exec 9>> "$state/daily.lock" || exit 2
    if ! "${python[@]}" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null; then
        echo "上一次还没有做完，这一次不做。" >&2
        exit 75
    fi
}

# 只快进，从不合并、不丢弃：这里有没提交的改动、与取回的冲突时，git 自己会拒绝，网站照这里现有的做。
fetch() {
    if [ "${DAILY_PULL:-yes}" = no ] || ! git rev-parse --abbrev-ref '@{upstream}' >/dev/null 2>&1; then return; fi
    step env GIT_TERMINAL_PROMPT=0 git pull --ff-only --quiet ||
        failed 1 "没有取回改动（git pull），网站照这里现有的记录做"
}

make() {
    local options
    read -r -a options <<< "${DAILY_BUILD_OPTIONS:-}"
    unset SOURCE_DATE_EPOCH    # “今天”由程序照北京时间定
    if [ -n "${DAILY_CLOCK_FOR_TESTS:-}" ]; then export SOURCE_DATE_EPOCH=$DAILY_CLOCK_FOR_TESTS; fi
    step "${python[@]}" build.py build ${options[@]+"${options[@]}"} && return
    local code=$?
    failed "$code" "网站没有做成，原来的没有动"
    # 有错的记录放在一边（--set-aside）而其余的做成了，说“网站在……”：照样发布
    if [ "$code" = 1 ] && grep -q '^网站在 ' "$log"; then
        message="有记录因有错放在一边，其余的做成了"
        return
    fi
    return 1
}

bring() {
    local options try code
    read -r -a options <<< "${DAILY_PUBLISH_OPTIONS:-}"
    if [ -z "${PUBLISH_TO:-}" ]; then
        published=$(now)    # 服务器直接看 site/，做成就是发布
        return
    fi
    for try in 1 2 3; do
        step "${python[@]}" build.py publish ${options[@]+"${options[@]}"} "$PUBLISH_TO"
        code=$?
        if [ "$code" = 0 ]; then
            published=$(now)
            return
        fi
        if [ "$code" != 75 ] || [ "$try" = 3 ]; then break; fi
        sleep "${DAILY_PAUSE:-120}"
    done
    failed "$code" "做成了，但没有发布成"
}

step() {
    "$@" 2>&1 | tee -a "$log"
    return "${PIPESTATUS[0]}"
}

failed() {
    if [ "$result" = 0 ]; then result=$1; fi
    message="${message:+$message；}$2"
}

# 记下结果，再告诉人：没有做成的，和上次没有做成、这次好了的。记录里的话不外传，只说在哪里看。
note() {
    local before
    before=$("${python[@]}" - "$status" "$began" "$(now)" "$((SECONDS - seconds))" "$result" "$message" \
        "$published" "${PUBLISH_TO:-site/}" <<'PYTHON'
import json
import os
import sys

file, began, ended, seconds, code, message, published, target = sys.argv[1:]
try:
    with open(file, encoding="utf-8") as before:
        old = json.load(before)
except (OSError, ValueError):
    old = {}
said = {
    "state": "ok" if code == "0" else "failed",
    "code": int(code),
    "message": message or "做好了",
    "began": began,
    "ended": ended,
    "seconds": int(seconds),
    "target": target,
    "last_success": ended if code == "0" else old.get("last_success", ""),
    "last_published": published or old.get("last_published", ""),
}
with open(file + ".part", "w", encoding="utf-8", newline="\n") as new:
    json.dump(said, new, ensure_ascii=False, indent=1)
    new.write("\n")
os.replace(file + ".part", file)
print(old.get("state", ""))
PYTHON
    )
    echo "${message:-做好了}。结果记在 $status，经过在 $log。"
    if [ "$result" != 0 ]; then
        tell "5·29网站：$message" "$message。请到 $(uname -n) 上看 ${log}。"
    elif [ "$before" = failed ]; then
        tell "5·29网站：已恢复" "上次没有做成，这次做好了。"
    fi
}

tell() {
    local subject=$1 text=$2
    export DAILY_SUBJECT=$subject
    if [ -n "${DAILY_HOOK:-}" ]; then
        printf '%s\n%s\n' "$subject" "$text" | bash -c "$DAILY_HOOK" || echo "通知的命令没有成功：DAILY_HOOK" >&2
    fi
    if [ -n "${DAILY_WEBHOOK:-}" ]; then
        "${python[@]}" - "$subject" "$text" <<'PYTHON' || echo "通知没有发出：DAILY_WEBHOOK" >&2
import json
import os
import sys
import urllib.request

words = {"msgtype": "text", "text": {"content": "\n".join(sys.argv[1:])}}
request = urllib.request.Request(
    os.environ["DAILY_WEBHOOK"], json.dumps(words).encode(), {"Content-Type": "application/json"}
)
urllib.request.urlopen(request, timeout=30).close()
PYTHON
    fi
    if [ -n "${DAILY_MAILTO:-}" ]; then
        local sendmail
        sendmail=$(PATH=$PATH:/usr/sbin:/usr/lib command -v sendmail) || {
            echo "没有 sendmail，邮件没有发出：DAILY_MAILTO" >&2
            return
        }
        printf 'To: %s\nSubject: =?UTF-8?B?%s?=\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n' \
            "$DAILY_MAILTO" "$(printf '%s' "$subject" | base64 | tr -d '\n')" "$text" | "$sendmail" -t ||
            echo "邮件没有发出：DAILY_MAILTO" >&2
    fi
}

main "$@"
