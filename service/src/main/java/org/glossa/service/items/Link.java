package org.glossa.service.items;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A link of an answer in JSON.
 *
 * @param relation to what the answer is of
 * @param type media type of what it leads to
 * @param href absolute URL
 */
public record Link(String relation, String type, String href) {
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("rel", relation);
        out.writeStringField("type", type);
        out.writeStringField("href", href);
        out.writeEndObject();
    }
}
