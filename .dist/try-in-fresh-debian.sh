#!/usr/bin/env bash
# Unpacks the archive of `make dist` in a fresh Debian with nothing but the libraries that its README names, and runs the
# quickstart there. As root: it makes a system in FOLDER/debian and changes into it.
set -euo pipefail
folder=$(cd "$1" && pwd)
archive=$(ls -t "$folder"/darkroom-*-linux-x86_64.tar.gz | head -1)
system=$folder/debian
if [ ! -e "$system/ready" ]; then
  rm -rf "$system"
  debootstrap --variant=minbase --include=libcairo2,libzmq5 bookworm "$system"
  touch "$system/ready"
fi
rm -rf "$system"/try && mkdir "$system/try"
tar -xzf "$archive" -C "$system/try" --strip-components=1
# Swift's runtime reads a program's arguments from /proc.
mount -t proc proc "$system/proc"
trap 'umount "$system/proc"' EXIT
chroot "$system" /bin/sh -ec '
  ! command -v swift
  cd /try
  ./darkroom --version
  ./darkroom run notebooks/quickstart.darkroom --quiet
  printf "model = autoencoder latent=4 width=4\n" | ./darkroom
  printf "%s\n" "# %% [markdown]" "# *A note*" "# %%" "data = load sketches count=20" "show data" > small.darkroom
  ./darkroom run small.darkroom --export report.html
  ./darkroom convert small.darkroom small.ipynb
  mkdir -p here
  ./darkroom kernel install --prefix here
  ls -l output report.html small.ipynb
'
for picture in bottlenecks-sketches.png loss-sketches.svg; do test -s "$system/try/output/$picture"; done
