"""Draft check 核稿: a text goes in, every figure in it comes back with its proof."""
