# The two commands of the README, and what they are made of.

SWIFT   ?= swift
PYTHON3 ?= python3
CC      ?= cc
SUDO     = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SOURCES  = Package.swift Sources Tests

# The package manager hands the traits to the compiler in the order of a hash; were that another on every run, every run
# would build everything anew.
export SWIFT_DETERMINISTIC_HASHING = 1

# The plain `swift build` needs libcairo2-dev alone; each trait brings a library. The archive for machines without a
# toolchain goes without TIFF, whose library has another version on each system.
TRAITS   = Jupyter,HTMLReports,JPEG,WebP,GIF,TIFF
PACKAGES = libcairo2-dev libzmq3-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
  libturbojpeg0-dev libwebp-dev libgif-dev libtiff-dev
BUILD    = $(SWIFT) build -c release --product darkroom
PROGRAM  = .build/release/darkroom

# Builds that differ have folders of their own, so that none undoes another's work.
PLAIN    = .build-plain
DIST     = .build-dist
MUTANTS  = .build-mutants
FUZZ     = .build-fuzz
SANITIZE = .build-sanitize
PYTHON   = .build-python

# Where `make install` puts the program, and the folder that stands for the root while a package is made.
PREFIX  ?= /usr/local
DESTDIR ?=
SHARE    = $(DESTDIR)$(PREFIX)/share

.PHONY: run test build test-swift test-plain test-jupyter test-torture test-browser test-shell test-cluster test-gpu docs dist \
  test-dist jupyter-package install uninstall \
  install-packages lint format reference article gallery notebooks bench bench-check mutants torture soak fuzz sanitize clean

## run: install what is missing, build, and run the quickstart; its figures are in output/, and the executed notebook
run: build
	$(PROGRAM) run notebooks/quickstart.darkroom --export output/quickstart.ipynb

## build: the full program, at .build/release/darkroom
build: install-packages
	$(BUILD) --traits $(TRAITS)

## install: the program, its manual page and documentation, completion for bash, zsh and fish, the kernel for Jupyter and the notebooks
install: docs
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/darkroom
	mkdir -p $(SHARE)/man/man1 $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
	  $(SHARE)/fish/vendor_completions.d $(SHARE)/darkroom $(SHARE)/doc/darkroom
	$(PROGRAM) help --manual > $(SHARE)/man/man1/darkroom.1
	$(PROGRAM) completion bash > $(SHARE)/bash-completion/completions/darkroom
	$(PROGRAM) completion zsh > $(SHARE)/zsh/site-functions/_darkroom
	$(PROGRAM) completion fish > $(SHARE)/fish/vendor_completions.d/darkroom.fish
	$(PROGRAM) kernel install --prefix $(DESTDIR)$(PREFIX) --program $(PREFIX)/bin/darkroom
	cp -r notebooks $(SHARE)/darkroom/
	if [ -d .build/docs ]; then rm -rf $(SHARE)/doc/darkroom/html && cp -r .build/docs $(SHARE)/doc/darkroom/html; fi

## uninstall: what `make install` put there, with the same PREFIX and DESTDIR
uninstall:
	rm -rf $(SHARE)/darkroom $(SHARE)/doc/darkroom $(SHARE)/jupyter/kernels/darkroom
	rm -f $(DESTDIR)$(PREFIX)/bin/darkroom $(SHARE)/man/man1/darkroom.1 \
	  $(SHARE)/bash-completion/completions/darkroom $(SHARE)/zsh/site-functions/_darkroom \
	  $(SHARE)/fish/vendor_completions.d/darkroom.fish

## test: install what is missing, build, check the style, run every test
test: PACKAGES += tmux python3-venv zsh fish man-db
test: lint test-swift test-plain test-jupyter test-shell test-torture

## test-swift: every test that is written in Swift
test-swift: PACKAGES += tmux
test-swift: install-packages
	$(SWIFT) test -c release --disable-testable-imports --traits $(TRAITS)

## test-plain: the program without any trait builds, and says what it lacks
test-plain: PACKAGES += python3-venv
test-plain: install-packages $(PYTHON)/ready
	$(BUILD) --scratch-path $(PLAIN)
	DARKROOM=$(CURDIR)/$(PLAIN)/release/darkroom $(PYTHON)/bin/pytest -q Tests/PlainBuild

