package dev.cardigan.tensor;

import dev.cardigan.error.CardiganException;
import dev.cardigan.error.EngineException;
import dev.cardigan.error.NativeMemoryException;
import dev.cardigan.error.ShapeException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place where native failures become Cardigan's: first line to the user, native back-trace
 * to the log.
 */
final class Native {

    private static final System.Logger LOG = System.getLogger(Native.class.getName());

    /** What libtorch speaks of where operands do not fit together. */
    private static final Pattern OF_SHAPES =
            Pattern.compile(
                    "\\b(sizes?|shapes?|dimensions?|dims?|\\d-?D|elements|channels|dtypes?|scalars?|result type)\\b",
                    Pattern.CASE_INSENSITIVE);

    private Native() {}

    static <T> T call(String operation, Supplier<T> body, Tensor... operands) {
        OperationTimes times = OperationTimes.here();
        return times == null
                ? translating(operation, body, operands)
                : times.timed(operation, () -> translating(operation, body, operands));
    }

    /** The same for what is no work, whose time nobody wants to know. */
    static <T> T translating(String operation, Supplier<T> body, Tensor... operands) {
        try {
            return body.get();
        } catch (CardiganException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translated(operation, e, operands);
        } catch (OutOfMemoryError e) {
            throw new NativeMemoryException(
                    operation
                            + ": memory ran out ("
                            + e.getMessage()
                            + "); lower batch, size or width",
                    e);
        }
    }

    private static CardiganException translated(
            String operation, RuntimeException cause, Tensor... operands) {
        String all = String.valueOf(cause.getMessage());
        String first = all.lines().findFirst().orElse("no message");
        LOG.log(Level.DEBUG, "{0}: {1}", operation, all);
        if (first.contains("allocate memory") || first.contains("out of memory")) {
            return new NativeMemoryException(
                    operation + ": memory ran out (" + first + "); lower batch, size or width",
                    cause);
        }
        if (operands.length == 0) {
            return new EngineException(operation + ": " + first, cause);
        }
        long types = Arrays.stream(operands).map(Tensor::dtype).distinct().count();
        String found =
                Arrays.stream(operands)
                        .map(t -> Arrays.toString(t.shape()) + (types > 1 ? " " + t.dtype() : ""))
                        .collect(Collectors.joining(" and "));
        String message = operation + ": cannot work with " + found + ": " + first;
        return OF_SHAPES.matcher(first).find()
                ? new ShapeException(message, cause)
                : new EngineException(message, cause);
    }
}
