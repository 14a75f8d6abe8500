package org.glossa.service.catalogue;

import java.util.Arrays;

/** The level of the query model that a top-level attribute belongs to, PS3.3 tables of the Patient, Study, Series and Equipment modules. */
public enum AttributeLevel {
    STUDY,
    SERIES,
    INSTANCE;

    private static final int[] STUDY_TAGS = sorted(
            0x00080005,
            0x00080020,
            0x00080030,
            0x00080050,
            0x00080051,
            0x00080090,
            0x00080096,
            0x0008009C,
            0x00080201,
            0x00081030,
            0x00081032,
            0x00081048,
            0x00081049,
            0x00081060,
            0x00081062,
            0x00081080,
            0x00081084,
            0x00081110,
            0x0020000D,
            0x00200010);

    private static final int[] SERIES_TAGS = sorted(
            0x00080021,
            0x00080031,
            0x00080060,
            0x00080070,
            0x00080080,
            0x00080081,
            0x00081010,
            0x0008103E,
            0x0008103F,
            0x00081040,
            0x00081050,
            0x00081070,
            0x00081090,
            0x00081111,
            0x00180015,
            0x00181000,
            0x00181020,
            0x00181030,
            0x00185100,
            0x0020000E,
            0x00200011,
            0x00200052,
            0x00200060,
            0x00201040,
            0x00400244,
            0x00400245,
            0x00400250,
            0x00400251,
            0x00400253,
            0x00400254,
            0x00400260,
            0x00400275,
            0x00400280);

    /** The level of an attribute; what is in no table is the instance's own. */
    public static AttributeLevel of(int tag) {
        int group = tag >>> 16;
        boolean patientTrialOrVisit = group == 0x0010 || group == 0x0012 || group == 0x0032 || group == 0x0038;
        if (patientTrialOrVisit || Arrays.binarySearch(STUDY_TAGS, tag) >= 0) {
            return STUDY;
        }
        return Arrays.binarySearch(SERIES_TAGS, tag) >= 0 ? SERIES : INSTANCE;
    }

    private static int[] sorted(int... tags) {
        Arrays.sort(tags);
        return tags;
    }
}
