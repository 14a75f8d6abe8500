package org.glossa.service.ingest;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Fragments;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Whether two files hold the same data set: element for element, bit for bit, whatever their preambles, file meta groups, lengths
 * defined or undefined, group lengths and padding at the end.
 */
final class SameDataSet {
    private SameDataSet() {}

    static boolean inBoth(DicomFile one, DicomFile other) {
        return same(one.dataSet(), other.dataSet());
    }

    private static boolean same(DataSet one, DataSet other) {
        Iterator<Element> elements = one.iterator();
        Iterator<Element> others = other.iterator();
        while (true) {
            Element element = nextThatCounts(elements);
            Element counterpart = nextThatCounts(others);
            if (element == null || counterpart == null) {
                return element == null && counterpart == null;
            }
            if (!same(element, counterpart)) {
                return false;
            }
        }
    }

    private static boolean same(Element one, Element other) {
        if (one.tag() != other.tag()) {
            return false;
        }
        Fragments fragments = one.fragments();
        Fragments others = other.fragments();
        if (fragments != null || others != null) {
            return fragments != null && others != null && same(fragments, others);
        }
        List<DataSet> items = one.items();
        List<DataSet> otherItems = other.items();
        if (items.isEmpty() && otherItems.isEmpty()) {
            return same(one.value(), other.value());
        }
        if (items.size() != otherItems.size()) {
            return false;
        }
        Iterator<DataSet> counterparts = otherItems.iterator();
        for (DataSet item : items) {
            if (!same(item, counterparts.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Fragments one, Fragments other) {
        if (one.count() != other.count()) {
            return false;
        }
        for (long i = 0; i < one.count(); i++) {
            if (!same(one.segment(i), other.segment(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(MemorySegment one, MemorySegment other) {
        return one.mismatch(other) < 0;
    }

    /** Group lengths and padding say nothing. */
    private static @Nullable Element nextThatCounts(Iterator<Element> elements) {
        while (elements.hasNext()) {
            Element element = elements.next();
            if ((element.tag() & 0xFFFF) != 0 && element.tag() != Tag.DataSetTrailingPadding) {
                return element;
            }
        }
        return null;
    }
}
