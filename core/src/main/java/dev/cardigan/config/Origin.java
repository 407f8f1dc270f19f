package dev.cardigan.config;

/**
 * Where a setting was written; its text starts every error message about the setting.
 *
 * @param line 1-based, 0 where the source has no lines
 * @param column 1-based, 0 where the source has no lines
 */
record Origin(Source source, String name, int line, int column) {

    enum Source {
        FILE,
        ARGUMENT,
        ENVIRONMENT,
        TREE
    }

    static Origin ofFile(String label, int line, int column) {
        return new Origin(Source.FILE, label, line, column);
    }

    static Origin ofArgument(String path) {
        return new Origin(Source.ARGUMENT, "--set " + path, 0, 0);
    }

    static Origin ofEnvironment(String variable) {
        return new Origin(Source.ENVIRONMENT, "environment " + variable, 0, 0);
    }

    static Origin ofTree(String label) {
        return new Origin(Source.TREE, label, 0, 0);
    }

    /** Whether the text of this origin already ends in the key that a message is about. */
    boolean names(String path) {
        return source == Source.ARGUMENT && name.equals("--set " + path);
    }

    /**
     * Environment variables are upper case on every system, so their keys match by letters only.
     */
    boolean matches(String written, String known) {
        if (source == Source.ENVIRONMENT) {
            return Nearest.fold(written).equals(Nearest.fold(known));
        }
        return written.equals(known);
    }

    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line;
    }
}
