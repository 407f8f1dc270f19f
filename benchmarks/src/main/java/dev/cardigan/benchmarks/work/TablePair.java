package dev.cardigan.benchmarks.work;

import java.util.List;

/**
 * Two perceptrons as large as those that make rows of tables: 128 encoded columns, two hidden
 * layers of 256 in each network, batches of 500. Sizes as usual for tables, see Xu et al. 2019
 * (CTGAN), https://arxiv.org/abs/1907.00503.
 */
public final class TablePair {

    public static final int BATCH = 500;
    public static final int LATENT = 128;
    public static final int COLUMNS = 128;
    public static final int WIDTH = 256;

    /** Layer widths from {@code [batch, 128]} to {@code [batch, 128]}. */
    public static final List<Integer> GENERATOR = List.of(LATENT, WIDTH, WIDTH, COLUMNS);

    /** Layer widths from {@code [batch, 128]} to {@code [batch, 1]}. */
    public static final List<Integer> DISCRIMINATOR = List.of(COLUMNS, WIDTH, WIDTH, 1);

    private TablePair() {}
}
