package org.glossa.ann;

import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;

/** What a caller decides about annotations of another language that become bulk annotations. */
public record AnnOptions(Holes holes, CoordinatePrecision precision, OutOfBounds outOfBounds) {
    public static final AnnOptions DEFAULT = new AnnOptions(Holes.KEYHOLE, CoordinatePrecision.AUTO, OutOfBounds.KEEP);
}
