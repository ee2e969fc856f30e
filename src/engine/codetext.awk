# codetext.awk - functions of C files as C data, so that a step can show the very lines that ran:
#
#     awk -f codetext.awk include/pool.h src/pool.c > codetext.c
#
# A function is the lines in front of a { in the first column, up to the next } there.
# Each that is wanted, by file and name, must be there just once: else nothing is made, and the
# build ends here.

BEGIN {
    want["pool.h poolMalloc"]
    want["pool.h poolFree"]
    want["pool.c poolMallocNextBlock"]
    want["pool.c poolFreeAll"]
    want["pool.c poolInitializeFrom"]
    print "/* made by codetext.awk */"
    print "#include \"engine/codetext.h\""
}

FNR == 1 { file = FILENAME; sub(/.*\//, "", file); start = 0 }

function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\""
}

# The name in front of the first parenthesis.
function nameOf(text) {
    sub(/\(.*/, "", text)
    sub(/.*[ *]/, "", text)
    return text
}

/^[A-Za-z]/ && !/[;:]$/ && start == 0 { start = FNR; count = 0; body = 0 }
start > 0 && body == 0 && (/^$/ || /;$/ || /^#/) { start = 0 }
start > 0 { line[++count] = $0 }
start > 0 && /^\{/ { body = 1 }

start > 0 && body && /^\}/ {
    name = nameOf(line[1])
    key = file " " name
    if (key in want && line[1] !~ /^static/) { # static: with DISABLE_MEMORY_POOLING
        found[key]++
        printf "static const char *const %s[] = {\n", name
        for (i = 1; i <= count; i++)
            printf "    %s,\n", quoted(line[i])
        print "};"
        rows = rows sprintf("    {%s, %s, %d, %d, %s},\n", quoted(name), quoted(FILENAME), \
                            start, count, name)
        functions++
    }
    start = 0
}

END {
    for (key in want)
        if (found[key] != 1) {
            printf "codetext.awk: %d functions %s, where one is expected\n", found[key], key \
                > "/dev/stderr"
            exit 1
        }
    printf "const struct codeText codeTexts[] = {\n%s};\n", rows
    printf "const size_t codeTextCount = %d;\n", functions
}
