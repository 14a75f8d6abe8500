package org.glossa.header;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * When the content of an instance was made: as the caller says, else as the original says, else as the image says. Never the clock.
 *
 * @param date DA
 * @param time TM
 * @param dateTag the attribute of the date, 0 when the caller said it
 * @param saidBy the instance that says it, null when the caller did
 */
public record ContentTime(
        String date, String time, int dateTag, @Nullable DataSet saidBy) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    /**
     * Content Date and Time of the original, then Content, Acquisition or Study Date and Time of the image; of an original without an image
     * Acquisition and Study Date and Time. Empty when nothing says it.
     */
    public static Optional<ContentTime> of(
            @Nullable LocalDateTime given, @Nullable DataSet original, @Nullable DataSet image) {
        if (given != null) {
            return Optional.of(new ContentTime(DATE.format(given), TIME.format(given), 0, null));
        }
        Optional<ContentTime> content = of(original, Tag.ContentDate, Tag.ContentTime);
        if (content.isEmpty()) {
            content = of(image, Tag.ContentDate, Tag.ContentTime);
        }
        DataSet shared = image == null ? original : image;
        return content.or(() -> of(shared, Tag.AcquisitionDate, Tag.AcquisitionTime))
                .or(() -> of(shared, Tag.StudyDate, Tag.StudyTime));
    }

    private static Optional<ContentTime> of(@Nullable DataSet said, int dateTag, int timeTag) {
        if (said == null) {
            return Optional.empty();
        }
        String date = said.string(dateTag).orElse("");
        String time = said.string(timeTag).orElse("");
        return date.isEmpty() || time.isEmpty()
                ? Optional.empty()
                : Optional.of(new ContentTime(date, time, dateTag, said));
    }

    /** Adds Content Date and Time, and the time zone of who says them. */
    public void addTo(DataSet.Builder root) {
        root.string(Tag.ContentDate, date).string(Tag.ContentTime, time);
        if (saidBy != null) {
            root.copy(saidBy, Tag.TimezoneOffsetFromUTC);
        }
    }
}
