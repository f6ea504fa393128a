"""Set the project up on first use, then hand every command on to hooks/almanac/cli/main.py.

python build.py [build | check | serve | test | demo] …

Runs on any Python from 3.11 with its standard library alone, and keeps to words that Python 3.6 can
parse, so that an old Python can say so in Chinese. A start with nothing to set up reads two small
files: whatever is slow to import is imported where it is needed. No other file may read the clock.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

WRONG_SETTING, TRY_LATER = 2, 75  # exit codes


def say(text: str) -> None:
    """Tell the person at the keyboard how things stand; the command's own output stays apart."""
    coding = sys.stderr.encoding or "utf-8"  # a console may not know every letter
    print(text.encode(coding, "replace").decode(coding), file=sys.stderr)
    sys.stderr.flush()


if sys.version_info < (3, 11):  # noqa: UP036  (this is what tells)
    say(
        f"Python 太旧：这里是 {sys.version_info[0]}.{sys.version_info[1]}，需要 3.11 或更新。\n"
        "请从 python.org 安装新的 Python，或用已装好的新版本运行，例：python3.12 build.py"
    )
    raise SystemExit(WRONG_SETTING)

ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")))
WORK = os.path.join(ROOT, ".build", ".launcher")
LOG = os.path.join(WORK, "pip.log")
LOCK, DEV_LOCK, PUBLISH_LOCK = "requirements.txt", "requirements-dev.txt", "requirements-publish.txt"
CLUSTER_LOCK = "requirements-cluster.txt"
DOCTOR = "doctor"  # the command that must work when .venv does not
HANDED_ON = "almanac"  # python -X almanac: the launcher has done its part

