package org.glossa.ann;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.finding.Finding;

/**
 * Findings in the order of their adding, a hundred of each code: an object with a flaw in each of its thousands of groups costs no
 * memory, and its report can be read. Not thread-safe.
 */
public final class FewOfEachCode extends AbstractList<Finding> {
    static final int OF_EACH_CODE = 100;

    private final List<Finding> kept;
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param first kept whatever they are */
    public FewOfEachCode(List<Finding> first) {
        this.kept = new ArrayList<>(first);
    }

    @Override
    public boolean add(Finding finding) {
        int count = counts.merge(finding.code(), 1, Integer::sum);
        if (count <= OF_EACH_CODE) {
            return kept.add(finding);
        }
        if (count == OF_EACH_CODE + 1) {
            Finding more = new Finding(
                    finding.code(),
                    finding.severity(),
                    finding.place(),
                    finding.got() + ", and perhaps more after it, which are not listed",
                    finding.allowed(),
                    finding.remedy(),
                    finding.clause());
            return kept.add(more);
        }
        return false;
    }

    @Override
    public Finding get(int index) {
        return kept.get(index);
    }

    @Override
    public int size() {
        return kept.size();
    }
}
