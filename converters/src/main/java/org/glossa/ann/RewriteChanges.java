package org.glossa.ann;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Dictionary;
import org.glossa.dicom.Element;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a rewritten instance says otherwise than its original: attributes that had to change or go because the original breaks a rule, so
 * that nothing does so silently. Bulk values are not compared. Not thread-safe.
 */
final class RewriteChanges {
    private static final int SHOWN_CHARACTERS = 64;

    private final Map<Key, Change> changes = new LinkedHashMap<>();

    private enum Kind {
        LEFT_OUT,
        CHANGED
    }

    private record Key(Kind kind, int tag) {}

    private record Change(Place first, String got, String made, long count) {
        Change again() {
            return new Change(first, got, made, count + 1);
        }
    }

    /** @param expected attributes that change in any case */
    void compare(Scope original, DataSet made, Set<Integer> expected) {
        DataSet others = GlossaBlock.without(original.data());
        for (Element element : others) {
            boolean groupLength = Tag.element(element.tag()) == 0;
            if (!groupLength && !expected.contains(element.tag())) {
                compare(original, element, made.get(element.tag()));
            }
        }
    }

    private void compare(Scope original, Element element, @Nullable Element made) {
        if (made == element) {
            return;
        }
        if (made == null) {
            if (!element.isEmpty()) {
                note(Kind.LEFT_OUT, original, element, "");
            }
            return;
        }
        if (element.vr() == Vr.SQ) {
            compareItems(original, element, made);
            return;
        }
        if (!element.vr().isStream() && !element.strings().equals(made.strings())) {
            note(Kind.CHANGED, original, element, shown(made));
        }
    }

    private void compareItems(Scope original, Element element, Element made) {
        List<Scope> items = original.items(element.tag());
        if (items.size() != made.items().size()) {
            note(Kind.CHANGED, original, element, made.items().size() + " items");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            compare(items.get(i), made.items().get(i), Set.of());
        }
    }

    private void note(Kind kind, Scope original, Element element, String made) {
        changes.merge(
                new Key(kind, element.tag()),
                new Change(original.at(element.tag()), shown(element), made, 1),
                (first, again) -> first.again());
    }

    private static String shown(Element element) {
        if (element.vr() == Vr.SQ) {
            return element.items().size() + " items";
        }
        String text = String.join("\\", element.strings());
        String shown = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return text.isEmpty() ? element.valueLength() + " bytes" : "\"" + shown + "\"";
    }

    /** One for each attribute, at its first place. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        changes.forEach((key, change) -> findings.add(finding(key, change)));
        return findings;
    }

    private static Finding finding(Key key, Change change) {
        String got =
                name(key.tag()) + " " + change.got() + (change.count() > 1 ? ", " + change.count() + " times" : "");
        return switch (key.kind()) {
            case LEFT_OUT ->
                Finding.information(
                        "ATTRIBUTE_LEFT_OUT",
                        change.first(),
                        got + " in the original; not written",
                        "what a conformant instance may hold there",
                        "none is needed",
                        "PS3.3 A.87");
            case CHANGED ->
                Finding.information(
                        "ATTRIBUTE_CHANGED",
                        change.first(),
                        got + " in the original; written as " + change.made(),
                        "what a conformant instance may hold there",
                        "none is needed",
                        "PS3.3 A.87");
        };
    }

    static String name(int tag) {
        Dictionary.Entry entry = Dictionary.lookup(tag);
        return entry == null || entry.name().isEmpty() ? new TagPath(List.of(), tag).toString() : entry.name();
    }
}
