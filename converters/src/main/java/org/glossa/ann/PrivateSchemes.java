package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/** Coding Scheme Identification Sequence (0008,0110) of the private schemes that codes of a set are of (PS3.3 C.12.1.1). */
final class PrivateSchemes {
    private static final String PREFIX = "99";
    private static final String OURS = "99GLOSSA";

    private PrivateSchemes() {}

    static void addTo(DataSet.Builder root, AnnotationSet set) {
        TreeSet<String> schemes = new TreeSet<>();
        for (AnnotationGroup group : set.groups()) {
            GroupDescription said = group.description();
            add(schemes, said.category());
            add(schemes, said.type());
            said.typeModifiers().forEach(code -> add(schemes, code));
            for (Algorithm algorithm : said.algorithms()) {
                add(schemes, algorithm.family());
                add(schemes, algorithm.nameCode());
            }
            said.anatomy().regions().forEach(site -> add(schemes, site));
            said.anatomy().primaryStructures().forEach(site -> add(schemes, site));
            for (Measurement measurement : group.measurements()) {
                add(schemes, measurement.concept());
                add(schemes, measurement.unit());
            }
        }
        if (!schemes.isEmpty()) {
            List<DataSet> items = new ArrayList<>();
            for (String scheme : schemes) {
                items.add(item(scheme));
            }
            root.sequence(Tag.CodingSchemeIdentificationSequence, items);
        }
    }

    private static DataSet item(String scheme) {
        DataSet.Builder item = DataSet.builder().string(Tag.CodingSchemeDesignator, scheme);
        if (scheme.equals(OURS)) {
            item.string(Tag.CodingSchemeName, "Classes and measurements named in GeoJSON without a code")
                    .string(Tag.CodingSchemeResponsibleOrganization, "Glossa");
        } else {
            item.string(Tag.CodingSchemeName, scheme)
                    .string(Tag.CodingSchemeResponsibleOrganization, "not known to Glossa");
        }
        return item.build();
    }

    private static void add(TreeSet<String> schemes, AnatomicSite site) {
        add(schemes, site.site());
        site.modifiers().forEach(code -> add(schemes, code));
    }

    private static void add(TreeSet<String> schemes, @Nullable CodedConcept code) {
        if (code != null && code.scheme().startsWith(PREFIX)) {
            schemes.add(code.scheme());
        }
    }
}
