package org.glossa.sr;

import java.util.Set;

/** SOP classes of structured reports that are read; the first two are written. */
public final class SrClasses {
    /** Comprehensive SR Storage: regions in pixels (SCOORD). */
    public static final String COMPREHENSIVE = "1.2.840.10008.5.1.4.1.1.88.33";

    /** Comprehensive 3D SR Storage: regions in millimetres (SCOORD3D) too. */
    public static final String COMPREHENSIVE_3D = "1.2.840.10008.5.1.4.1.1.88.34";

    /** Enhanced SR Storage. */
    public static final String ENHANCED = "1.2.840.10008.5.1.4.1.1.88.22";

    /** All that are read. */
    public static final Set<String> READ = Set.of(COMPREHENSIVE, COMPREHENSIVE_3D, ENHANCED);

    private SrClasses() {}
}
