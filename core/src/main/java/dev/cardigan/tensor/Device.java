package dev.cardigan.tensor;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.EngineException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Where tensors live and are computed: {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}.
 */
public record Device(Kind kind, int index) {

    public enum Kind {
        CPU,
        CUDA,
        MPS
    }

    public static final Device CPU = new Device(Kind.CPU, 0);

    /** No machine has more than a thousand devices. */
    private static final Pattern WRITTEN = Pattern.compile("cpu|mps|cuda(:(?<index>\\d{1,3}))?");

    /**
     * Reads {@code cpu}, {@code cuda}, {@code cuda:N} or {@code mps}.
     *
     * @throws ConfigException if it is none of these
     */
    public static Device parse(String text) {
        Matcher written = WRITTEN.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new ConfigException(
                    "device: expected cpu, cuda, cuda:N or mps, found '" + text + "'");
        }
        String index = written.group("index");
        return index == null
                ? new Device(Kind.valueOf(written.group().toUpperCase(Locale.ROOT)), 0)
                : new Device(Kind.CUDA, Integer.parseInt(index));
    }

    /**
     * This device, if this machine has it.
     *
     * @throws EngineException if not, saying what is missing
     */
    public Device orFail() {
        Engine.load();
        boolean available =
                switch (kind) {
                    case CPU -> true;
                    case CUDA -> torch.cuda_is_available() && index < torch.cuda_device_count();
                    case MPS -> torch.hasMPS();
                };
        if (!available) {
            throw new EngineException(
                    "device: "
                            + this
                            + " is not available on this machine with these natives; run 'cardigan doctor'"
                            + " to see why, or use --device cpu");
        }
        return this;
    }

    DeviceType deviceType() {
        return switch (kind) {
            case CPU -> DeviceType.CPU;
            case CUDA -> DeviceType.CUDA;
            case MPS -> DeviceType.MPS;
        };
    }

    org.bytedeco.pytorch.Device handle() {
        return new org.bytedeco.pytorch.Device(
                deviceType(), (byte) (kind == Kind.CUDA ? index : -1));
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.CUDA ? name + ":" + index : name;
    }
}
