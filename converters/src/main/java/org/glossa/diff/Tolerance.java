package org.glossa.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;

/**
 * By how much an ordinate may differ.
 *
 * @param amount 0 or more, finite
 */
public record Tolerance(double amount, Unit unit) {
    /** Ordinates are equal when they are the same number. */
    public static final Tolerance EXACT = new Tolerance(0, Unit.ANY);

    private static final Pattern TEXT =
            Pattern.compile("([0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*(px|mm|um|\u00b5m)?");

    /** In a millimetre. */
    private static final double MICROMETRES = 1000;

    /** What the amount is counted in. */
    public enum Unit {
        /** Whatever the coordinates are in: only of no tolerance at all. */
        ANY,
        PIXELS,
        MILLIMETRES
    }

    public Tolerance {
        if (!(amount >= 0) || Double.isInfinite(amount) || unit == Unit.ANY && amount > 0) {
            throw new IllegalArgumentException(
                    "A tolerance is 0, or a number with its unit such as 0.01px, 0.001mm or 1um; got " + amount);
        }
    }

    /**
     * @param text {@code 0}, or a number and {@code px}, {@code mm} or {@code um}
     * @throws IllegalArgumentException for any other text
     */
    public static Tolerance parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A tolerance is 0, or a number with its unit such as 0.01px, 0.001mm or 1um; got \"" + text + '"');
        }
        double amount = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2);
        if (unit == null) {
            return new Tolerance(amount, Unit.ANY);
        }
        return switch (unit) {
            case "px" -> new Tolerance(amount, Unit.PIXELS);
            case "mm" -> new Tolerance(amount, Unit.MILLIMETRES);
            default -> new Tolerance(amount / MICROMETRES, Unit.MILLIMETRES);
        };
    }

    public boolean isExact() {
        return amount == 0;
    }

    /**
     * The amount in the unit of a space.
     *
     * @throws IllegalArgumentException when it is counted in another
     */
    public double in(CoordinateSpace space) {
        if (isExact()) {
            return 0;
        }
        Unit needed = isInMillimetres(space) ? Unit.MILLIMETRES : Unit.PIXELS;
        if (needed != unit) {
            throw new IllegalArgumentException("The coordinates are in "
                    + (needed == Unit.PIXELS
                            ? "pixels, so that a tolerance is one in px"
                            : "millimetres, so that a tolerance is one in mm or um")
                    + "; got " + this);
        }
        return amount;
    }

    static boolean isInMillimetres(CoordinateSpace space) {
        return switch (space) {
            case SlideMillimetres millimetres -> true;
            case ImagePixels pixels -> false;
            case FramePixels pixels -> false;
            case Level0Pixels pixels -> false;
        };
    }

    @Override
    public String toString() {
        return switch (unit) {
            case ANY -> "0";
            case PIXELS -> amount + "px";
            case MILLIMETRES -> amount + "mm";
        };
    }
}
