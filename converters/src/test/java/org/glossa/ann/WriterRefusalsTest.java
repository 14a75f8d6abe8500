package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.api.Test;

/** What no conformant instance can say is refused. */
class WriterRefusalsTest extends WrittenPoints {
    @Test
    void what_cannot_be_said_is_refused_with_every_reason_and_leaves_no_file() {
        GroupDescription plain = Descriptions.named(1, "cells");
        AnnotationGroup mute = points(new GroupDescription(
                1,
                "",
                "",
                "",
                GenerationType.UNSPECIFIED,
                List.of(new Algorithm("", "1", null, "", "")),
                new CodedConcept("", "", ""),
                plain.type(),
                List.of(),
                List.of("a\\b"),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED));
        assertThat(refusals(set(mute)))
                .containsExactly(
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "BACKSLASH_IN_VALUE");
        AnnotationGroup automatic = points(new GroupDescription(
                1,
                "",
                "cells",
                "",
                GenerationType.AUTOMATIC,
                List.of(),
                plain.category(),
                plain.type(),
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED));
        // annotations of another language get a stated stand-in; bulk annotations that lack it are no example to follow
        assertThat(refusals(
                        set(automatic),
                        AnnotationContext.ofOriginal(image.dataSet()).withImage(image.dataSet())))
                .containsExactly("ATTRIBUTE_MISSING");
        assertThat(refusals(set())).containsExactly("GROUP_COUNT");
        AnnotationGroup group = points(plain);
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.Level0Pixels(), reference(), List.of(group), () -> {})))
                .contains("LEVEL_ZERO_UNKNOWN");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1",
                        new CoordinateSpace.FramePixels(imageUid(), 0),
                        reference(),
                        List.of(group),
                        () -> {})))
                .containsExactly("FRAME_NUMBER_MISSING");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.ImagePixels(imageUid()), null, List.of(group), () -> {})))
                .containsExactly("REFERENCED_IMAGE_MISSING");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.SlideMillimetres("2.25.5"), null, List.of(group), () -> {})))
                .containsExactly("IMAGE_OTHER", "ORDINATES_OTHER");
    }

    @Test
    void more_groups_than_can_be_numbered_are_refused_and_as_many_as_can_be_are_written() throws Exception {
        AnnotationGroup group = points(Descriptions.named(1, "cells"));
        AnnotationSet tooMany =
                set(Collections.nCopies(InstanceDraft.MAXIMUM_GROUPS + 1, group).toArray(AnnotationGroup[]::new));
        assertThat(refusals(tooMany)).containsExactly("GROUP_COUNT");
        List<AnnotationGroup> groups = new ArrayList<>();
        for (int number = 1; number <= InstanceDraft.MAXIMUM_GROUPS; number++) {
            groups.add(points(Descriptions.named(number, "cells " + number)));
        }
        write(set(groups.toArray(AnnotationGroup[]::new)));
        try (AnnotationSet back =
                BulkAnnotationReader.read(DicomFile.open(file)).set()) {
            assertThat(back.groups()).hasSize(InstanceDraft.MAXIMUM_GROUPS);
            assertThat(back.groups().getLast().description())
                    .isEqualTo(groups.getLast().description());
        }
    }

    @Test
    void a_context_needs_a_source() {
        assertThatThrownBy(() -> new AnnotationContext(null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the original or the image");
    }
}
