package dev.cardigan.checkpoint;

import static java.util.Comparator.comparingLong;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finished checkpoint by its name, {@code step-00001000}. When the same step is saved again with
 * other content, {@code step-00001000.2} takes its place before the first is deleted.
 *
 * @param revision 1 for a name without a suffix
 */
public record StepFolder(long step, int revision, Path path) implements Comparable<StepFolder> {

    /** The last step that has a name, 10^18 - 1. */
    static final long MAX_STEP = 999_999_999_999_999_999L;

    private static final Pattern NAME =
            Pattern.compile("step-([0-9]{8,18})(?:\\.([1-9][0-9]{0,8}))?");
    private static final Comparator<StepFolder> ORDER =
            comparingLong(StepFolder::step).thenComparingInt(StepFolder::revision);

    /** The name of a step, for example {@code step-00001000}. */
    public static String nameOf(long step) {
        // Some default locales write other digits.
        return String.format(Locale.ROOT, "step-%08d", step);
    }

    static StepFolder in(Path directory, long step, int revision) {
        String name = revision == 1 ? nameOf(step) : nameOf(step) + "." + revision;
        return new StepFolder(step, revision, directory.resolve(name));
    }

    /** Empty when this path does not have the name of a finished checkpoint. */
    static Optional<StepFolder> of(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String revision = matcher.group(2);
        return Optional.of(
                new StepFolder(
                        Long.parseLong(matcher.group(1)),
                        revision == null ? 1 : Integer.parseInt(revision),
                        path));
    }

    /** Earlier steps first; never by time, because clocks jump. */
    @Override
    public int compareTo(StepFolder other) {
        return ORDER.compare(this, other);
    }
}