# What pip says, and what that means to the reader; the first that fits is told.
PROXY = (
    "例（Windows 命令行）：set HTTPS_PROXY=http://用户名:密码@代理地址:端口\n"
    "例（Linux、macOS）：export HTTPS_PROXY=http://用户名:密码@代理地址:端口\n"
    "密码里的 @ 写成 %40，: 写成 %3A，/ 写成 %2F。"
)
MIRROR = "例：python -m pip config set global.index-url 镜像地址"
TROUBLES = (
    (
        ("DO NOT MATCH THE HASHES",),
        (
            "下载到的程序包与锁定的校验值不符，已停止安装：可能下载不完整，也可能所用的镜像被改动过。\n"
            "请换一个网络或镜像再试；若仍然如此，请告诉维护人员。"
        ),
    ),
    (
        ("No space left", "WinError 112"),
        "磁盘满了，装不下。请腾出约 500 MB 空间后再运行一次。",
    ),
    (
        ("Configuration file", "pip._internal.configuration"),
        "这台电脑上 pip 的设置文件写错了，读不了。请改好或删去它再运行一次；它在哪里，见：python -m pip config debug",
    ),
    (
        ("failed: 407", "407 Client Error", "HTTP error 407", "Proxy Authentication Required"),
        (
            "这里的网络要经过代理，代理要用户名和密码（407），没有给，或给得不对。请问网络管理员，设好再运行一次。\n"
            f"{PROXY}"
        ),
    ),
    (
        ("ProxyError", "Cannot connect to proxy", "SOCKS"),
        (
            "设了代理，但代理连不上，或者不许连程序包的网站。请核对代理的地址和端口；不用代理的，删去\n"
            "HTTPS_PROXY、HTTP_PROXY、ALL_PROXY 这几个环境变量和 pip 设置里的 proxy，再运行一次。\n"
            f"{PROXY}"
        ),
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "certificate verify failed"),
        (
            "程序包网站的证书核对不上：这台电脑的日期不对，或者单位的安全网关换过证书。\n"
            "请先看日期对不对；用网关的，向网络管理员要它的根证书，设好再运行一次。\n"
            "例：python -m pip config set global.cert 根证书的位置.pem"
        ),
    ),
    (
        ("401 Client Error", "HTTP error 401"),
        f"所用的镜像要用户名和密码（401）。请换一个不要密码的，或问管理这个镜像的人。\n{MIRROR}",
    ),
    (
        ("403 Client Error", "HTTP error 403", "451 Client Error", "HTTP error 451"),
        (
            "网络是通的，但程序包的网站或者单位的网关不许下载（403）。\n"
            "请换一个网络或镜像再试，或请网络管理员放行 pypi.org 和 files.pythonhosted.org。\n"
            f"{MIRROR}"
        ),
    ),
    (
        ("404 Client Error", "HTTP error 404"),
        f"所用的镜像里没有要的程序包（404）：镜像地址写错了，或者它还没有同步。请换一个再试。\n{MIRROR}",
    ),
    (
        (
            "429 Client Error",
            "HTTP error 429",
            "HTTP error 5",
            "too many 5",
            *(f"{n} Server Error" for n in (500, 502, 503, 504)),
        ),
        "程序包的网站现在忙，或者出了故障。请过一会儿再运行一次，例：半小时以后；已下载的会接着用。",
    ),
    (
        ("Name or service not known", "getaddrinfo failed", "nodename nor servname", "name resolution"),
        f"找不到程序包网站的地址：多半没有联网，或者镜像的地址写错了。请检查后再运行一次。\n{MIRROR}",
    ),
    (
        ("Connection", "ConnectTimeout", "timed out", "SSLError"),
        (
            "第一次运行要联网下载程序包，现在连不上。请检查网络后再运行一次；已下载的会接着用。\n"
            f"网络慢时可换用国内镜像，{MIRROR}"
        ),
    ),
)
NOTHING = "No matching distribution"  # pip: the index has nothing that would do here, or gave nothing at all
NO_PACKAGES = (
    "没有适合这台电脑的程序包：可能没有联网，也可能这个系统或这个 Python 版本不在支持之列。\n"
    "支持 Windows、macOS 和常见 Linux（Alpine 除外）上的 Python 3.11 至 3.14。"
)
NEWEST, GLIBC = (3, 14), (2, 27)  # what the packages of the lock are made for; Pillow wants this glibc
PROCESSORS = ("x86_64", "amd64", "aarch64", "arm64")
# Of a user's own settings for pip those that say how the network is reached. Others would lead packages past .venv
# (user, target, prefix), leave them out (dry-run), or take another Python.
NETWORK = (
    *(
        "index-url",
        "extra-index-url",
        "find-links",
        "no-index",
        "trusted-host",
        "proxy",
        "cert",
        "client-cert",
    ),
    *("timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider"),
    *("use-feature", "use-deprecated"),
)
ALONE = ("-I", "-X", "utf8")  # nobody's PYTHONPATH, no packages of the user's


