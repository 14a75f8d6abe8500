package org.glossa.sr;

import java.util.Map;
import java.util.Set;
import org.glossa.annotation.CodedConcept;

/** Concepts of TID 1500 and the templates that it includes (PS3.16), with their meanings as the coding schemes spell them. */
public final class SrConcepts {
    /** Name of the root, TID 1500. */
    public static final CodedConcept IMAGING_MEASUREMENT_REPORT = dcm("126000", "Imaging Measurement Report");

    /** TID 1204. */
    public static final CodedConcept LANGUAGE = dcm("121049", "Language of Content Item and Descendants");

    public static final CodedConcept PROCEDURE_REPORTED = dcm("121058", "Procedure reported");

    // TID 1002 to 1004: who observed

    public static final CodedConcept OBSERVER_TYPE = dcm("121005", "Observer Type");
    public static final CodedConcept PERSON = dcm("121006", "Person");
    public static final CodedConcept DEVICE = dcm("121007", "Device");
    public static final CodedConcept PERSON_OBSERVER_NAME = dcm("121008", "Person Observer Name");
    public static final CodedConcept PERSON_OBSERVER_ORGANIZATION =
            dcm("121009", "Person Observer's Organization Name");
    public static final CodedConcept PERSON_OBSERVER_ROLE_IN_ORGANIZATION =
            dcm("121010", "Person Observer's Role in the Organization");
    public static final CodedConcept PERSON_OBSERVER_ROLE_IN_PROCEDURE =
            dcm("121011", "Person Observer's Role in this Procedure");
    public static final CodedConcept PERSON_OBSERVER_LOGIN = dcm("128774", "Person Observer's Login Name");
    public static final CodedConcept DEVICE_OBSERVER_UID = dcm("121012", "Device Observer UID");
    public static final CodedConcept DEVICE_OBSERVER_NAME = dcm("121013", "Device Observer Name");
    public static final CodedConcept DEVICE_OBSERVER_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    public static final CodedConcept DEVICE_OBSERVER_MODEL = dcm("121015", "Device Observer Model Name");
    public static final CodedConcept DEVICE_OBSERVER_SERIAL = dcm("121016", "Device Observer Serial Number");

    /** Names of items that say who observed. */
    public static final Set<CodedConcept> OF_OBSERVERS = Set.of(
            OBSERVER_TYPE,
            PERSON_OBSERVER_NAME,
            PERSON_OBSERVER_ORGANIZATION,
            PERSON_OBSERVER_ROLE_IN_ORGANIZATION,
            PERSON_OBSERVER_ROLE_IN_PROCEDURE,
            PERSON_OBSERVER_LOGIN,
            DEVICE_OBSERVER_UID,
            DEVICE_OBSERVER_NAME,
            DEVICE_OBSERVER_MANUFACTURER,
            DEVICE_OBSERVER_MODEL,
            DEVICE_OBSERVER_SERIAL);

    // TID 1600: images

    public static final CodedConcept IMAGE_LIBRARY = dcm("111028", "Image Library");
    public static final CodedConcept IMAGE_LIBRARY_GROUP = dcm("126200", "Image Library Group");

    // TID 1500, 1410, 1411, 1501: measurements

    public static final CodedConcept IMAGING_MEASUREMENTS = dcm("126010", "Imaging Measurements");
    public static final CodedConcept MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
    public static final CodedConcept TRACKING_IDENTIFIER = dcm("112039", "Tracking Identifier");
    public static final CodedConcept TRACKING_UNIQUE_IDENTIFIER = dcm("112040", "Tracking Unique Identifier");
    public static final CodedConcept FINDING_CATEGORY = sct("276214006", "Finding category");
    public static final CodedConcept FINDING = dcm("121071", "Finding");
    public static final CodedConcept FINDING_SITE = sct("363698007", "Finding Site");
    public static final CodedConcept LATERALITY = sct("272741003", "Laterality");
    public static final CodedConcept TOPOGRAPHICAL_MODIFIER = sct("106233006", "Topographical modifier");
    public static final CodedConcept IMAGE_REGION = dcm("111030", "Image Region");
    public static final CodedConcept VOLUME_SURFACE = dcm("121231", "Volume Surface");
    public static final CodedConcept SOURCE = sct("260753009", "Source");
    public static final CodedConcept SOURCE_IMAGE = dcm("121324", "Source Image");
    public static final CodedConcept GEOMETRIC_PURPOSE = dcm("130400", "Geometric purpose of region");
    public static final CodedConcept METHOD = sct("370129005", "Measurement Method");

    // TID 4019: algorithms

    public static final CodedConcept ALGORITHM_FAMILY = dcm("111000", "Algorithm Family");
    public static final CodedConcept ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    public static final CodedConcept ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
    public static final CodedConcept ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    public static final CodedConcept ALGORITHM_MANUFACTURER = dcm("122405", "Algorithm Manufacturer");

    // CID 42: what a measured value is instead of a number

    public static final CodedConcept NOT_A_NUMBER = dcm("114000", "Not a number");
    public static final CodedConcept NEGATIVE_INFINITY = dcm("114001", "Negative Infinity");
    public static final CodedConcept POSITIVE_INFINITY = dcm("114002", "Positive Infinity");

    /** Unit of a measured value whose unit nobody says. */
    public static final CodedConcept NO_UNITS = new CodedConcept("1", "UCUM", "no units");

    /** CID 244: the codes that tell a laterality from a topographical modifier. */
    private static final Set<String> LATERALITIES = Set.of("7771000", "24028007", "51440002", "66459002");

    /** Designators that SNOMED's former codes were written with. */
    private static final Set<String> RETIRED_SCHEMES = Set.of("SRT", "SNM3", "99SDM");

    /** SNOMED's former code of each concept name here that has one. */
    private static final Map<String, String> RETIRED = Map.of(
            "276214006", "R-427CE",
            "363698007", "G-C0E3",
            "272741003", "G-C171",
            "106233006", "G-A1F8",
            "370129005", "G-C036");

    private SrConcepts() {}

    /** Whether a code as found is one of these concepts: meanings do not count, and former SNOMED codes are accepted. */
    public static boolean is(CodedConcept found, CodedConcept concept) {
        if (found.scheme().equals(concept.scheme())) {
            return found.value().equals(concept.value());
        }
        return concept.scheme().equals("SCT")
                && isRetired(found)
                && found.value().equals(RETIRED.get(concept.value()));
    }

    /** Whether a code is of SNOMED's former scheme, in place of which SCT is to be used (PS3.16 8.1). */
    public static boolean isRetired(CodedConcept found) {
        return RETIRED_SCHEMES.contains(found.scheme());
    }

    /** Whether a modifier of a site is a laterality (CID 244); any other is a topographical modifier. */
    public static boolean isLaterality(CodedConcept modifier) {
        return modifier.scheme().equals("SCT") && LATERALITIES.contains(modifier.value());
    }

    private static CodedConcept dcm(String value, String meaning) {
        return new CodedConcept(value, "DCM", meaning);
    }

    private static CodedConcept sct(String value, String meaning) {
        return new CodedConcept(value, "SCT", meaning);
    }
}
