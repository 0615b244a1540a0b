# The two commands of the README, and what they are made of.

SWIFT   ?= swift
BUILD    = $(SWIFT) build -c release
PROGRAM  = .build/release/darkroom
SUDO     = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SOURCES  = Package.swift Sources Tests
PACKAGES = libcairo2-dev

.PHONY: run test build install-packages lint format reference article bench clean

## run: install what is missing, build, and run the quickstart; its figures are in output/
run: build
	$(PROGRAM) run notebooks/quickstart.darkroom

## build: the full program, at .build/release/darkroom
build: install-packages
	$(BUILD) --product darkroom

## test: install what is missing, build, check the style, run every test
test: install-packages lint
	$(SWIFT) test -c release --disable-testable-imports

## article: the whole article on the real CIFAR-10, both bottlenecks, ten epochs each
article: build
	$(PROGRAM) run notebooks/convolutional-autoencoder.darkroom --set data=cifar10

## bench: measure this machine; PYTHON=python DATA=cifar-10-batches-bin sets PyTorch beside it
bench: build
	$(PROGRAM) bench
ifdef PYTHON
	$(PYTHON) Tests/Peers/compare_training.py --data $(or $(DATA),$(error PYTHON needs DATA too, the folder of CIFAR-10's binary files))
endif

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
	rm -rf .build