def base_python() -> str:
    """The Python that the environment is made from, also when this one itself lives in an environment."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def content(*path: str) -> bytes:
    """A file's bytes, or none where there is no file."""
    try:
        with open(os.path.join(*path), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def stamp_of(lock: str) -> str:
    """The file that says a lock is installed whole: the base Python's path, then the lock word for word."""
    return os.path.join(VENV, f"installed-{lock}")


def is_installed(lock: str) -> bool:
    """A lock is installed while its stamp repeats it and the base Python still exists."""
    base, _, installed = content(stamp_of(lock)).partition(b"\n")
    return bool(base) and installed == content(ROOT, lock) and os.path.exists(base) and os.path.exists(PYTHON)


def set_up(locks: tuple[str, ...]) -> None:
    """Install what is missing of the locks into .venv; whatever stops it is explained and can be resumed."""
    import subprocess

    os.makedirs(WORK, exist_ok=True)
    with open(os.path.join(WORK, "lock"), "ab") as one_at_a_time:
        if not take(one_at_a_time.fileno()):
            say("另一个窗口正在准备运行环境，请等它完成后再运行。")
            raise SystemExit(TRY_LATER)
        try:
            if not is_installed(LOCK):
                make_environment()
            for lock in locks:
                if not is_installed(lock):
                    install(lock)
            remove(os.path.join(WORK, "packages"))
            remove(LOG)
        except KeyboardInterrupt:
            say("\n安装被中断了。再运行一次就会接着装。")
            raise SystemExit(TRY_LATER) from None
        except subprocess.CalledProcessError as error:
            say(explain(error.output))
            raise SystemExit(TRY_LATER) from None
        except OSError as error:
            say(
                f"安装没有完成：{error}\n请检查磁盘空间，关闭正在使用 .venv 文件夹的程序"
                "（激活过环境的窗口先 deactivate），再运行一次。"
            )
            raise SystemExit(TRY_LATER) from None
    say("准备好了。以后不联网也能运行。")


def take(file: int) -> bool:
    """Hold a file's lock until the process ends, however it ends; false when another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def make_environment() -> None:
    """A new, empty .venv in the place of an old or half-made one."""
    try:
        import ensurepip  # noqa: F401  (Debian ships venv without it)
        import venv  # noqa: F401
    except ImportError:
        say(
            "这个 Python 缺少 venv 组件，无法准备运行环境。\n"
            f"Debian、Ubuntu 请先运行：sudo apt install python3.{sys.version_info[1]}-venv\n"
            "其他系统请从 python.org 安装完整的 Python。"
        )
        raise SystemExit(WRONG_SETTING) from None
    say("首次运行（或程序包有更新）：正在准备运行环境，约需一两分钟，只需一次。")
    remove(VENV)
    for _ in lines((base_python(), *ALONE, "-m", "venv", VENV)):
        pass


def install(lock: str) -> None:
    """Download all packages of a lock, then install them: a lost network leaves the environment as it was."""
    packages, what = (
        os.path.join(WORK, "packages"),
        {
            DEV_LOCK: "测试用的程序包",
            PUBLISH_LOCK: "对象存储用的程序包",
            CLUSTER_LOCK: "几台机器一起做用的程序包",
        }.get(lock, "程序包"),
    )
    pip = (PYTHON, *ALONE, "-m", "pip", "--disable-pip-version-check", "--no-input", "--log", LOG)
    strictly = ("--require-hashes", "--no-deps", "--only-binary=:all:", "-r", os.path.join(ROOT, lock))

    remove(LOG)
    settings = own_settings()
    total = len({line.split(b"==")[0] for line in content(ROOT, lock).split(b"\n") if line[:1].isalnum()})
    count = 0
    for line in lines((*pip, "download", "--dest", packages, *strictly), settings):
        if line.startswith("Collecting "):
            count += 1
            say(f"  下载{what} {count}/{total}：{line.split()[1].partition('=')[0]}")

    say(f"  安装{what}……")
    if os.path.exists(stamp_of(LOCK)):
        os.remove(stamp_of(LOCK))  # half-made from here on, until the stamps are back
    for _ in lines((*pip, "install", "--no-index", "--find-links", packages, *strictly), settings):
        pass
    for installed in (lock, LOCK):
        with open(stamp_of(installed) + ".new", "wb") as file:
            file.write(os.fsencode(base_python()) + b"\n" + content(ROOT, installed))
        os.replace(stamp_of(installed) + ".new", stamp_of(installed))


def own_settings() -> "dict[str, str]":
    """The environment in which pip runs: of the user's settings for pip those of the network alone, wherever they stand."""
    names = {f"PIP_{key.upper().replace('-', '_')}": key for key in NETWORK}
    kept = {name: value for name, value in os.environ.items() if name.upper()[:4] != "PIP_" or name in names}
    own = os.environ.get("PIP_CONFIG_FILE", "")
    said = {} if own == os.devnull else written({**kept, **({"PIP_CONFIG_FILE": own} if own else {})})
    filed = {name: said[key] for name, key in names.items() if key in said}
    return {**filed, **kept, "PIP_CONFIG_FILE": os.devnull}


def written(environment: "dict[str, str]") -> "dict[str, str]":
    """What the user's files say to pip when it downloads; pip is asked only where they are, for they can mislead it too."""
    import configparser

    files: dict[str, list[str]] = {"global": [], "user": [], "site": [], "env": []}  # the later ones count
    kind, mark = "", ", exists: True"
    here = ("--python", PYTHON, "-vvv")  # whatever the files say of these two
    for line in lines((PYTHON, *ALONE, "-m", "pip", *here, "config", "debug"), environment):
        if line[:1] != " ":
            kind = line.strip().rstrip(":")
        elif line.rstrip().endswith(mark) and kind in files:
            files[kind].append(line.strip()[: -len(mark)])
    said: dict[str, str] = {}
    for section in ("global", "download"):
        for path in [path for paths in files.values() for path in paths]:
            parser = configparser.RawConfigParser()
            parser.read_string(content(path).decode("utf-8", "replace"))
            said.update(parser.items(section) if parser.has_section(section) else ())
    return said


def lines(command: "tuple[str, ...]", environment: "dict[str, str] | None" = None) -> "Iterator[str]":
    """What a program prints, line by line as it comes; CalledProcessError with all of it if it fails."""
    import subprocess

    printed = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        errors="replace",
    ) as program:
        try:
            assert program.stdout
            for line in program.stdout:
                printed.append(line)
                yield line
        except BaseException:
            program.kill()
            raise
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command, "".join(printed))


