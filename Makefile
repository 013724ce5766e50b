# make run     build Runup and start it          make run ARGS="go pre-run-5"
# make test    every test
# make check   what must hold besides: format, lints, docs, shipped files, licences
# make simulate  a million invented runners through the plans, which takes hours; RUNNERS=20000 for so many a plan
# make pictures  what screens and figures look like, as SVG in target/pictures; PICTURES="today figure-run figures" for some,
#                "figures" being the sheet of all of them
# make book    the book in docs, as web pages in target/book; needs mdBook, and installs it if it is missing
# make deb     a Debian package of the release binary, in target/deb
# make voice   records what is new in the texts; make voice-check: how well a recogniser understands the recordings
# make build   the release binary                make install   put it in cargo's bin folder

export PATH := $(PATH):$(HOME)/.cargo/bin
.DEFAULT_GOAL := run
.PHONY: run build install test check simulate pictures book deb voice voice-check

# .ci/setup prints the flags that this machine can build with, and stops with a reason when it can build nothing.
run:
	@flags=$$(.ci/setup) && cargo run --release --locked $$flags -- $(ARGS)

build:
	@flags=$$(.ci/setup) && cargo build --release --locked $$flags

install:
	@flags=$$(.ci/setup) && cargo install --path . --locked $$flags

test:
	@flags=$$(.ci/setup) && cargo test --locked $$flags

# Without sound, so that only what the plans need is compiled.
simulate:
	RUNNERS=$(or $(RUNNERS),166667) cargo test --locked --profile simulate --no-default-features --test simulation -- --nocapture

pictures:
	@flags=$$(.ci/setup) && cargo build --locked --quiet $$flags && cargo run --locked --quiet --example pictures $$flags -- $(PICTURES)

# Without a network: `cargo install mdbook` somewhere else, or read docs/src as it is.
MDBOOK := 0.5.4
book:
	@command -v mdbook >/dev/null 2>&1 || { echo "mdBook is missing: installing version $(MDBOOK), which takes minutes"; \
	cargo install mdbook --version $(MDBOOK) --locked; }
	mdbook build docs

deb: build
	packaging/deb "$${CARGO_TARGET_DIR:-target}/release/runup" target/deb

voice:
	@flags=$$(.ci/setup) && cargo build --locked --quiet $$flags && sounds/make-voice "$${CARGO_TARGET_DIR:-target}/debug/runup"

voice-check:
	@flags=$$(.ci/setup) && cargo build --locked --quiet $$flags && \
	ok=0; for speaker in woman man; do for noise in "" "--snr 5" "--joined"; do \
		echo "$$speaker $$noise"; \
		sounds/hear-voice "$${CARGO_TARGET_DIR:-target}/debug/runup" $$speaker $$noise || ok=1; \
	done; done; exit $$ok

# The files are checked with an empty home, so that the answer does not depend on whose machine it is, and by the
# binary that the tests have built: `cargo run` would compile half of the crates once more without their features.
check:
	cargo fmt --check
	@flags=$$(.ci/setup) && set -ex && \
	cargo clippy --locked --all-targets $$flags -- -D warnings && \
	cargo clippy --locked --no-default-features -- -D warnings && \
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps $$flags && \
	cargo build --locked --quiet --bins --tests $$flags && \
	RUNUP_HOME="$$(mktemp -d)" "$${CARGO_TARGET_DIR:-target}/debug/runup" check
# 20,000 a plan take about forty minutes on two cores: too long here, so run `make simulate` after a change of the rules.
# So few are done sooner by the test that is built than by an optimised one, which takes minutes to compile.
	@flags=$$(.ci/setup) && set -x && RUNNERS=200 cargo test --locked --quiet --test simulation $$flags
	@if command -v cargo-deny >/dev/null 2>&1; then set -x; cargo deny --offline check bans licenses sources; \
	else echo "cargo-deny is not installed: tests/licences.rs has held the licences"; fi
