package dev.cardigan.tensor;

import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;

/** What of the machine this process takes, and the engine it runs on. */
public final class Footprint {

    private Footprint() {}

    /** Memory of the process that is in RAM, native and Java together, in bytes. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }

    /** Version of libtorch and of its Java binding: {@code 2.10.0-1.5.13}. */
    public static String engineVersion() {
        return Optional.ofNullable(torch.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
