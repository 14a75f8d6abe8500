package org.glossa.header;

import java.util.ArrayList;
import java.util.List;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/** Glossa as the equipment that made or changed an instance (PS3.3 C.7.5.2 and C.12.1). */
public final class GlossaEquipment {
    private static final String MANUFACTURER = "Glossa";

    /** Says nothing: what is written depends on the writer's revision alone, and all instances of a series must agree. */
    private static final String SERIAL_NUMBER = "0";

    private final String model;
    private final String revision;

    /**
     * @param model the part of Glossa that writes
     * @param revision changes whenever an output byte can change
     */
    public GlossaEquipment(String model, int revision) {
        this.model = model;
        this.revision = "revision " + revision;
    }

    /** Enhanced General Equipment module. */
    public DataSet enhancedEquipment() {
        return DataSet.builder()
                .string(Tag.Manufacturer, MANUFACTURER)
                .string(Tag.ManufacturerModelName, model)
                .string(Tag.DeviceSerialNumber, SERIAL_NUMBER)
                .string(Tag.SoftwareVersions, revision)
                .build();
    }

    /**
     * Adds an item to Contributing Equipment Sequence (0018,A001). It has no date, because the clock must not change the bytes.
     *
     * @param before items that are there already
     * @param description what was done, at most 1024 characters
     */
    public List<DataSet> contribution(List<DataSet> before, String description) {
        DataSet modifyingEquipment = DataSet.builder()
                .string(Tag.CodeValue, "109103")
                .string(Tag.CodingSchemeDesignator, "DCM")
                .string(Tag.CodeMeaning, "Modifying Equipment")
                .build();
        List<DataSet> items = new ArrayList<>(before);
        items.add(DataSet.builder()
                .sequence(Tag.PurposeOfReferenceCodeSequence, modifyingEquipment)
                .string(Tag.Manufacturer, MANUFACTURER)
                .string(Tag.ManufacturerModelName, model)
                .string(Tag.SoftwareVersions, revision)
                .string(Tag.ContributionDescription, description)
                .build());
        return items;
    }
}
