#!/bin/sh
# Records the traces of this folder again: sh record.sh, in a folder with sqlite.sql. It needs
# sqlite3, git, perl, a C compiler, setarch (util-linux) and glibc 2.34 or later, whose mtrace is in
# libc_malloc_debug.so.
set -eu
here=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# sqlite3 and git don't call mtrace() themselves: a preloaded library does, before main.
cat > "$scratch/mtrace-on.c" <<'END'
#include <mcheck.h>
__attribute__((constructor)) static void on(void)
{
    mtrace();
}
END
cc -shared -fPIC -o "$scratch/mtrace-on.so" "$scratch/mtrace-on.c"
debug=$(cc -print-file-name=libc_malloc_debug.so.0)
[ -e "$debug" ] || debug=$(ldconfig -p | sed -n 's/.*libc_malloc_debug.so.0 .*=> //p' | head -n 1)

# record LOG COMMAND...: an environment of its own and no address randomization (setarch -R), so
# that the log says nothing of who recorded it, and can be recorded again.
record()
{
    log=$1
    shift
    env -i PATH=/usr/bin:/bin LC_ALL=C HOME=/nonexistent GIT_CONFIG_NOSYSTEM=1 \
        MALLOC_TRACE="$log" LD_PRELOAD="$debug $scratch/mtrace-on.so" setarch -R "$@"
}

# sqlite3: the calls' places (@ WHERE) are cut off, and no more is changed.
record "$scratch/sqlite.log" sqlite3 :memory: < sqlite.sql > /dev/null
sed 's/^@ .*\] //' "$scratch/sqlite.log" | gzip -9n > sqlite.mtrace.gz

# git: the log as it is. 40 commits to one file that changes and ten that come.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TZ=UTC
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init -q -b main "$scratch/story"
cd "$scratch/story"
git config gc.auto 0
for n in $(seq 1 40); do
    perl -e '$n = shift;
             for $l (1 .. 120) {
                 $at = $l * $l % 41 < $n ? $n - $l % 3 : 0;
                 print "line $l of the file, as commit $at left it\n";
             }' "$n" > story.txt
    [ $((n % 4)) != 0 ] || seq "$n" $((n * 9)) > "numbers-$n.txt"
    git add .
    GIT_AUTHOR_DATE="@$((1700000000 + n)) +0000" GIT_COMMITTER_DATE="@$((1700000000 + n)) +0000" \
        git commit -q -m "change $n"
done
record "$scratch/git.log" git --no-pager log --stat -p > /dev/null
cp "$scratch/git.log" "$here/git-log.mtrace"
