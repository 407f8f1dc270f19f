package dev.cardigan.benchmarks.ceiling;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number formats whose peaks are measured. */
enum Precision {
    FLOAT_32("fp32", ScalarType.Float),
    BFLOAT_16("bf16", ScalarType.BFloat16);

    private final String label;
    private final ScalarType type;

    Precision(String label, ScalarType type) {
        this.label = label;
        this.type = type;
    }

    String label() {
        return label;
    }

    ScalarType type() {
        return type;
    }
}