def explain(printed: str) -> str:
    """A failed program's output in the reader's words, with its last lines for whoever helps."""
    import re

    whole = printed
    if NOTHING in printed:  # why an index gave nothing stands in the log alone
        whole += content(LOG).decode("utf-8", "replace")
    meanings = [text for signs, text in TROUBLES if any(sign in whole for sign in signs)]
    if NOTHING in printed:
        meanings += [unsuited() or NO_PACKAGES]
    shown = re.sub("(?<=//)[^/@ ]+@", "…@", printed.strip())  # a password is nobody's business
    last = "\n".join(f"  | {line[:300]}" for line in shown.splitlines()[-6:])
    return f"{(meanings or ['安装没有完成。'])[0]}\n以下是安装程序的原话，求助时请一并发出：\n{last}"


def unsuited() -> str:
    """Why there are no packages for this machine or this Python; empty where nothing speaks against it."""
    import platform
    import sysconfig

    system, processor = sysconfig.get_platform(), platform.machine()
    newest = ".".join(map(str, NEWEST))
    if sys.version_info[:2] > NEWEST:
        return f"Python 太新，程序包还没有跟上。请装 Python {newest}，用它再运行一次，例：python{newest} build.py"
    if system == "win-arm64":
        return (
            "这个 Python 是 ARM 版的，有的程序包没有这一种。ARM 的 Windows 也能运行普通 64 位的：\n"
            "请从 python.org 下载 Windows installer (64-bit)（不是 ARM64），装好再运行一次。"
        )
    if sys.maxsize < 2**32:
        return (
            "这个 Python 是 32 位的，程序包只有 64 位的。请从 python.org 装 64 位的 Python，再运行一次；\n"
            "例：Windows installer (64-bit)。系统本身是 32 位的，请换一台电脑。"
        )
    if processor.lower() not in PROCESSORS:
        return f"这台电脑的处理器是 {processor}，程序包只有 x86-64 和 ARM64 的。请换一台这样的电脑。"
    return outdated() if sys.platform.startswith("linux") else ""


def outdated() -> str:
    """Why there are no packages for this Linux; empty where its library of C is one that they know."""
    try:
        library, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").split()
    except (OSError, ValueError):
        library, version = "", ""
    if library != "glibc":
        return (
            "这个系统用的不是 glibc（Alpine 就是这样），没有现成的程序包。\n"
            "请换 Debian、Ubuntu、openEuler、银河麒麟、统信一类的系统。"
        )
    if tuple(map(int, version.split(".")[:2])) < GLIBC:
        return (
            f"这个系统太旧：它的 glibc 是 {version}，程序包要 {GLIBC[0]}.{GLIBC[1]} 或更新。\n"
            "请换新一些的系统，例：Debian 10、Ubuntu 18.04、银河麒麟 V10、统信 UOS 20 或以后的。"
        )
    return ""


def remove(path: str) -> None:
    """A file, or a folder and all in it; nothing happens where there is none."""
    import shutil

    if os.path.isdir(path):
        shutil.rmtree(path)  # which refuses a link: what it leads to may be somebody else's
    elif os.path.lexists(path):
        os.remove(path)


