package org.glossa.sr.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.FewOfEachCode;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.ledger.Losses;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrBlock;
import org.glossa.sr.ValueType;

/** Reads a report of ours with {@link SetRestorer}. */
final class RestoredReading {
    private final ContentItem root;
    private final SrBlock block;
    private final CoordinateSpace nativeSpace;
    private final RegionReader regions;
    private final SrFaults faults;
    private final Losses losses;
    private final SrFaults untold = new SrFaults(new FewOfEachCode(List.of()));

    /** Thrown through the walk, which knows no such exception. */
    private static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(DamagedBlockException cause) {
            super(cause);
        }
    }

    /** Something to do with a group that may be damaged. */
    @FunctionalInterface
    private interface Step {
        void take(ContentItem group, GroupSurroundings surroundings) throws IOException, DamagedBlockException;
    }

    /** @param nativeSpace of the items' regions, which need not be that of the set that is restored */
    RestoredReading(
            ContentItem root,
            SrBlock block,
            CoordinateSpace nativeSpace,
            RegionReader regions,
            SrFaults faults,
            Losses losses) {
        this.root = root;
        this.block = block;
        this.nativeSpace = nativeSpace;
        this.regions = regions;
        this.faults = faults;
        this.losses = losses;
    }

    AnnotationSet set(DicomFile file, ScratchColumns scratch) throws IOException, DamagedBlockException {
        SetRestorer restorer = new SetRestorer(block, file.byteSize(), scratch);
        over(untold, (group, surroundings) -> restorer.count(group, regionsOf(group)));
        restorer.allocate();
        over(faults, (group, surroundings) -> {
            int ownNumbers = ownNumbers(group);
            MeasuredObject object = new MeasurementGroupReader(group, regions, nativeSpace, faults, losses)
                    .read(surroundings, ownNumbers);
            restorer.fill(group, object.regions(), object);
        });
        CoordinateSpace space = restorer.space();
        ImageReference image = restorer.image();
        Features features = restorer.features();
        String report = block.has(SrBlock.REPORT)
                ? block.text(SrBlock.REPORT)
                : KeptReport.of(root).text();
        return new AnnotationSet(
                block.text(SrBlock.SET_UID),
                space,
                image,
                restorer.groups(),
                features,
                new DocumentExtras(block.text(SrBlock.COLLECTION), report),
                file::close);
    }

    private static int ownNumbers(ContentItem group) {
        return SrBlock.of(group.data())
                .filter(own -> !own.has(SrBlock.VALUES))
                .map(own -> own.numbers(SrBlock.VALUE_COLUMNS).length)
                .orElse(0);
    }

    private void over(SrFaults told, Step step) throws IOException, DamagedBlockException {
        try {
            GroupWalk.over(root, told, (group, surroundings) -> {
                try {
                    step.take(group, surroundings);
                } catch (DamagedBlockException e) {
                    throw new Damaged(e);
                }
            });
        } catch (Damaged e) {
            Throwable cause = e.getCause();
            throw new DamagedBlockException(String.valueOf(cause == null ? null : cause.getMessage()));
        }
    }

    private List<Region> regionsOf(ContentItem group) throws IOException {
        List<Region> found = new ArrayList<>();
        RegionReader quiet = regions.telling(untold);
        for (ContentItem child : group.children()) {
            ValueType type = child.valueType();
            if (type == ValueType.SCOORD || type == ValueType.SCOORD3D) {
                Region region = quiet.read(child, type);
                if (region.space().equals(nativeSpace) && region.type() != null) {
                    found.add(region);
                }
            }
        }
        return found;
    }
}
