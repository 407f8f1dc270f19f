package dev.cardigan.tensor;

import org.bytedeco.javacpp.Pointer;

/** What of the machine this process takes, and the engine it runs on. */
public final class Footprint {

    private Footprint() {}

    /** Memory of the process that is in RAM, native and Java together, in bytes. */
    public static long residentBytes() {
        Engine.load();
        return Pointer.physicalBytes();
    }
}
