"""What goes wrong on a disk, in plain words."""

from __future__ import annotations

import errno

_KNOWN = {
    errno.ENOSPC: "磁盘满了，请腾出空间",
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "这个磁盘是只读的",
    errno.EFBIG: "文件超过了系统允许的大小（见 ulimit -f）",
    errno.EDQUOT: "用完了分给这个用户的磁盘空间",
    errno.EIO: "磁盘读写出错，也可能是磁盘满了，或文件大小受限（见 ulimit -f）",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EBUSY: "文件正被别的程序使用",
    errno.ELOOP: "链接绕成了圈",
    errno.EXDEV: "两个位置不在同一个磁盘上",
    errno.ENOMEM: "内存不够",
    errno.EPIPE: "接收输出的程序已经结束",
    errno.EADDRINUSE: "端口已被占用",
    errno.EMFILE: "同时打开的文件太多",
}
OF_THE_DISK = (errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.EDQUOT, errno.EIO)


def trouble(error: OSError) -> str:
    """What went wrong on the disk, in plain words."""
    other = f"系统不允许这样做，错误号 {error.errno}" if error.errno else str(error)
    return f"{_KNOWN.get(error.errno or 0, other)}（{error.filename or ''}）".replace("（）", "")
