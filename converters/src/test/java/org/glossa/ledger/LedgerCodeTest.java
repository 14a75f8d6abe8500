package org.glossa.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.glossa.corpus.ConversionMatrix;
import org.glossa.corpus.ConversionMatrix.Code;
import org.junit.jupiter.api.Test;

class LedgerCodeTest {
    @Test
    void theTableOfTheConversionsSaysTheSame() {
        assertThat(Stream.of(LedgerCode.values())
                        .map(code -> new Code(code.name(), Ledger.word(code.severity()), code.meaning())))
                .containsExactlyElementsOf(ConversionMatrix.read().codes());
    }
}
