package org.glossa.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJsonReader;

/** The DICOM JSON of a real slide and of annotations on it, which the file keeps as two lists under names of its own. */
final class IdcMetadata {
    private IdcMetadata() {}

    static List<SlideImage> images(Path file) throws IOException {
        return dataSets(file, "images").stream()
                .map(SlideImage::of)
                .flatMap(Optional::stream)
                .toList();
    }

    static List<DataSet> dataSets(Path file, String list) throws IOException {
        ObjectMapper json = JsonMapper.builder().build();
        byte[] text = json.writeValueAsBytes(json.readTree(file.toFile()).get(list));
        return DicomJsonReader.read(new ByteArrayInputStream(text), DicomJsonReader.BulkDataResolver.NONE);
    }
}
