package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules two players play by.
 *
 * @param loss how scores become losses
 * @param penalties what the discriminator pays besides
 * @param generator how the generator moves
 * @param discriminator how the discriminator moves
 * @param generatorBounds bounds on the generator's gradients and weights
 * @param discriminatorBounds the same for the discriminator
 * @param discriminatorSteps updates of the discriminator per update of the generator
 * @param oneGeneratorPass whether one pass of the generator serves both players in a step
 * @param oneDiscriminatorPass whether the discriminator sees real and fake as one batch; only for
 *     those that treat samples one by one, without batch normalisation or power iteration
 * @param schedule factor of both learning rates over steps
 * @param tactics ways of playing against mode collapse
 */
public record Game(
        AdversarialLoss loss,
        List<Penalty> penalties,
        Rule generator,
        Rule discriminator,
        List<Constraint> generatorBounds,
        List<Constraint> discriminatorBounds,
        int discriminatorSteps,
        boolean oneGeneratorPass,
        boolean oneDiscriminatorPass,
        Schedule schedule,
        Tactics tactics) {

    public Game {
        if (discriminatorSteps < 1) {
            throw new ConfigException(
                    "discriminatorSteps: expected at least 1, found " + discriminatorSteps);
        }
        if (tactics.unrolled().isPresent() && !discriminatorBounds.isEmpty()) {
            throw new ConfigException(
                    "unrolled: cannot look through bounds on the discriminator, which clip without a gradient: found "
                            + discriminatorBounds
                            + "; set discriminatorBounds=[] or choose a paper without them");
        }
        penalties = List.copyOf(penalties);
        generatorBounds = List.copyOf(generatorBounds);
        discriminatorBounds = List.copyOf(discriminatorBounds);
    }

    /** Both move by the same rule, one step each, in passes of their own. */
    public static Game of(AdversarialLoss loss, Rule rule) {
        return new Game(
                loss,
                List.of(),
                rule,
                rule,
                List.of(),
                List.of(),
                1,
                false,
                false,
                Schedule.constant(),
                Tactics.NONE);
    }

    public Game paying(Penalty... more) {
        List<Penalty> all = new ArrayList<>(penalties);
        all.addAll(List.of(more));
        return new Game(
                loss,
                all,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    public Game moving(Rule generatorRule, Rule discriminatorRule) {
        return new Game(
                loss,
                penalties,
                generatorRule,
                discriminatorRule,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    public Game bounding(List<Constraint> ofGenerator, List<Constraint> ofDiscriminator) {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                ofGenerator,
                ofDiscriminator,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    public Game discriminatorSteps(int steps) {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                steps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    public Game inOneGeneratorPass() {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                true,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    public Game inOneDiscriminatorPass() {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                true,
                schedule,
                tactics);
    }

    public Game scheduled(Schedule value) {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                value,
                tactics);
    }

    public Game with(Tactics value) {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                value);
    }

    /** Under another loss. */
    public Game with(AdversarialLoss value) {
        return new Game(
                value,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                oneDiscriminatorPass,
                schedule,
                tactics);
    }

    /**
     * Real and generated samples judged in passes of their own: for discriminators that compare the
     * samples of a batch.
     */
    public Game inTwoDiscriminatorPasses() {
        return new Game(
                loss,
                penalties,
                generator,
                discriminator,
                generatorBounds,
                discriminatorBounds,
                discriminatorSteps,
                oneGeneratorPass,
                false,
                schedule,
                tactics);
    }
}
