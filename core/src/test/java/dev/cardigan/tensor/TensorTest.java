package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void anEmptyTensorGoesInAndOut() {
        Tensor none = Tensor.of(new float[0], 0);
        assertThat(none.shape()).containsExactly(0);
        assertThat(none.toFloats()).isEmpty();
        assertThat(Tensor.zeros(0, 3).toFloats()).isEmpty();
        assertThat(Tensor.of(new byte[0], 2, 0).toBytes()).isEmpty();
        assertThat(none.toLongs()).isEmpty();
        assertThat(none.toDoubles()).isEmpty();
    }
}