## test-jupyter: the kernel, as Jupyter's own tests, clients and tools see it
test-jupyter: PACKAGES += python3-venv
test-jupyter: build $(PYTHON)/ready jupyter-package
	$(PYTHON)/bin/pip install -q --no-deps --force-reinstall $(WHEELS)/jupyter_darkroom-*.whl
	DARKROOM=$(CURDIR)/$(PROGRAM) $(PYTHON)/bin/pytest -q Tests/Jupyter

## test-shell: completion in bash, zsh and fish, and `make install`
test-shell: PACKAGES += python3-venv zsh fish man-db
test-shell: build $(PYTHON)/ready
	DARKROOM=$(CURDIR)/$(PROGRAM) $(PYTHON)/bin/pytest -q Tests/Shell

## test-torture: a small part of `make torture`
test-torture: build
	for signal in KILL:8 INT:2 TERM:2 HUP:2; do \
	  $(PYTHON3) Tests/Torture/kills.py --program $(PROGRAM) --signal $${signal%:*} --count $${signal#*:} || exit 1; \
	done
	$(PYTHON3) Tests/Torture/together.py --program $(PROGRAM) --count 2
	$(PYTHON3) Tests/Torture/faults.py --program $(PROGRAM) --every 20 --allocations 2

## test-browser: JupyterLab, explorers and reports in a real browser; a picture of the quickstart is output/jupyterlab.png
test-browser: PACKAGES += python3-venv chromium chromium-driver
test-browser: build $(PYTHON)/ready jupyter-package
	$(PYTHON)/bin/pip install -q -r Tests/Browser/requirements.txt
	$(PYTHON)/bin/pip install -q --no-deps --force-reinstall $(WHEELS)/jupyter_darkroom-*.whl
	DARKROOM=$(CURDIR)/$(PROGRAM) $(PYTHON)/bin/pytest -q Tests/Browser

## test-cluster: a sweep in shares, some of them killed, under GNU parallel and in Slurm arrays, and one training on several
## processes over Open MPI and MPICH: the bytes of one process
test-cluster: PACKAGES += parallel slurm-wlm munge openmpi-bin libopenmpi3 mpich
test-cluster: build
	$(PYTHON3) Tests/Cluster/shares.py --program $(PROGRAM)
	$(PYTHON3) Tests/Cluster/mpi.py --program $(PROGRAM)

## test-gpu: what devices compute, on PoCL's processor or a GPU that is there, and that the kernels are CUDA C as well
test-gpu: PACKAGES += pocl-opencl-icd python3-venv
test-gpu: install-packages $(PYTHON)/ready
	$(PYTHON)/bin/pip install -q nvidia-cuda-nvrtc-cu12
	NVRTC_LIBRARY=$$($(PYTHON)/bin/python Tests/Peers/nvrtc_library.py) \
	  $(SWIFT) test -c release --disable-testable-imports --traits $(TRAITS) --filter "DevicesTests|DeviceTests"

$(PYTHON)/ready: Tests/Jupyter/requirements.txt | install-packages
	$(PYTHON3) -m venv $(PYTHON)
	$(PYTHON)/bin/pip install -q -r $<
	touch $@

## jupyter-package: the Python package by which Jupyter knows the language, a wheel in .build-dist/
WHEELS = $(CURDIR)/$(DIST)
jupyter-package: PACKAGES += python3-venv
jupyter-package: $(PYTHON)/ready
	rm -rf $(DIST)/jupyter-darkroom && mkdir -p $(DIST)
	cp -r Sources/jupyter-darkroom $(DIST)/
	cp $(addprefix Sources/darkroom/Documentation.docc/,Commands.md Notebooks.md) $(DIST)/jupyter-darkroom/labextension/static/
	cd $(DIST)/jupyter-darkroom && $(PYTHON3) words.py < labextension/static/Commands.md > jupyter_darkroom/words.json \
	  && cp jupyter_darkroom/words.json labextension/static/
	$(PYTHON)/bin/pip wheel -q --no-deps -w $(WHEELS) $(DIST)/jupyter-darkroom

## dist: one archive for machines without a toolchain, in .build-dist/
dist: NAME = darkroom-$(shell sed -n 's/.*static let number = "\(.*\)"/\1/p' Sources/darkroom/System/Version.swift)
dist: TRAITS = Jupyter,HTMLReports,JPEG,WebP,GIF
dist: install-packages
	rm -rf $(DIST)/$(NAME) && mkdir -p $(DIST)/static $(DIST)/$(NAME)
	for library in cmark-gfm cmark-gfm-extensions turbojpeg webp webpdemux gif; do \
	  ln -sf "$$($(CC) -print-file-name=lib$$library.a)" $(DIST)/static/; \
	done
	$(BUILD) --traits $(TRAITS) --static-swift-stdlib --scratch-path $(DIST) -Xlinker -L$(CURDIR)/$(DIST)/static
	strip -o $(DIST)/$(NAME)/darkroom $(DIST)/release/darkroom
	$(DIST)/release/darkroom docs --build $(DIST)/$(NAME)/docs
	cp -r notebooks LICENSE .dist/README.md .dist/Containerfile $(DIST)/$(NAME)/
	$(MAKE) jupyter-package WHEELS=$(CURDIR)/$(DIST)/$(NAME)
	for package in libcmark-gfm-dev libturbojpeg0-dev libwebp-dev libgif-dev; do \
	  cp /usr/share/doc/$$package/copyright $(DIST)/$(NAME)/LICENSE-$$package; \
	done
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$$(git log -1 --format=%ct) \
	  -C $(DIST) -cf - $(NAME) | gzip -n > $(DIST)/$(NAME)-linux-x86_64.tar.gz
	@ls -l $(DIST)/$(NAME)-linux-x86_64.tar.gz

## test-dist: run the quickstart of the archive in a fresh Debian, and what the lines of its Containerfile make in another
test-dist: PACKAGES += debootstrap
test-dist: dist
	.dist/try-in-fresh-debian.sh $(DIST)
	.dist/try-containerfile.py $(DIST)

## docs: the documentation as pages that open from disk, in .build/docs/; `darkroom docs` opens them
docs: build
	rm -rf .build/docs
	$(PROGRAM) docs --build .build/docs

## article: the whole article on the real CIFAR-10, both bottlenecks, ten epochs each
article: build
	$(PROGRAM) run notebooks/convolutional-autoencoder.darkroom --set data=cifar10

## gallery: draw every kind of figure anew, for the documentation
gallery: build
	rm -rf .build/gallery
	$(PROGRAM) run notebooks/gallery.darkroom --quiet --output .build/gallery --export .build/gallery/Gallery.md
	rm -rf Sources/darkroom/Documentation.docc/Gallery_files
	mv .build/gallery/Gallery.md .build/gallery/Gallery_files Sources/darkroom/Documentation.docc/

## notebooks: run every notebook on sketches; their figures are in .build/notebooks
notebooks: build
	for notebook in notebooks/*.darkroom; do \
	  echo "$$notebook"; \
	  case $$notebook in */convolutional-autoencoder.*) settings="--set data=sketches --set epochs=1";; *) settings="";; esac; \
	  $(PROGRAM) run $$notebook $$settings --fresh --quiet --output .build/notebooks || exit 1; \
	done

