package dev.cardigan.zoo.official;

import dev.cardigan.error.CheckpointException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How the weights of one kind of network are recognised in files that others wrote. */
public interface WeightFormat {

    /** The recipes whose weights it knows. */
    Set<String> papers();

    /**
     * Looks for networks in a file.
     *
     * @param paper one of {@link #papers()}
     * @param side of the pictures, where the user says so
     * @throws CheckpointException when there are none, or some that Cardigan does not have
     */
    Found find(Shapes file, String paper, OptionalInt side);

    /** All that are known. */
    static List<WeightFormat> all() {
        return List.of(
                new DcganWeights(),
                new StyleGan2Weights(),
                new CycleGanWeights(),
                new Pix2PixWeights(),
                new EsrganWeights(),
                new SrganWeights());
    }

    /** The one for a recipe. */
    static Optional<WeightFormat> of(String paper) {
        return all().stream().filter(format -> format.papers().contains(paper)).findFirst();
    }

    /**
     * Of several places where a network lies, the one to take: averages where they are wanted and
     * there, else the shortest name.
     */
    static Optional<String> chosen(List<String> prefixes, boolean averaged) {
        List<String> fitting = new ArrayList<>(prefixes);
        fitting.removeIf(prefix -> Part.of(prefix, "", TorchNames.PLAIN).averaged() != averaged);
        return fitting.stream()
                .min(Comparator.comparingInt(String::length).thenComparing(prefix -> prefix));
    }

    /** What is said of a file without the network that was asked for. */
    static CheckpointException none(Shapes file, String what, String marker) {
        return new CheckpointException(
                "%s: expected weights of %s with a name that ends with '%s', found %d others such as %s"
                        .formatted(
                                file.file(),
                                what,
                                marker,
                                file.all().size(),
                                file.all().keySet().stream().limit(3).toList()));
    }
}
