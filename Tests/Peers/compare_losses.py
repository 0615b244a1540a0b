#!/usr/bin/env python3
"""A table of losses per epoch, Darkroom's beside PyTorch's, in Markdown.

    compare_losses.py LOG.json PEER.json [LOG.json PEER.json …]

LOG.json is what `save log "log.json"` writes. PEER.json holds PyTorch's loss of every batch: `training_loss_per_batch`,
or `training`; and its validation loss by epoch, `validation_mean_of_batches_per_epoch`.
"""
import json, pathlib, statistics, sys


def rows(log, peer):
    ours = json.loads(pathlib.Path(log).read_text())
    theirs = json.loads(pathlib.Path(peer).read_text())
    batches = theirs.get("training_loss_per_batch") or theirs["training"]
    validation = theirs["validation_mean_of_batches_per_epoch"]
    losses = ours["training_losses"]
    print(f"\nBottleneck {ours['latent']}: the first ten losses are within "
          f"{max(abs(x - y) / y for x, y in zip(losses[:10], batches[:10])):.1e} of PyTorch's; the mean of the first hundred "
          f"is {statistics.fmean(losses[:100]):.6f}, PyTorch's {statistics.fmean(batches[:100]):.6f} "
          f"({statistics.fmean(losses[:100]) / statistics.fmean(batches[:100]) - 1:+.2%}).\n")
    print("| epoch | training | PyTorch | validation | PyTorch | difference |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    size = len(losses) // len(ours["epochs"])
    for index, epoch in enumerate(ours["epochs"]):
        peer_training = statistics.fmean(batches[index * size : (index + 1) * size])
        difference = epoch["validation_mean"] / validation[index] - 1
        print(f"| {epoch['epoch']} | {epoch['training_mean']:.5f} | {peer_training:.5f} "
              f"| {epoch['validation_mean']:.5f} | {validation[index]:.5f} | {difference:+.1%} |")


if __name__ == "__main__":
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    for log, peer in zip(sys.argv[1::2], sys.argv[2::2]):
        rows(log, peer)
