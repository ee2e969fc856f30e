# poolsim: `make help` says what there is to make. Nothing is written outside build/, but by install.
#
# The user's variables, to be set on the command line or in the environment; the house's are below.
CC ?= cc
CFLAGS ?= -O2 -g
CPPFLAGS ?=
LDFLAGS ?=
PREFIX ?= /usr/local
DESTDIR ?=

# Where this make builds; `check` builds three times, each into its own folder.
OUT = build
WERROR =
SANITIZE =
CXX = $(if $(shell command -v g++),g++,clang++)
V =
SAY = $(if $(V),@:,@printf '%-4s %s\n')
QUIET = $(if $(V),,@)

HOUSE_WARNINGS = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wundef -Wpointer-arith -Wwrite-strings -Wformat=2 -Wdate-time
# The simulator looks into freed chunks: its pool is not annotated for the tools that watch memory.
HOUSE_CPPFLAGS = -D_GNU_SOURCE -DPOOL_NO_ANNOTATIONS -Iinclude -Isrc
# Without a stub between a call and libc: what a step runs through is to fit the caches for code.
HOUSE_CFLAGS = -std=c11 $(HOUSE_WARNINGS) $(WERROR) $(SANITIZE) $(PREFIX_MAP) -fno-plt
HOUSE_CXXFLAGS = -std=c++17 -fno-exceptions -fno-rtti -Wall -Wextra -Wconversion -Wshadow -Wundef \
	$(WERROR) $(SANITIZE)
# Where the sources lie is no part of what is built of them.
PREFIX_MAP = '-ffile-prefix-map=$(subst ','\'',$(CURDIR))=.'
READLINE_LIBS = $(or $(shell pkg-config --libs readline 2>/dev/null),-lreadline)
CMOCKA_LIBS = -lcmocka

COMPILE = $(CC) $(HOUSE_CFLAGS) $(CFLAGS) $(HOUSE_CPPFLAGS) $(CPPFLAGS) -MMD -MP
COMPILE_CXX = $(CXX) $(HOUSE_CXXFLAGS) $(CFLAGS) $(HOUSE_CPPFLAGS) $(CPPFLAGS) -MMD -MP
LINK = $(CC) $(SANITIZE) $(CFLAGS) $(LDFLAGS)
LINK_CXX = $(CXX) $(SANITIZE) $(CFLAGS) $(LDFLAGS)

