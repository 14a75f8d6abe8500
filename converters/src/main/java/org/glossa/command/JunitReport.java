package org.glossa.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.glossa.convert.RoundTrip.Verdict;

/** Round trips as JUnit XML, which build servers show: one test case for each file and chain. */
final class JunitReport {
    private JunitReport() {}

    /**
     * @param file the class name of the test case
     * @param chain its name
     */
    record Case(String file, String chain, Verdict verdict, List<String> sentences) {}

    static void write(List<Case> cases, OutputStream target) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(target, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "glossa roundtrip");
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute("failures", count(cases, Verdict.DISAGREES));
            xml.writeAttribute("errors", count(cases, Verdict.REFUSED));
            xml.writeAttribute("skipped", count(cases, Verdict.NEEDS_IMAGE));
            for (Case each : cases) {
                xml.writeCharacters("\n  ");
                write(xml, each);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static String count(List<Case> cases, Verdict verdict) {
        return Long.toString(
                cases.stream().filter(each -> each.verdict() == verdict).count());
    }

    private static void write(XMLStreamWriter xml, Case each) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", valid(each.file()));
        xml.writeAttribute("name", each.chain());
        switch (each.verdict()) {
            case AGREES -> {}
            case DISAGREES -> writeOutcome(xml, "failure", each);
            case REFUSED -> writeOutcome(xml, "error", each);
            case NEEDS_IMAGE -> writeOutcome(xml, "skipped", each);
        }
        xml.writeEndElement();
    }

    private static void writeOutcome(XMLStreamWriter xml, String element, Case each) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", valid(each.sentences().getFirst()));
        xml.writeCharacters(valid(String.join("\n", each.sentences())));
        xml.writeEndElement();
    }

    /** XML 1.0 has no place for most control characters, not even escaped. */
    private static String valid(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean allowed =
                    c == '\n' || c == '\t' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF;
            valid.appendCodePoint(allowed ? c : '\uFFFD');
        });
        return valid.toString();
    }
}
