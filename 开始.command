#!/bin/sh
# 双击这个文件，打开菜单（macOS）；Linux 上也可以运行：sh 开始.command
cd "$(dirname "$0")" || exit 1
for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" build.py menu
    fi
done
echo "这台电脑上没有找到 Python 3.11 或更新的版本。" >&2
echo "请到 www.python.org 下载安装，再双击这个文件。" >&2
exit 2
