"""What `make bench` measures: accuracy over the open corpus and speed against peers, in one run."""
