package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the text of elements from several data sets to one character set. */
final class OneCharacterSet {
    private static final MemorySegment NONE = MemorySegment.ofArray(new byte[0]);

    private final CharacterSets target;
    private boolean complete = true;

    private OneCharacterSet(CharacterSets target) {
        this.target = target;
    }

    static DataSet of(DataSet mixed, DataSet model) {
        Element term = model.get(Tag.SpecificCharacterSet);
        CharacterSets wanted =
                term == null ? CharacterSets.DEFAULT : CharacterSets.of(CharacterSets.terms(term.value()));
        OneCharacterSet like = new OneCharacterSet(wanted);
        DataSet result = like.root(mixed, term);
        if (like.complete) {
            return result;
        }
        Element utf8 =
                new Element(Tag.SpecificCharacterSet, Vr.CS, -1, Utf8Text.TERM, CharacterSets.UTF_8, List.of(), null);
        return new OneCharacterSet(CharacterSets.UTF_8).root(mixed, utf8);
    }

    private DataSet root(DataSet mixed, @Nullable Element term) {
        DataSet.Builder result = DataSet.builder();
        for (Element element : mixed) {
            if (element.tag() != Tag.SpecificCharacterSet) {
                result.verbatim(of(element));
            }
        }
        if (term != null) {
            result.verbatim(term);
        }
        return result.build();
    }

    private Element of(Element element) {
        if (element.vr() == Vr.SQ) {
            return sequence(element);
        }
        if (!element.vr().hasCharacterSet()
                || element.characters().isSame(target)
                || Utf8Text.isAscii(element.value())) {
            return element;
        }
        String text = element.characters().decode(element.value(), element.vr());
        Optional<byte[]> bytes = target.encode(text);
        if (bytes.isEmpty()) {
            complete = false;
            return element;
        }
        MemorySegment value = MemorySegment.ofArray(bytes.get()).asReadOnly();
        return new Element(element.tag(), element.vr(), -1, value, target, List.of(), null);
    }

    private Element sequence(Element element) {
        if (element.valueOffset() >= 0 && element.characters().isSame(target)) {
            return element;
        }
        List<DataSet> items = new ArrayList<>(element.items().size());
        boolean changed = false;
        for (DataSet item : element.items()) {
            DataSet made = item(item);
            changed |= made != item;
            items.add(made);
        }
        return changed ? new Element(element.tag(), Vr.SQ, -1, NONE, target, items, null) : element;
    }

    /** An item that says its own character set is left as it is. */
    private DataSet item(DataSet item) {
        if (item.contains(Tag.SpecificCharacterSet)) {
            return item;
        }
        DataSet.Builder result = DataSet.builder();
        boolean changed = false;
        for (Element element : item) {
            Element made = of(element);
            changed |= made != element;
            result.verbatim(made);
        }
        return changed ? result.build() : item;
    }
}
