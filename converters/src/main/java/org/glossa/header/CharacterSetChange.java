package org.glossa.header;

import java.util.List;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;

/** That an instance is written in another character set than the patient and study that it shares. */
public final class CharacterSetChange {
    private CharacterSetChange() {}

    /**
     * @param shared whose patient and study are written
     * @param made the written data set
     */
    public static Optional<Finding> of(DataSet shared, DataSet made) {
        String wanted = shared.string(Tag.SpecificCharacterSet).orElse("");
        String written = made.string(Tag.SpecificCharacterSet).orElse("");
        if (wanted.isEmpty() || wanted.equals(written)) {
            return Optional.empty();
        }
        return Optional.of(Finding.warning(
                "CHARACTER_SET_CHANGED",
                new Place.DataElement(-1, new TagPath(List.of(), Tag.SpecificCharacterSet).toString()),
                "text that " + wanted + " does not hold, so that all is written in " + written,
                "text in the character set of the image, so that patient and study stay the same bytes",
                "none is needed by readers of DICOM; tools that compare bytes may complain",
                "PS3.5 6.1"));
    }
}
