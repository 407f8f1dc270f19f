package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * A game in which one side rests: its phases are left out, so that the other side can be trained to
 * its best answer.
 *
 * @param gan the whole game
 * @param resting the name of the phases left out, such as {@code generator}
 * @param schedule factor of the other side's learning rate over steps
 */
public record Resting<B>(Gan<B> gan, String resting, Schedule schedule)
        implements Gan<B>, Generative {

    /**
     * @throws ConfigException if nobody would be left to move, or nobody rests
     */
    public Resting {
        long left = gan.phases().stream().filter(phase -> !phase.name().equals(resting)).count();
        if (left == 0 || left == gan.phases().size() || !(gan instanceof Generative)) {
            throw new ConfigException(
                    "resting: expected a game of a generator and others with phases called '%s', found %s"
                            .formatted(resting, gan.phases().stream().map(Phase::name).toList()));
        }
    }

    @Override
    public void at(long step) {
        gan.at(step);
    }

    @Override
    public List<Phase<B>> phases() {
        return gan.phases().stream()
                .filter(phase -> !phase.name().equals(resting))
                .map(phase -> phase.scheduled(schedule))
                .toList();
    }

    private Generative generative() {
        return (Generative) gan;
    }

    @Override
    public Network sampler() {
        return generative().sampler();
    }

    @Override
    public Tensor latents(RandomSource source, long count) {
        return generative().latents(source, count);
    }

    @Override
    public int classes() {
        return generative().classes();
    }

    @Override
    public Tensor generate(Tensor latents, Tensor classes) {
        return generative().generate(latents, classes);
    }
}
