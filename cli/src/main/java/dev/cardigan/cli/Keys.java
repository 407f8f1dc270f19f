package dev.cardigan.cli;

import dev.cardigan.adversarial.Game;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which setting a short name means. */
final class Keys {

    private static final List<String> GAME = of(Game.class);

    private Keys() {}

    /** The component names of a record class. */
    static List<String> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    /**
     * All short names of a model's settings.
     *
     * @param own the model's own keys
     */
    static List<String> shortNames(List<String> own) {
        List<String> names = new ArrayList<>(own);
        if (own.contains("game")) {
            names.addAll(GAME);
        }
        return names;
    }

    /**
     * @param model where the model's own keys are: {@code model.dcgan.}
     * @param own the model's own keys
     */
    static String alias(String name, String model, List<String> own) {
        String standard =
                name.startsWith("critic") ? name.replace("critic", "discriminator") : name;
        if (own.contains(standard)) {
            return model + standard;
        }
        if (own.contains("game") && GAME.contains(standard)) {
            return model + "game." + standard;
        }
        return name;
    }
}
