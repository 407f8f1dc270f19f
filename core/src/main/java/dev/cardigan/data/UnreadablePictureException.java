package dev.cardigan.data;

import java.io.IOException;

/**
 * One picture that cannot be used. The message is the reason alone; whoever knows the file adds its
 * name.
 */
final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadablePictureException(String reason) {
        super(reason);
    }

    UnreadablePictureException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