def hand_on() -> None:
    """Run this file again in .venv with the same arguments, and end as it ends."""
    options = ("-P", "-s", "-X", "utf8", "-X", HANDED_ON)
    command = [PYTHON, *options, os.path.join(ROOT, "build.py"), *sys.argv[1:]]
    if sys.platform != "win32":
        os.execv(PYTHON, command)
    else:
        import subprocess

        with subprocess.Popen(command) as program:
            while program.poll() is None:
                try:
                    program.wait()
                except KeyboardInterrupt:  # the program got it too, and ends in its own way
                    continue
        raise SystemExit(program.returncode)


def day_in_beijing() -> "datetime.date":
    """The date in Beijing: of SOURCE_DATE_EPOCH where it is set, else of the clock."""
    import datetime
    import time

    beijing = datetime.timezone(datetime.timedelta(hours=8))
    try:
        # Without one, midnight: two builds of one day then give the same bytes.
        now = int(time.time())
        epoch = int(os.environ.setdefault("SOURCE_DATE_EPOCH", str(now - (now + 8 * 3600) % 86400)))
        return datetime.datetime.fromtimestamp(epoch, beijing).date()
    except (ValueError, OverflowError, OSError):
        say(f"环境变量 SOURCE_DATE_EPOCH 不是秒数：{os.environ['SOURCE_DATE_EPOCH']}。例：1622217600")
        raise SystemExit(WRONG_SETTING) from None


def run() -> None:
    """Run the command with the date in Beijing; where a package of .venv is not as it should be, say so."""
    today = day_in_beijing()
    sys.path.insert(0, os.path.join(ROOT, "hooks"))
    try:
        from almanac.cli.main import main

        main(today=today)
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "almanac"):
            raise  # the program's own mistake
        if sys.argv[1:2] == [DOCTOR]:
            examine()
        say(
            f"运行环境坏了：程序包 {package} 不全。请删去 .venv 文件夹，再运行一次，会重新装好。\n"
            "还有什么不对，可以看看：python build.py doctor"
        )
        raise SystemExit(WRONG_SETTING) from None
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            try:  # noqa: SIM105  (one module less to load)
                stream.flush()
            except OSError:  # it has been told
                pass
        if end.code is None or isinstance(end.code, int):
            os._exit(end.code or 0)  # a province in memory takes a tenth of a second to give back
        raise


def locks_for(arguments: "list[str]") -> "tuple[str, ...]":
    """What a command needs installed: tests and object stores need more than the rest."""
    if arguments[:1] == ["test"]:
        return LOCK, DEV_LOCK
    if arguments[:1] == ["publish"] and any(
        word.startswith("s3://") for word in [*arguments, os.environ.get("PUBLISH_TO", "")]
    ):
        return LOCK, PUBLISH_LOCK
    if arguments[:1] == ["nation"]:  # its target stands in a file, and is nearly always a bucket
        several = arguments[1:2] in (["worker"], ["scheduler"]) or any(
            word.startswith("--cluster") for word in arguments
        )
        return (LOCK, PUBLISH_LOCK, CLUSTER_LOCK) if several else (LOCK, PUBLISH_LOCK)
    return (LOCK,)


def examine() -> None:
    """Say what is wrong, with the standard library alone, and end: where .venv cannot be used."""
    hooks = os.path.join(ROOT, "hooks")
    if hooks not in sys.path:
        sys.path.insert(0, hooks)
    from pathlib import Path

    from almanac import doctor

    raise SystemExit(doctor.alone(Path(ROOT), sys.argv[2:], day_in_beijing().isoformat()))


def starts() -> bool:
    """Whether the Python of .venv runs at all."""
    import subprocess

    try:
        return subprocess.call([PYTHON, "-c", ""], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def launch() -> None:
    """Once from any Python, to set up what is missing; then again inside .venv, to run the command."""
    if HANDED_ON in sys._xoptions:
        run()
        return
    sys.path[:] = [
        entry for entry in sys.path if entry != ROOT
    ]  # a stray re.py in the root is not the library's
    if sys.argv[1:2] == [DOCTOR] and not (is_installed(LOCK) and starts()):
        examine()  # it looks, and sets nothing up
    locks = locks_for(sys.argv[1:])
    if not all(map(is_installed, locks)):
        set_up(locks)
    hand_on()


if __name__ == "__main__":
    launch()