## bench: measure this machine; TORCH=python DATA=cifar-10-batches-bin sets PyTorch beside it
bench: build
	$(PROGRAM) bench
ifdef TORCH
	$(TORCH) Tests/Peers/compare_training.py --data $(or $(DATA),$(error TORCH needs DATA too, the folder of CIFAR-10's binary files))
endif

## bench-check: with TORCH=python DATA=cifar-10-batches-bin, name what fell behind PyTorch since the ratios were kept
bench-check: build
	$(or $(TORCH),$(error bench-check needs TORCH, a Python with PyTorch)) Tests/Peers/compare_training.py --compile --pairs 3 \
	  --steps 20 --data $(or $(DATA),$(error and DATA, the folder of CIFAR-10's binary files)) --check Tests/Peers/ratios.json

## mutants: try COUNT=100 small mistakes, drawn by SEED=1, on the tests, JOBS=1 at a time, and list those unnoticed
mutants: COUNT ?= 100
mutants: SEED ?= 1
mutants: JOBS ?= 1
mutants: PACKAGES += tmux
mutants: install-packages
	$(PYTHON3) Tests/Mutants/mutants.py --count $(COUNT) --seed $(SEED) --jobs $(JOBS) --folder $(MUTANTS) --swift $(SWIFT) \
	  --traits $(TRAITS)

## torture: end trainings by 1,000 SIGKILLs and 200 of each other signal, have every writing call fail, two share a store
torture: build
	for signal in KILL:1000 INT:200 TERM:200 HUP:200; do \
	  $(PYTHON3) Tests/Torture/kills.py --program $(PROGRAM) --signal $${signal%:*} --count $${signal#*:} || exit 1; \
	done
	$(PYTHON3) Tests/Torture/together.py --program $(PROGRAM)
	$(PYTHON3) Tests/Torture/faults.py --program $(PROGRAM)

## soak: an hour (MINUTES=60) of trainings, figures and messages in one kernel, whose memory must stay where it is
soak: MINUTES ?= 60
soak: PACKAGES += python3-venv
soak: build $(PYTHON)/ready
	$(PYTHON)/bin/python Tests/Torture/soak.py --program $(CURDIR)/$(PROGRAM) --minutes $(MINUTES)

# A trap is the fuzzer's to catch, not the runtime's; a file in memory is soon written.
FUZZED = SWIFT_BACKTRACE=enable=no TMPDIR=$(firstword $(wildcard /dev/shm) /tmp)

## fuzz: look for bytes that trap, hang or fill the memory; TARGET=json alone or all by turns, for SECONDS=60 or RUNS=1000
fuzz: TARGET ?= $(notdir $(wildcard Tests/Fuzz/Corpora/*))
fuzz: SECONDS ?= 60
fuzz: RUNS ?= -1
fuzz: SANITIZER ?= fuzzer
fuzz: install-packages
	DARKROOM_FUZZ=$(SANITIZER) $(SWIFT) build -c release --product Fuzzer --traits $(TRAITS) --scratch-path $(FUZZ)
	@mkdir -p $(FUZZ)/findings
	@for target in $(TARGET); do \
	  echo "$$target: inputs that were learned are kept in $(FUZZ)/corpora/$$target, findings in $(FUZZ)/findings"; \
	  mkdir -p $(FUZZ)/corpora/$$target; \
	  $(FUZZED) FUZZ_TARGET=$$target $(FUZZ)/release/Fuzzer -max_total_time=$(SECONDS) -runs=$(RUNS) -timeout=10 \
	    -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 -artifact_prefix=$(FUZZ)/findings/$$target- \
	    $(FUZZ)/corpora/$$target Tests/Fuzz/Corpora/$$target || failed="$$failed $$target"; \
	done; \
	if [ -n "$$failed" ]; then echo "findings:$$failed"; exit 1; fi

# Leaks are no matter here: Swift keeps marks in the pointers of some values, which the sanitizer then takes for lost. The
# threads of an OpenCL library have signal stacks of their own, which it would free as if they were its.
## sanitize: every test that is written in Swift under the address and the thread sanitizer; SANITIZER=thread for one
sanitize: SANITIZER ?= address thread
sanitize: PACKAGES += tmux
sanitize: install-packages
	for sanitizer in $(SANITIZER); do \
	  ASAN_OPTIONS=detect_leaks=0:use_sigaltstack=0 $(SWIFT) test -c release --disable-testable-imports --traits $(TRAITS) \
	    --disable-xctest --sanitize $$sanitizer --scratch-path $(SANITIZE)/$$sanitizer || exit 1; \
	done

## reference: write the command reference anew from the table of commands
reference: build
	$(PROGRAM) help --reference > Sources/darkroom/Documentation.docc/Commands.md

## lint: the style every file keeps
lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

## format: bring every file to that style
format:
	$(SWIFT) format format --in-place --recursive $(SOURCES)

# Debian's packages, only those that are missing.
install-packages:
	@for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; \
	fi

clean:
	rm -rf .build $(PLAIN) $(DIST) $(MUTANTS) $(FUZZ) $(SANITIZE) $(PYTHON)
