package org.glossa.geojson.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.glossa.geojson.staged.JsonTree;
import org.glossa.json.JsonReader;

/**
 * What the text of class and colour of a group says.
 *
 * @param nameless whether there is no class
 */
record ClassFacts(boolean nameless) {
    static ClassFacts of(String featureMembers) {
        if (featureMembers.isEmpty()) {
            return new ClassFacts(true);
        }
        try {
            JsonReader in = new JsonReader(CollectionDicom.stream(featureMembers));
            in.next();
            Map<?, ?> members = JsonTree.members(JsonTree.read(in));
            Map<?, ?> classification = JsonTree.members(members.get("classification"));
            boolean named = !JsonTree.text(classification.get("name")).isEmpty()
                    || !JsonTree.elements(classification.get("names")).isEmpty();
            return new ClassFacts(!named);
        } catch (IOException e) {
            throw new UncheckedIOException("the text of a class is not JSON", e);
        }
    }
}
