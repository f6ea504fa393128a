@echo off
chcp 65001 >nul
pushd "%~dp0"
set "PY="
for %%p in ("py -3" "python" "python3") do if not defined PY %%~p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PY=%%~p"
if defined PY goto found
echo 这台电脑上没有找到 Python 3.11 或更新的版本。
echo 请到 www.python.org 下载安装，安装时勾选 Add python.exe to PATH，再双击这个文件。
goto end
:found
%PY% build.py menu
:end
popd
pause
