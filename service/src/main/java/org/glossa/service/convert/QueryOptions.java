package org.glossa.service.convert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.convert.ConversionRequest;
import org.glossa.convert.InvalidOptionException;
import org.glossa.service.web.ProblemException;

/** Options of a conversion as query parameters. */
final class QueryOptions {
    private static final String LEDGER = "ledger";
    /** Parameters of the address that are no options. */
    private static final Set<String> OTHERS = Set.of("f", "access_token");

    private QueryOptions() {}

    /**
     * Sets what the parameters say.
     *
     * @return what is to be answered
     * @throws ProblemException 400 for a parameter that is none, or a value that it cannot have
     */
    static Conversions.Content read(Map<String, List<String>> parameters, ConversionRequest.Builder asked) {
        Conversions.Content content = Conversions.Content.RESULT_AND_LEDGER;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (OTHERS.contains(name)) {
                continue;
            }
            if (parameter.getValue().size() != 1) {
                throw ProblemException.badRequest(
                        name + ": got " + parameter.getValue().size() + " times; allowed: once");
            }
            String text = parameter.getValue().getFirst();
            if (name.equals(LEDGER)) {
                if (!text.equals("only")) {
                    throw ProblemException.badRequest("ledger: got " + text + "; allowed: only");
                }
                content = Conversions.Content.LEDGER;
            } else {
                set(asked, name, text);
            }
        }
        return content;
    }

    private static void set(ConversionRequest.Builder asked, String name, String text) {
        try {
            asked.set(name, text);
        } catch (InvalidOptionException invalid) {
            throw ProblemException.badRequest(invalid.sentence());
        }
    }
}
