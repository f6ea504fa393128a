#!/usr/bin/env bash
# 把网站传到对象存储（阿里云 OSS、腾讯云 COS、华为云 OBS）：bash theme/serving/objects.sh site 远端:存储桶
# “远端”是 rclone config 里起的名字。先传网页要用到的，再传网页，最后删去没有了的。
set -euo pipefail
site=${1:?要写网站的文件夹，如 site} remote=${2:?要写传到哪里，如 oss:bucket-529}
[ -f "$site/version.txt" ] || { echo "$site 不是做好的网站（没有 version.txt）" >&2; exit 2; }
fixed=(--checksum --fast-list --transfers 16)

# 样式、脚本放一小时，照片放一天
rclone copy "$site/assets" "$remote/assets" "${fixed[@]}" --header-upload "Cache-Control: public, max-age=3600"
rclone copy "$site/e" "$remote/e" "${fixed[@]}" --include "*.webp" --include "*.jpg" --include "poster.png" \
    --header-upload "Cache-Control: public, max-age=86400"
# 其余的每次都问一声有没有变
rclone copy "$site" "$remote" "${fixed[@]}" --include "*.ics" --header-upload "Cache-Control: no-cache" \
    --header-upload "Content-Type: text/calendar; charset=utf-8"
rclone copy "$site" "$remote" "${fixed[@]}" --exclude "*.ics" --exclude "/assets/**" --exclude "/e/**.webp" \
    --exclude "/e/**.jpg" --exclude "/e/**/poster.png" --exclude "*.gz" --exclude "*.br" \
    --header-upload "Cache-Control: no-cache"
rclone sync "$site" "$remote" "${fixed[@]}" --exclude "*.gz" --exclude "*.br" --ignore-existing
