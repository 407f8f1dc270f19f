package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link MetricsLog} writes, also while it is being written. */
public final class MetricsReader {

    private MetricsReader() {}

    /**
     * Every complete line in the order of the file; a torn last line is skipped.
     *
     * @throws DataException if the file cannot be read or a complete line is not a measurement
     */
    public static List<Measurement> read(Path file) {
        List<Measurement> measurements = new ArrayList<>();
        try {
            CompleteLines.forEach(
                    file, (number, line) -> measurements.add(measurement(file, number, line)));
        } catch (IOException failure) {
            throw WholeFile.readFailure(file, failure);
        }
        return List.copyOf(measurements);
    }

    static DataException damaged(Path file, long number, DataException cause) {
        return new DataException(
                "Damaged metrics: line "
                        + number
                        + " of "
                        + file
                        + " is not a JSON object of numbers with a \"step\"; delete that line or"
                        + " restore the file.",
                cause);
    }

    private static Measurement measurement(Path file, long number, byte[] line) {
        try {
            return Measurement.from(new String(line, StandardCharsets.UTF_8));
        } catch (DataException cause) {
            throw damaged(file, number, cause);
        }
    }
}
