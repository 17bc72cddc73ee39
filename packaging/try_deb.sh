#!/usr/bin/env bash
# Is the .deb whole? Installed in a bare Debian of each release, started there without any Python, purged without a trace.
#
#   sudo packaging/try_deb.sh dist/noteworthy_*.deb bookworm trixie
#
# Needs debootstrap and the network. Each bare system is made once, in build/debian-RELEASE, and kept.
set -euo pipefail
[[ $# -ge 2 ]] || { sed -n '2,6p' "$0"; exit 2; }
package=$(realpath "$1"); shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for release in "$@"; do
    root=$PWD/build/debian-$release
    [[ -x $root/usr/bin/apt-get ]] || debootstrap --variant=minbase "$release" "$root" >/dev/null
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp "$package" "$root/tmp/noteworthy.deb"
    unshare --mount --pid --fork bash -euo pipefail -s -- "$root" "$release" <<'INSIDE'
root=$1 release=$2
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive RELEASE="$release" bash -euo pipefail -s <<'BARE'
quietly() { "$@" >/tmp/log 2>&1 || { tail -n 20 /tmp/log; exit 1; }; }
quietly apt-get update
quietly apt-get install -y --no-install-recommends xvfb  # the screen, which a person has
Xvfb :77 -screen 0 1280x800x24 >/dev/null 2>&1 & screen=$!
cd /var/tmp
rm -f events.jsonl
echo "$RELEASE: load $(cut -d' ' -f1-3 /proc/loadavg) at the start"
SECONDS=0
quietly apt-get install -y --no-install-recommends /tmp/noteworthy.deb
echo "$RELEASE: installed in $SECONDS s"
command -v python3 >/dev/null && echo "$RELEASE: there is a Python here, so this shows less than it should"
DISPLAY=:77 noteworthy --source demo --currency XTS --mute --events events.jsonl >window.log 2>&1 & window=$!
for _ in $(seq 1200); do
    if grep -q '"announcement"' events.jsonl 2>/dev/null; then break; fi
    kill -0 "$window" 2>/dev/null || { cat window.log; exit 1; }
    sleep 0.1
done
grep -m 1 -o '"announcement".*' events.jsonl
echo "$RELEASE: from nothing to the first word: $SECONDS s; load $(cut -d' ' -f1-3 /proc/loadavg)"
kill "$window"; wait "$window" || true
kill "$screen"
noteworthy --version
noteworthy --headless --mute --currency XTS --source /usr/lib/noteworthy/_internal/assets/specimens/XTS_20_front.png | grep "20 specimen units"
quietly apt-get purge -y noteworthy
left=$(find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /root -o -path /var/log -o -path /var/cache -o -path /var/tmp \) -prune -o -iname '*noteworthy*' -print)
[[ -z $left ]] || { echo "$RELEASE: left behind: $left"; exit 1; }
quietly apt-get autoremove --purge -y  # so that the next try begins with nothing, too
apt-get clean
echo "$RELEASE: purged clean"
BARE
INSIDE
done