# record/ is preloaded into other programs: it is no part of this one.
SOURCES = $(filter-out src/record/%,$(sort $(wildcard src/*.c src/*/*.c)))
OBJECTS = $(SOURCES:src/%.c=$(OUT)/obj/%.o) $(OUT)/obj/codetext.o
LIBRARY = $(filter-out $(OUT)/obj/main.o,$(OBJECTS))
UNITS = $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(filter-out %/original.c,$(wildcard tests/unit/*.c)))
ORIGINALS = $(addprefix $(OUT)/unit/original,-c -cxx -disabled -disabled-cxx)
TRAVEL = $(OUT)/travel
EXHAUST = $(OUT)/exhaust
FUZZ_TARGETS = parser condition import session
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(OUT)/fuzz/replay-%) $(OUT)/fuzz/random

# What a machine must have: asked once a make, before the first file is compiled.
NEEDS = needs
INSTALL_NEEDS = $(if $(filter run,$(MAKECMDGOALS)),--install)

all: $(OUT)/poolsim

run: $(OUT)/poolsim
	@$(OUT)/poolsim

needs:
	@tests/packages $(INSTALL_NEEDS) run

needs-check:
	@tests/packages --install check

$(OUT)/poolsim: $(OBJECTS)
	$(SAY) LD $@
	$(QUIET)$(LINK) -o $@ $(OBJECTS) $(READLINE_LIBS)

$(OUT)/obj/%.o: src/%.c $(OUT)/flags | $(NEEDS)
	$(SAY) CC $<
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -c -o $@ $<

# The text of pool.h and pool.c, that a step shows with the lines that ran.
CODE_FILES = include/pool.h src/pool.c
$(OUT)/codetext.c: src/engine/codetext.awk $(CODE_FILES)
	$(SAY) AWK $@
	$(QUIET)mkdir -p $(@D)
	$(QUIET)awk -f $< $(CODE_FILES) > $@

$(OUT)/obj/codetext.o: $(OUT)/codetext.c $(OUT)/flags | $(NEEDS)
	$(SAY) CC $<
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -c -o $@ $<

# Other flags or another compiler than last time: everything is compiled again.
FLAGS = $(COMPILE) / $(COMPILE_CXX) / $(LINK)
$(OUT)/flags: always
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS))' | cmp -s - $@ || \
		printf '%s\n' '$(subst ','\'',$(FLAGS))' > $@

# ---- programs of the tests

units: $(UNITS) $(ORIGINALS) $(TRAVEL) $(EXHAUST) $(FUZZ_PROGRAMS)

$(OUT)/unit/%.o: tests/unit/%.c $(OUT)/flags | $(NEEDS)
	$(SAY) CC $<
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -Itests/unit -c -o $@ $<

# A test that defines __wrap_NAME, or whose scarce.h does, stands in place of NAME.
WRAP = $(shell grep -oh '__wrap_[a-z]\+' tests/unit/$(@F).c \
	$$(grep -qF '"scarce.h"' tests/unit/$(@F).c && echo tests/unit/scarce.h) | sort -u | sed 's/__wrap_/-Wl,--wrap=/')

$(UNITS): %: %.o $(LIBRARY)
	$(SAY) LD $@
	$(QUIET)$(LINK) $(WRAP) -o $@ $^ $(CMOCKA_LIBS) $(READLINE_LIBS)

$(TRAVEL): tests/travel.c $(LIBRARY)
	$(SAY) LD $@
	$(QUIET)$(COMPILE) -MF $@.d $(LDFLAGS) -o $@ $(filter-out %.h,$^) $(READLINE_LIBS)

$(EXHAUST): tests/exhaust.c $(OUT)/obj/pool.o
	$(SAY) LD $@
	$(QUIET)$(COMPILE) -MF $@.d $(LDFLAGS) -o $@ $(filter-out %.h,$^)

# A target of tests/fuzz: with replay.c for the inputs that are kept, with a fuzzer to look for more.
$(OUT)/fuzz/%.o: tests/fuzz/%.c $(OUT)/flags | $(NEEDS)
	$(SAY) CC $<
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -Itests/fuzz -c -o $@ $<

$(OUT)/fuzz/replay-%: $(OUT)/fuzz/%.o $(OUT)/fuzz/fuzz.o $(OUT)/fuzz/replay.o $(LIBRARY)
	$(SAY) LD $@
	$(QUIET)$(LINK) -o $@ $^ $(READLINE_LIBS)

$(OUT)/fuzz/random: $(OUT)/fuzz/random.o $(OUT)/fuzz/session.o $(OUT)/fuzz/fuzz.o $(LIBRARY)
	$(SAY) LD $@
	$(QUIET)$(LINK) -o $@ $^ $(READLINE_LIBS)

$(OUT)/fuzz/look-%: $(OUT)/fuzz/%.o $(OUT)/fuzz/fuzz.o $(LIBRARY)
	$(SAY) LD $@
	$(QUIET)$(LINK) -fsanitize=fuzzer -o $@ $^ $(READLINE_LIBS)

# A program written for the pool that this project grew from: as C, as C++, and without pooling.
$(OUT)/unit/original-c.o $(OUT)/unit/original-disabled.o: tests/unit/original.c $(OUT)/flags
	$(SAY) CC $@
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) $(if $(findstring disabled,$@),-DDISABLE_MEMORY_POOLING) -c -o $@ $<

$(OUT)/unit/original-cxx.o $(OUT)/unit/original-disabled-cxx.o: tests/unit/original.c $(OUT)/flags
	$(SAY) CXX $@
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE_CXX) $(if $(findstring disabled,$@),-DDISABLE_MEMORY_POOLING) -x c++ \
		-c -o $@ $<

$(OUT)/unit/pool-disabled.o: src/pool.c $(OUT)/flags
	$(SAY) CC $@
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -DDISABLE_MEMORY_POOLING -c -o $@ $<

$(OUT)/unit/original-c $(OUT)/unit/original-cxx: %: %.o $(OUT)/obj/pool.o
$(OUT)/unit/original-disabled $(OUT)/unit/original-disabled-cxx: %: %.o $(OUT)/unit/pool-disabled.o
$(ORIGINALS):
	$(SAY) LD $@
	$(QUIET)$(if $(findstring cxx,$@),$(LINK_CXX),$(LINK)) -o $@ $^

# ---- make check: every part counts its tests into build/results, the last line is their sum

PYTHON = python3 -B
PART = @$(PYTHON) tests/part $(if $(V),--verbose)
BUILD = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j2) NEEDS=
BUILD_GCC = $(BUILD) OUT=build/gcc CC=gcc CFLAGS='-O2 -g' WERROR=-Werror
BUILD_CLANG = $(BUILD) OUT=build/clang CC=clang CXX=clang++ CFLAGS='-O2 -g' WERROR=-Werror
BUILD_ASAN = $(BUILD) OUT=build/asan CC=clang CXX=clang++ WERROR=-Werror \
	CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'

BEGIN = @$(PYTHON) tests/part --begin
TOTAL = @$(PYTHON) tests/part --total
TEXTS = $(wildcard tests/transcripts/*.t README.md man/*.[1-9])
TRANSCRIPT = $(PYTHON) tests/transcript

define check-programs
+$(PART) --one 'build with gcc' $(BUILD_GCC) all
+$(PART) --one 'build with sanitizers' $(BUILD_ASAN) all
endef
define check-clang
+$(PART) --one 'build with clang' $(BUILD_CLANG) all
endef
define check-laws
+$(PART) --one 'build objects' $(BUILD_GCC) objects
$(PART) 'laws' $(PYTHON) tests/laws --objects build/gcc/obj
$(PART) 'self-test of laws' $(PYTHON) tests/laws --self-test --objects build/gcc/obj
endef
define check-manual
$(PART) 'manual' $(PYTHON) tests/manual
endef
define check-unit
+$(PART) --one 'build unit tests with gcc' $(BUILD_GCC) units
+$(PART) --one 'build unit tests with sanitizers' $(BUILD_ASAN) units
$(PART) 'unit' $(PYTHON) tests/units build/gcc/unit $(notdir $(UNITS) $(ORIGINALS))
$(PART) 'sanitized unit' $(PYTHON) tests/units build/asan/unit $(notdir $(UNITS) $(ORIGINALS))
endef
define check-transcripts
$(PART) 'self-test of transcripts' $(TRANSCRIPT) --self-test
$(PART) 'transcripts' $(TRANSCRIPT) --bin build/gcc $(TEXTS)
$(PART) 'sanitized transcripts' $(TRANSCRIPT) --bin build/asan --sanitized $(TEXTS)
endef
define check-lessons
$(PART) 'lessons' tests/lessons --bin build/gcc
$(PART) 'sanitized lessons' tests/lessons --bin build/asan --sanitized
endef
define check-pty
$(PART) 'terminal' $(PYTHON) tests/pty.py --bin build/gcc
$(PART) 'sanitized terminal' $(PYTHON) tests/pty.py --bin build/asan
endef
define check-annotations
+$(PART) --one 'build for misuses' $(BUILD_GCC) all
$(PART) 'annotations' $(PYTHON) tests/programs.py
$(PART) 'misuses' $(PYTHON) tests/misuse.py --bin build/gcc
endef
define check-fuzz
$(foreach target,$(FUZZ_TARGETS),$(PART) 'corpus of $(target)' build/asan/fuzz/replay-$(target) \
	tests/fuzz/corpus/$(target)
)
$(PART) 'random statements' build/gcc/fuzz/random --statements 1000000
endef
define check-property
+$(PART) --one 'build walks' $(BUILD_GCC) units
+$(PART) --one 'build sanitized walks' $(BUILD_ASAN) units
$(PART) 'property' tests/property --bin build/gcc
$(PART) 'sanitized property' tests/property --bin build/asan
$(PART) 'every sequence of calls' build/gcc/exhaust --calls 10
$(PART) 'walks back and forth' build/gcc/travel --runs 10000
$(PART) 'sanitized walks back and forth' build/asan/travel --runs 500
$(PART) 'allocators' $(PYTHON) tests/allocators --bin build/gcc --runs 150
$(PART) 'sanitized allocators' $(PYTHON) tests/allocators --bin build/asan --runs 30
$(PART) 'heap against the book' $(PYTHON) tests/ostep --bin build/gcc --runs 1000
$(PART) 'sanitized heap against the book' $(PYTHON) tests/ostep --bin build/asan --runs 100
$(PART) 'quiet replay' $(PYTHON) tests/quiet --bin build/gcc
$(PART) 'sanitized quiet replay' $(PYTHON) tests/quiet --bin build/asan --runs 50
$(PART) 'sanitized wild' $(PYTHON) tests/wild --bin build/asan
$(PART) 'guards' $(PYTHON) tests/guards --bin build/gcc
$(PART) 'faults' $(PYTHON) tests/faults --bin build/gcc --every 5
$(PART) 'faults on a terminal' $(PYTHON) tests/faults --terminal --bin build/gcc --every 10
$(PART) 'code beside steps' $(PYTHON) tests/codepaths --bin build/gcc
endef

define check-reproducible
$(PART) 'reproducible build' $(PYTHON) tests/reproducible --cflags '-O0 -g' gcc
endef
define check-matrix
$(PART) 'built in other ways' $(PYTHON) tests/matrix/matrix --quick
endef
define check-prove
$(PART) 'proof of places' $(PYTHON) tests/prove/prove places
endef

check: needs-check
	$(BEGIN)
	$(check-programs)
	$(check-clang)
	$(check-laws)
	$(check-manual)
	$(check-unit)
	$(check-annotations)
	$(check-transcripts)
	$(check-lessons)
	$(check-pty)
	$(check-property)
	$(check-fuzz)
	$(check-reproducible)
	$(check-matrix)
	$(check-prove)
	$(TOTAL)

laws: needs-check
	$(BEGIN)
	$(check-laws)
	$(TOTAL)

manual: needs-check
	$(BEGIN)
	$(check-manual)
	$(TOTAL)

unit: needs-check
	$(BEGIN)
	$(check-unit)
	$(TOTAL)

annotations: needs-check
	$(BEGIN)
	$(check-annotations)
	$(TOTAL)

transcripts lessons pty property: needs-check
	$(BEGIN)
	$(check-programs)
	$(check-$@)
	$(TOTAL)

objects: $(OBJECTS)

# The long form of a part of `property`: SEED and RUNS are the user's.
SEED = 1
RUNS = 10000
walks: needs-check
	+@$(BUILD_GCC) units
	build/gcc/travel --seed $(SEED) --runs $(RUNS)

# Random statements against the naive account of tests/fuzz/session.c, in the long form.
STATEMENTS = 100000000
random: needs-check
	+@$(BUILD_GCC) build/gcc/fuzz/random
	build/gcc/fuzz/random --seed $(SEED) --statements $(STATEMENTS)

# The contracts in comments of the sources, by Frama-C; then the same with bugs planted, one at a time.
prove: needs-check
	@$(PYTHON) tests/prove/prove
prove-bugs: needs-check
	@$(PYTHON) tests/prove/prove --bugs

# The tests built by other compilers, flags and word sizes, and run by other tools. WAYS are some of them.
matrix: needs-check
	@$(PYTHON) tests/matrix/matrix $(WAYS)

# Tools that read the sources: gcc and clang as analyzers, clang-tidy, cppcheck. FILES are some of these.
analyze: needs-check
	@$(PYTHON) tests/analyze/analyze $(FILES)

# Two builds in two folders, by two users, at two times: is what they install the same bytes?
reproducible: needs-check
	@$(PYTHON) tests/reproducible gcc clang

# What the tests reach, by file; with clang 19, as it measures MC/DC.
coverage: needs-check
	@command -v llvm-cov-19 >/dev/null || { echo 'make coverage: apt-get install clang-19 llvm-19' >&2; exit 1; }
	+@$(BUILD) OUT=build/coverage CC=clang-19 CXX=clang++-19 PREFIX_MAP= \
		CFLAGS='-O1 -g -Wno-everything -include tests/coverage.h' \
		SANITIZE='-fprofile-instr-generate=$(CURDIR)/build/coverage/raw/%8m.profraw \
		-fcoverage-mapping -fcoverage-mcdc' all units
	@$(PYTHON) tests/coverage build/coverage

# Long runs: does memory grow, do figures drift? STEPS of a replay, TYPED ones in a terminal.
STEPS = 1000000000
TYPED = 1000000
soak: needs-check
	+@$(BUILD_GCC) all
	@tests/soak --bin build/gcc --steps $(STEPS) --typed $(TYPED) --seed $(SEED)

# Every request for memory, every read, write, close, open and mmap fails once in each case.
faults: needs-check
	+@$(BUILD_GCC) all
	$(PYTHON) tests/faults --bin build/gcc
	$(PYTHON) tests/faults --terminal --bin build/gcc

# Faults planted in sources, one at a time: does a test notice? FILES are some of these, SAMPLE takes
# so many faults of each file, chosen by SEED.
SAMPLE = 0
mutate: needs-check
	+@$(BUILD_GCC) all units
	+@$(BUILD_ASAN) all units
	@$(PYTHON) tests/mutate --bin build/gcc --sample $(SAMPLE) --seed $(SEED) $(FILES)

# Fuzzers look for new inputs: MINUTES of processor time for each target. ENGINE=afl wants afl++.
MINUTES = 20
ENGINE = libfuzzer
BUILD_libfuzzer = CC=clang CFLAGS='-O1 -g' \
	SANITIZE='-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all'
BUILD_afl = CC=afl-clang-fast CFLAGS='-O1 -g' SANITIZE='-fsanitize=address,undefined'
define build-fuzzers
$(BUILD) OUT=build/fuzz/$1 $(BUILD_$1) $(FUZZ_TARGETS:%=build/fuzz/$1/fuzz/look-%)
endef
fuzz: needs-check
	+@$(BUILD_GCC) all
	+@$(foreach engine,$(sort $(ENGINE) $(if $(KEEP),libfuzzer)),$(call build-fuzzers,$(engine)) &&) :
	@tests/fuzz/campaign --engine $(ENGINE) --bin build/fuzz/$(ENGINE)/fuzz --minutes $(MINUTES) \
		$(if $(KEEP),--keep)

# Rewrites what transcripts, README.md and manual expect, out of what poolsim says now.
update: needs-check
	@$(BUILD_GCC) all
	@$(TRANSCRIPT) --update --bin build/gcc $(or $(FILES),$(TEXTS))

# ---- benchmarks: figures side by side in one run, never a test

BENCH = build/bench
$(BENCH)/travel: tests/bench/travel.c $(OBJECTS)
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -MF $@.d $(LDFLAGS) -o $@ $< $(LIBRARY) $(READLINE_LIBS)

# The pools beside others: C++, as some of these are. What is not installed is left out.
BENCH_POOL = $(addprefix $(BENCH)/obj/,bench.o called.o pool.o indexpool.o poolpages.o)
$(BENCH)/obj/bench.o: tests/bench/pool.cc tests/bench/allocators.h $(wildcard include/*.h) $(OUT)/flags
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(CXX) -std=c++17 -O2 -Wall -Wextra -Iinclude -c -o $@ $<

$(BENCH)/obj/called.o: tests/bench/called.c src/pool.c $(wildcard include/*.h) $(OUT)/flags
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(CC) -std=c11 -O2 -Iinclude -c -o $@ $<

$(BENCH)/obj/%.o: src/%.c $(wildcard include/*.h) $(OUT)/flags
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(CC) -std=c11 -O2 -Iinclude -c -o $@ $<

$(BENCH)/pool: $(BENCH_POOL)
	$(QUIET)$(CXX) -o $@ $^ -ldl

bench: $(BENCH)/travel $(BENCH)/pool
	@$(BENCH)/travel traces/recorded/sqlite.mtrace.gz
	@$(BENCH)/pool

bench-quick: $(BENCH)/pool
	@$(BENCH)/pool --quick

# Counts of instructions, against limits: no clock, so it may fail, but is no part of check.
bench-check:
	@$(PYTHON) tests/bench/check

# A replay beside reading its lines, memory, printing; starting; and what of it can be counted.
.PHONY: bench-replay bench-check-replay
$(BENCH)/replay $(BENCH)/start $(BENCH)/empty: $(BENCH)/%: tests/bench/%.c tests/bench/bench.h $(OUT)/flags
	$(QUIET)mkdir -p $(@D)
	$(QUIET)$(COMPILE) -MF $@.d $(LDFLAGS) -o $@ $< $(READLINE_LIBS)

bench-replay: $(BENCH)/replay $(BENCH)/start $(BENCH)/empty $(OUT)/poolsim
	@$(BENCH)/replay $(OUT)/poolsim traces/recorded/sqlite.mtrace.gz $(BENCH)/traces
	@echo; $(BENCH)/start $(OUT)/poolsim $(BENCH)/empty

bench-check-replay: $(BENCH)/replay $(OUT)/poolsim
	@$(PYTHON) tests/bench/replaycheck $(OUT)/poolsim $(BENCH)/replay

bench: bench-replay
bench-check: bench-check-replay

# ---- installation

# What programs copy: a header and a source each.
PUBLIC = pool poolcheck indexpool poolpages
# The last one is what a lesson is about.
TRACES = $(wildcard traces/*.trace traces/lessons/*.lesson) traces/recorded/git-log.mtrace
INSTALLED = bin/poolsim $(PUBLIC:%=include/%.h) $(foreach page,$(wildcard man/*.[1-9]), \
	share/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
	$(patsubst %,share/poolsim/%,$(TRACES)) \
	$(PUBLIC:%=share/poolsim/%.c)

ROOT = $(DESTDIR)$(PREFIX)
install: $(OUT)/poolsim
	install -d '$(ROOT)/bin' '$(ROOT)/include' '$(ROOT)/share/poolsim/traces/lessons' \
		'$(ROOT)/share/poolsim/traces/recorded'
	install -m 755 $(OUT)/poolsim '$(ROOT)/bin/poolsim'
	install -m 644 $(PUBLIC:%=include/%.h) '$(ROOT)/include'
	install -m 644 $(PUBLIC:%=src/%.c) '$(ROOT)/share/poolsim'
	@set -e; for page in $(wildcard man/*.[1-9]); do \
		folder='$(ROOT)'/share/man/man$${page##*.}; \
		echo "install -m 644 $$page $$folder"; \
		install -d "$$folder"; install -m 644 "$$page" "$$folder"; done
	@set -e; for trace in $(TRACES); do \
		folder='$(ROOT)/share/poolsim'/$${trace%/*}; \
		echo "install -m 644 $$trace $$folder"; \
		install -m 644 "$$trace" "$$folder"; done

uninstall:
	@for file in $(INSTALLED); do echo "rm -f $(ROOT)/$$file"; rm -f '$(ROOT)'/"$$file"; done
	@rmdir '$(ROOT)/share/poolsim/traces/lessons' '$(ROOT)/share/poolsim/traces/recorded' \
		'$(ROOT)/share/poolsim/traces' '$(ROOT)/share/poolsim' 2>/dev/null || :

clean:
	rm -rf build

help:
	@printf '%s\n' \
	'make              build/poolsim' \
	'make run          build it and open the shell' \
	'make check        all tests; the last line is N passed, N failed' \
	'make install      to DESTDIR and PREFIX ($(PREFIX)); make uninstall takes it away' \
	'make clean        without build/' \
	'' \
	'parts of check    laws manual unit annotations transcripts lessons pty' \
	'                  property' \
	'make walks        10,000 random walks back and forth (SEED=1 RUNS=10000)' \
	'make random       100,000,000 random statements against a naive account (SEED=1 STATEMENTS=...)' \
	'make soak         a replay of 10^9 steps, a million statements typed (STEPS=... TYPED=...)' \
	'make coverage     what the tests reach: lines, branches, MC/DC (clang-19, llvm-19)' \
	'make matrix       other compilers, flags, word sizes and tools (WAYS=32-bits: only these)' \
	'make analyze      gcc and clang as analyzers, clang-tidy, cppcheck (FILES=src/pool.c)' \
	'make reproducible build twice, and compare what is installed' \
	'make prove        prove the contracts in comments (prove-bugs: that planted bugs break them)' \
	'make faults       each request for memory, each read and write fails once' \
	'make mutate       plant faults in sources: does a test notice? (FILES=src/pool.c SAMPLE=60)' \
	'make fuzz         fuzzers look for new inputs (MINUTES=20 a target, ENGINE=libfuzzer|afl)' \
	'make bench        what steps cost to keep, and to go back over; the pools beside others; replays' \
	'make bench-quick  the pools beside others, chunks of 64 bytes (a minute or two)' \
	'make bench-replay only a replay beside reading its lines, and the start of the program' \
	'make bench-check  counts instructions of short paths and of a replay, against limits' \
	'make update       rewrite what transcripts, README.md and manual expect' \
	'                  (FILES=tests/transcripts/free.t: only these); read the diff' \
	'V=1               whole command lines, and every test by name' \
	'CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR are yours' \
	'make run and make check install the Debian packages that they miss, where they may'

always:
.PHONY: all run needs needs-check units walks random faults prove prove-bugs coverage matrix analyze \
	reproducible soak mutate fuzz bench bench-quick bench-check objects check laws \
	manual unit annotations transcripts lessons pty property update install uninstall clean help always
.DELETE_ON_ERROR:
.SECONDARY:

-include $(OBJECTS:.o=.d) $(wildcard $(OUT)/*.d $(OUT)/unit/*.d $(OUT)/fuzz/*.d)
