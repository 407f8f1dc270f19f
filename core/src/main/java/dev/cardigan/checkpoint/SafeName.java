package dev.cardigan.checkpoint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that mean the same single file or folder on every system, and never a path. */
final class SafeName {

    /** The rule in words, for messages. */
    static final String RULE =
            "1 to 100 letters a-z, digits, '.', '_' and '-', beginning with a letter or digit, not"
                    + " ending with '.', and no name that Windows reserves";

    private static final Pattern ALLOWED =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?");
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");
    private static final Pattern RESERVED_PORT = Pattern.compile("(com|lpt)[0-9]");

    private SafeName() {}

    static boolean isSafe(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            return false;
        }
        int dot = name.indexOf('.');
        String device = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        return !RESERVED.contains(device) && !RESERVED_PORT.matcher(device).matches();
    }
}
