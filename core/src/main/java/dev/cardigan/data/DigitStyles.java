package dev.cardigan.data;

import static dev.cardigan.data.Stroke.curve;
import static dev.cardigan.data.Stroke.lines;
import static dev.cardigan.data.Stroke.ring;

import java.util.List;

/** How people write the ten digits: for each, several habits, each a few strokes of our own. */
final class DigitStyles {

    private static final List<List<List<Stroke>>> STYLES =
            List.of(
                    zeros(), ones(), twos(), threes(), fours(), fives(), sixes(), sevens(),
                    eights(), nines());

    private DigitStyles() {}

    /** The habits for one digit, each a list of strokes 100 units high. */
    static List<List<Stroke>> of(int digit) {
        return STYLES.get(digit);
    }

    private static List<List<Stroke>> zeros() {
        return List.of(
                List.of(ring(32, 0, 12, 12, 2, 42, 6, 76, 24, 100, 44, 88, 56, 56, 50, 16)),
                List.of(ring(28, 0, 8, 14, 0, 50, 8, 86, 28, 100, 48, 86, 56, 50, 48, 14)),
                // Closed with an overlap at the top.
                List.of(
                        curve(
                                44, 10, 26, 2, 8, 20, 0, 56, 10, 90, 30, 100, 50, 84, 58, 48, 50,
                                14, 32, 0, 20, 8)),
                // Left open at the top right.
                List.of(curve(36, 0, 14, 10, 2, 42, 6, 80, 28, 100, 50, 82, 56, 46, 46, 12)));
    }

    private static List<List<Stroke>> ones() {
        Stroke flag = lines(0, 20, 20, 0, 20, 100);
        return List.of(
                List.of(lines(0, 0, 0, 100)),
                List.of(curve(3, 0, 1, 50, 0, 100)),
                List.of(flag),
                List.of(flag, lines(2, 100, 38, 100)));
    }

    private static List<List<Stroke>> twos() {
        return List.of(
                // Sharp foot.
                List.of(
                        curve(2, 22, 10, 6, 28, 0, 46, 8, 52, 28, 44, 50, 24, 74, 0, 98),
                        lines(0, 98, 58, 97)),
                // Looped foot.
                List.of(
                        curve(
                                4, 18, 16, 3, 34, 0, 50, 12, 50, 34, 38, 62, 20, 88, 6, 98, 0, 90,
                                8, 80, 24, 86, 40, 97, 60, 94)),
                // Flat, wavy foot.
                List.of(
                        curve(0, 16, 18, 1, 40, 2, 52, 18, 46, 42, 26, 68, 4, 94),
                        curve(4, 94, 22, 91, 40, 99, 58, 92)));
    }

    private static List<List<Stroke>> threes() {
        return List.of(
                List.of(
                        curve(4, 12, 20, 0, 40, 2, 50, 18, 42, 36, 20, 45),
                        curve(20, 45, 44, 50, 56, 68, 48, 90, 26, 100, 0, 90)),
                // Flat top.
                List.of(
                        lines(4, 2, 50, 1, 24, 38),
                        curve(24, 38, 46, 44, 56, 66, 48, 90, 24, 100, 0, 90)),
                // One stroke, with a small nook in the middle.
                List.of(
                        curve(
                                2, 8, 24, 0, 46, 8, 46, 28, 32, 42, 18, 47, 38, 50, 54, 64, 52, 86,
                                30, 100, 2, 94)));
    }

    private static List<List<Stroke>> fours() {
        return List.of(
                // Open at the top, straight.
                List.of(lines(10, 0, 2, 54, 58, 52), lines(46, 8, 42, 100)),
                // Closed.
                List.of(lines(42, 0, 0, 66, 60, 65), lines(42, 0, 42, 100)),
                // Open, with a round corner, the long stroke drawn last.
                List.of(curve(8, 2, 2, 26, 4, 46, 20, 53, 48, 48), curve(50, 0, 49, 50, 44, 100)));
    }

