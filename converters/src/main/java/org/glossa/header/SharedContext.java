package org.glossa.header;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;

/**
 * The attributes that all instances of one slide share: Patient, Clinical Trial Subject, General Study, Patient Study, Clinical Trial
 * Study and Specimen modules (PS3.3 C.7.1 to C.7.2, C.7.6.22). Whoever compares instances of a study compares these as bytes.
 */
public final class SharedContext {
    private static final int PATIENT_GROUP = 0x0010;
    private static final int CLINICAL_TRIAL_GROUP = 0x0012;

    private SharedContext() {}

    /** Whether instances of one slide have the attribute in common. */
    public static boolean isShared(int tag) {
        return switch (Tag.group(tag)) {
            // editions of the standard add attributes to the patient, and retire some that files still have
            case PATIENT_GROUP -> Tag.element(tag) != 0;
            case CLINICAL_TRIAL_GROUP -> Tag.element(tag) != 0 && !Table.TRIAL_SERIES.contains(tag);
            default -> Table.SHARED.contains(tag);
        };
    }

    /**
     * Adds the shared attributes of an instance, their bytes as they are; those of Type 2 that it lacks are added empty. Say at the
     * end {@link DataSet#inCharacterSetOf} the same instance.
     */
    public static void copy(DataSet from, DataSet.Builder to) {
        for (int tag : Table.TYPE_2) {
            to.empty(tag);
        }
        for (Element element : from) {
            if (isShared(element.tag())) {
                to.verbatim(element);
            }
        }
    }

    /** Made by {@code test-corpus/src/main/python/make_context.py}. */
    private static final class Table {
        static final Set<Integer> SHARED = new HashSet<>();
        static final Set<Integer> TYPE_2 = new HashSet<>();

        /** The Clinical Trial Series module, which describes a series and not the slide. */
        static final Set<Integer> TRIAL_SERIES = Set.of(
                Tag.ClinicalTrialCoordinatingCenterName,
                Tag.ClinicalTrialSeriesID,
                Tag.ClinicalTrialSeriesDescription,
                Tag.IssuerOfClinicalTrialSeriesID);

        static {
            try (InputStream in = SharedContext.class.getResourceAsStream("context.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("context.tsv is missing from the jar");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        add(line.split("\t"));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void add(String[] fields) {
            int tag = Integer.parseUnsignedInt(fields[1], 16);
            SHARED.add(tag);
            boolean mandatory = fields[0].equals("patient") || fields[0].equals("general-study");
            if (mandatory && fields[2].equals("2")) {
                TYPE_2.add(tag);
            }
        }
    }
}
