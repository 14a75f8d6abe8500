package org.glossa.geojson.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.glossa.geojson.staged.JsonTree;
import org.glossa.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * What the text of class and colour of a group says.
 *
 * @param nameless whether there is no class
 * @param alpha whether a colour has a fourth component
 */
record ClassFacts(boolean nameless, boolean alpha) {
    private static final int WITH_ALPHA = 4;

    static ClassFacts of(String featureMembers) {
        if (featureMembers.isEmpty()) {
            return new ClassFacts(true, false);
        }
        try {
            JsonReader in = new JsonReader(CollectionDicom.stream(featureMembers));
            in.next();
            Map<?, ?> members = JsonTree.members(JsonTree.read(in));
            Map<?, ?> classification = JsonTree.members(members.get("classification"));
            boolean named = !JsonTree.text(classification.get("name")).isEmpty()
                    || !JsonTree.elements(classification.get("names")).isEmpty();
            Object own = members.get("color");
            Object ofClass = classification.get("color");
            return new ClassFacts(!named, isAlpha(own) || isAlpha(ofClass));
        } catch (IOException e) {
            throw new UncheckedIOException("the text of a class is not JSON", e);
        }
    }

    private static boolean isAlpha(@Nullable Object colour) {
        return colour instanceof List<?> channels && channels.size() == WITH_ALPHA;
    }
}
