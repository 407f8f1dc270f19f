package dev.cardigan.augment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The transforms of ADA in the order they are applied in (Karras et al. 2020, appendix B). */
public enum Transform {
    X_FLIP,
    QUARTER_TURN,
    INTEGER_SHIFT,
    SCALE,
    ROTATION,
    STRETCH,
    FRACTIONAL_SHIFT,
    BRIGHTNESS,
    CONTRAST,
    LUMA_FLIP,
    HUE,
    SATURATION,
    BAND_FILTER,
    NOISE,
    CUTOUT;

    private static final Set<Transform> GEOMETRIC = EnumSet.range(X_FLIP, FRACTIONAL_SHIFT);
    private static final Set<Transform> OF_COLOUR = EnumSet.range(BRIGHTNESS, SATURATION);

    /** Pixel blitting, general geometry and colour: the paper's choice for pictures ("bgc"). */
    public static final List<Transform> BLIT_GEOMETRY_COLOUR =
            List.copyOf(EnumSet.range(X_FLIP, SATURATION));

    boolean isGeometric() {
        return GEOMETRIC.contains(this);
    }

    boolean isOfColour() {
        return OF_COLOUR.contains(this);
    }
}
