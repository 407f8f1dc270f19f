package dev.cardigan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions, known without loading anything. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Cardigan " + cardigan(), "libtorch " + libtorch(), "Java " + java()};
    }

    static String cardigan() {
        return property("cardigan");
    }

    /** Version of the natives and of their binding, such as {@code 2.10.0-1.5.13}. */
    static String libtorch() {
        return property("libtorch");
    }

    static String java() {
        return "%s (%s)"
                .formatted(Runtime.version(), System.getProperty("java.vendor", "unknown vendor"));
    }

    private static String property(String name) {
        Properties versions = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IllegalStateException("version.properties is missing from the jar");
            }
            versions.load(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return versions.getProperty(name);
    }
}