    private static List<List<Stroke>> fives() {
        Stroke belly = curve(6, 44, 26, 36, 48, 44, 56, 66, 46, 90, 22, 100, 0, 90);
        return List.of(
                List.of(lines(52, 2, 12, 2, 6, 44), belly),
                // Belly first, the roof added last and slightly apart.
                List.of(
                        lines(12, 4, 8, 42),
                        curve(8, 42, 30, 38, 50, 50, 52, 76, 34, 98, 0, 96),
                        lines(14, 3, 56, 0)),
                // One round stroke, like an S.
                List.of(
                        curve(
                                54, 0, 30, 2, 14, 8, 9, 26, 18, 42, 40, 50, 52, 68, 44, 92, 20, 100,
                                0, 92)));
    }

    private static List<List<Stroke>> sixes() {
        return List.of(
                List.of(
                        curve(
                                44, 0, 22, 14, 6, 42, 2, 72, 14, 96, 34, 99, 50, 84, 46, 62, 28, 54,
                                10, 66, 4, 80)),
                // Straight back.
                List.of(
                        curve(
                                34, 0, 16, 32, 2, 68, 8, 94, 28, 100, 48, 88, 48, 66, 30, 56, 12,
                                64, 4, 76)),
                // Hooked top.
                List.of(
                        curve(
                                52, 10, 38, 0, 18, 12, 4, 44, 2, 76, 18, 99, 42, 96, 54, 76, 42, 56,
                                22, 56, 4, 72)));
    }

    private static List<List<Stroke>> sevens() {
        Stroke plain = lines(0, 4, 54, 2, 20, 100);
        Stroke bar = lines(12, 52, 54, 48);
        return List.of(
                List.of(plain),
                List.of(plain, bar),
                // Curved leg.
                List.of(lines(0, 2, 54, 2), curve(54, 2, 38, 34, 28, 66, 24, 100)),
                // Hook at the start of the roof.
                List.of(lines(0, 18, 3, 3, 56, 2, 26, 100)),
                List.of(lines(0, 18, 3, 3, 56, 2), curve(56, 2, 38, 38, 26, 100), bar));
    }

    private static List<List<Stroke>> eights() {
        return List.of(
                // One crossing stroke.
                List.of(
                        ring(
                                46, 8, 26, 0, 8, 12, 12, 32, 30, 48, 50, 66, 50, 90, 28, 100, 6, 90,
                                6, 68, 26, 50, 46, 32)),
                // Two rings.
                List.of(
                        ring(28, 0, 12, 8, 9, 24, 14, 40, 28, 47, 42, 40, 47, 24, 44, 8),
                        ring(28, 47, 10, 56, 2, 74, 10, 93, 28, 100, 46, 93, 54, 74, 46, 56)),
                // Not closed at the top right.
                List.of(
                        curve(
                                50, 12, 34, 0, 14, 6, 10, 26, 28, 46, 48, 64, 48, 88, 28, 100, 6,
                                90, 4, 70, 24, 50, 44, 30, 54, 14)));
    }

    private static List<List<Stroke>> nines() {
        return List.of(
                // Straight stem.
                List.of(
                        ring(28, 0, 10, 8, 2, 28, 10, 48, 28, 54, 44, 44, 49, 24, 44, 7),
                        lines(50, 8, 47, 100)),
                // Curved tail.
                List.of(
                        curve(
                                48, 10, 28, 0, 8, 10, 2, 32, 16, 50, 36, 46, 49, 18, 52, 52, 42, 88,
                                22, 100, 4, 94)),
                // Leaning stem, one stroke.
                List.of(
                        curve(
                                50, 14, 34, 0, 12, 10, 4, 34, 18, 48, 38, 40, 51, 14, 46, 48, 38,
                                74, 30, 100)));
    }
}
