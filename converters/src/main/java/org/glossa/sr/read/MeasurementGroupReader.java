package org.glossa.sr.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrBlock;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** A Measurement Group (TID 1410, 1411, 1501) to what it says of one object; one reader for one group. Not thread-safe. */
final class MeasurementGroupReader {
    private static final CodedConcept UNSAID = new CodedConcept("", "", "");
    private static final Set<Integer> PLAIN_TEXT =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.TextValue);
    private static final Set<Integer> PLAIN_UID =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.UID);
    private static final Set<Integer> PLAIN_CODE =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.ConceptCodeSequence);
    private static final Set<Integer> MODIFIED_CODE = Set.of(
            Tag.RelationshipType,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.ConceptCodeSequence,
            Tag.ContentSequence);
    private static final Set<Integer> OF_EVERY_GROUP = Set.of(
            Tag.RelationshipType,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.ContinuityOfContent,
            Tag.ContentTemplateSequence,
            Tag.ContentSequence);

    private final ContentItem group;
    private final RegionReader regionReader;
    private final CoordinateSpace space;
    private final SrFaults faults;
    private final Losses losses;

    private final ContentArray content = new ContentArray();
    private final AlgorithmRows algorithmRows = new AlgorithmRows();
    private final Set<GroupSurroundings.Observer> observers = EnumSet.noneOf(GroupSurroundings.Observer.class);
    private final List<Region> regions = new ArrayList<>();
    private final List<MeasuredNumber> numbers = new ArrayList<>();
    private final List<ContentItem> sites = new ArrayList<>();

    /** What columns say all of, by its name. */
    private final Map<CodedConcept, ContentItem> said = new HashMap<>();

    private final Map<MeasuredNumber.Subject, List<MeasuredNumber>> measured = new HashMap<>();
    private long parts;
    private int ownNumbers;
    private @Nullable String name;
    private @Nullable String uid;
    private @Nullable CodedConcept category;
    private @Nullable CodedConcept finding;
    private List<CodedConcept> modifiers = List.of();

    /** @param space of the set: regions in another have no columns */
    MeasurementGroupReader(
            ContentItem group, RegionReader regionReader, CoordinateSpace space, SrFaults faults, Losses losses) {
        this.group = group;
        this.regionReader = regionReader;
        this.space = space;
        this.faults = faults;
        this.losses = losses;
    }

    MeasuredObject read(GroupSurroundings surroundings) throws IOException {
        return read(surroundings, 0);
    }

    /** @param ownNumbers how many of the first items NUM have columns whatever they say */
    MeasuredObject read(GroupSurroundings surroundings, int ownNumbers) throws IOException {
        this.ownNumbers = ownNumbers;
        faults.checkRelationship(group, RelationshipType.CONTAINS);
        content.container(ownAttributes());
        for (ContentItem child : group.children()) {
            take(child);
        }
        List<AnatomicSite> anatomy = anatomy();
        algorithmRows.kept().forEach(content::add);
        keepBesideOthers();
        List<Algorithm> algorithms = new ArrayList<>(surroundings.algorithms());
        algorithms.addAll(algorithmRows.algorithms());
        return new MeasuredObject(
                name,
                uid,
                category == null ? UNSAID : category,
                finding == null ? UNSAID : finding,
                modifiers,
                anatomy,
                List.copyOf(algorithms),
                GroupSurroundings.generation(algorithms, observers.isEmpty() ? surroundings.observers() : observers),
                regions,
                numbers,
                content.text());
    }

    private DataSet ownAttributes() {
        DataSet.Builder own = DataSet.builder();
        SrBlock ours = SrBlock.of(group.data()).orElse(null);
        for (Element element : group.data()) {
            if (!OF_EVERY_GROUP.contains(element.tag()) && (ours == null || !ours.holds(element.tag()))) {
                own.verbatim(element);
            }
        }
        return own.build();
    }

    private void take(ContentItem child) throws IOException {
        ValueType type = faults.valueType(child);
        if (type == null) {
            content.add(child);
            return;
        }
        switch (type) {
            case SCOORD, SCOORD3D -> takeRegion(child, type);
            case NUM -> takeNumber(child);
            case TEXT -> takeText(child);
            case UIDREF -> takeUid(child);
            case CODE -> takeCode(child);
            case COMPOSITE, CONTAINER, DATE, DATETIME, IMAGE, PNAME, TABLE, TCOORD, TIME, WAVEFORM ->
                content.add(child);
        }
    }

    private void takeRegion(ContentItem child, ValueType type) throws IOException {
        faults.checkRelationship(child, RelationshipType.CONTAINS);
        Region region = regionReader.read(child, type);
        if (!region.space().equals(space)) {
            content.add(child, ContentArray.NO_PART);
            losses.note(LedgerCode.IMAGE_NOT_CARRIED, Carriage.GONE, child::path);
            return;
        }
        if (region.type() == null) {
            content.add(child, ContentArray.NO_PART);
            if (region.shape() == RegionShape.ELLIPSOID) {
                losses.note(LedgerCode.SOLID_NOT_CARRIED, Carriage.RESTORABLE, child::path);
            }
            return;
        }
        if (region.form() == Region.Form.NATIVE) {
            content.add(child, parts);
        }
        regions.add(region);
        parts += region.parts();
    }

    private void takeNumber(ContentItem child) {
        faults.checkRelationship(child, RelationshipType.CONTAINS);
        MeasuredNumber number = MeasuredNumber.of(child, faults);
        if (number == null) {
            content.add(child);
            return;
        }
        if (numbers.size() < ownNumbers) {
            numbers.add(number);
            measured.computeIfAbsent(number.subject(), one -> new ArrayList<>()).add(number);
            return;
        }
        List<MeasuredNumber> same = measured.computeIfAbsent(number.subject(), one -> new ArrayList<>());
        boolean allPlain = number.plain() && same.stream().allMatch(MeasuredNumber::plain);
        if (same.isEmpty() || allPlain && number.unit() != null) {
            numbers.add(number);
            same.add(number);
            if (!number.plain()) {
                content.add(child);
            }
            return;
        }
        content.add(child);
        for (MeasuredNumber earlier : same) {
            if (earlier.plain() && Double.compare(earlier.value(), number.value()) == 0) {
                // else the writer would take the one for the other and write it once
                content.add(earlier.item());
            }
        }
    }

    private void takeText(ContentItem child) {
        CodedConcept concept = child.name();
        if (SrConcepts.is(concept, SrConcepts.TRACKING_IDENTIFIER) && name == null) {
            faults.checkRelationship(child, RelationshipType.HAS_OBS_CONTEXT);
            name = child.scope().text(Tag.TextValue);
            keepUnless(Plain.only(child.data(), PLAIN_TEXT), child, SrConcepts.TRACKING_IDENTIFIER);
        } else if (AlgorithmRows.isRow(child, concept)) {
            algorithmRows.add(child, concept, faults);
        } else {
            content.add(child);
        }
    }

    private void takeUid(ContentItem child) {
        if (child.isNamed(SrConcepts.TRACKING_UNIQUE_IDENTIFIER) && uid == null) {
            faults.checkRelationship(child, RelationshipType.HAS_OBS_CONTEXT);
            uid = child.scope().text(Tag.UID);
            keepUnless(Plain.only(child.data(), PLAIN_UID), child, SrConcepts.TRACKING_UNIQUE_IDENTIFIER);
        } else {
            content.add(child);
        }
    }

    private void takeCode(ContentItem child) {
        CodedConcept concept = child.name();
        faults.checkScheme(child, Tag.ConceptNameCodeSequence, concept);
        CodedConcept code = child.code();
        faults.checkScheme(child, Tag.ConceptCodeSequence, code);
        if (SrConcepts.is(concept, SrConcepts.FINDING_CATEGORY) && category == null) {
            faults.checkRelationship(child, RelationshipType.CONTAINS);
            category = code;
            keepUnless(Plain.only(child.data(), PLAIN_CODE), child, SrConcepts.FINDING_CATEGORY);
        } else if (SrConcepts.is(concept, SrConcepts.FINDING) && finding == null) {
            faults.checkRelationship(child, RelationshipType.CONTAINS);
            finding = code;
            modifiers = modifiers(child);
            keepUnless(hasPlainModifiers(child), child, SrConcepts.FINDING);
        } else if (SrConcepts.is(concept, SrConcepts.FINDING_SITE)) {
            faults.checkRelationship(child, RelationshipType.HAS_CONCEPT_MOD);
            sites.add(child);
        } else if (AlgorithmRows.isRow(child, concept)) {
            algorithmRows.add(child, concept, faults);
        } else {
            GroupSurroundings.addObserver(observers, child, concept);
            content.add(child);
        }
    }

    private void keepUnless(boolean saidByColumns, ContentItem child, CodedConcept concept) {
        if (saidByColumns) {
            said.put(concept, child);
        } else {
            content.add(child);
        }
    }

    /** An item in content stands for what columns say under its name, so that another of that name has to be beside it. */
    private void keepBesideOthers() {
        said.forEach((concept, item) -> {
            if (content.has(concept)) {
                content.add(item);
            }
        });
    }

    private List<AnatomicSite> anatomy() {
        boolean plain = sites.stream().allMatch(MeasurementGroupReader::hasPlainModifiers)
                && !content.has(SrConcepts.FINDING_SITE);
        if (!plain) {
            sites.forEach(content::add);
        }
        return sites.stream()
                .map(site -> new AnatomicSite(site.code(), modifiers(site)))
                .toList();
    }

    private static List<CodedConcept> modifiers(ContentItem item) {
        return item.children().stream()
                .filter(MeasurementGroupReader::isModifier)
                .map(ContentItem::code)
                .toList();
    }

    private static boolean isModifier(ContentItem child) {
        return child.is(ValueType.CODE)
                && (child.isNamed(SrConcepts.LATERALITY) || child.isNamed(SrConcepts.TOPOGRAPHICAL_MODIFIER));
    }

    /** Whether columns say all of a code and its modifiers: each modifier is named by the rule that the writer names it by. */
    private static boolean hasPlainModifiers(ContentItem item) {
        return Plain.only(item.data(), MODIFIED_CODE)
                && item.children().stream()
                        .allMatch(child -> isModifier(child)
                                && Plain.only(child.data(), PLAIN_CODE)
                                && SrConcepts.isLaterality(child.code()) == child.isNamed(SrConcepts.LATERALITY));
    }
}
