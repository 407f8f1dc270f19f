package dev.cardigan.adversarial;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Tensor;

/**
 * Remembers how often the discriminator has been right of late, and says how often it may move.
 *
 * @param onReal share of real samples taken for real, a scalar
 * @param onFake share of generated samples taken for generated, a scalar
 */
record Referee(Balance balance, Buffer onReal, Buffer onFake) {

    static Referee of(Balance balance) {
        double middle = (balance.low() + balance.high()) / 2;
        return new Referee(
                balance, new Buffer(Tensor.full(middle)), new Buffer(Tensor.full(middle)));
    }

    void observe(Tensor accuracyOnReal, Tensor accuracyOnFake) {
        observeReal(accuracyOnReal);
        observeFake(accuracyOnFake);
    }

    void observeReal(Tensor accuracy) {
        remember(onReal, accuracy);
    }

    /** While the discriminator rests only the generator's turns show how it does. */
    void observeFake(Tensor accuracy) {
        remember(onFake, accuracy);
    }

    private void remember(Buffer past, Tensor now) {
        past.value().scale(balance.memory());
        past.value().increase(now.detach(), 1 - balance.memory());
    }

    /** Updates the discriminator takes now instead of {@code usual}. */
    int updates(int usual) {
        double accuracy = (onReal.value().item() + onFake.value().item()) / 2;
        if (accuracy > balance.high()) {
            return 0;
        }
        return accuracy < balance.low() ? usual * balance.repeats() : usual;
    }
}
