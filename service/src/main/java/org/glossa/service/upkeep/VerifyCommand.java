package org.glossa.service.upkeep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.glossa.command.Printable;
import org.glossa.command.ProgressLine;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.glossa.ledger.FindingJson;
import org.glossa.ledger.Ledger;
import org.glossa.service.objects.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa verify}: whether a data folder holds what came in, and its parts agree. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a data folder whole, changes nothing, and names each flipped bit and each disagreement between originals,"
                    + " catalogue and columns: file, bytes, what was got, what is expected, what to do.",
            "A catalogue in PostgreSQL is named as for serve, by GLOSSA_CATALOGUE_URL and its companions.",
            "No server may run on the folder. Exit code 0: nothing is wrong; 1: something is; 2: it cannot be read."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A data folder, as serve --data names it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        FolderCheck.Result result;
        try (DataFolder held = DataFolder.lockExisting(folder);
                ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), spec.name())) {
            result = new FolderCheck(held, progress::show).run();
        }
        if (json) {
            printJson(result, out);
        } else {
            result.problems().forEach(problem -> out.println(line(problem)));
            long errors =
                    result.problems().stream().filter(VerifyCommand::isError).count();
            out.println(result.originals() + " originals (" + result.bytes() + " bytes), " + result.sets()
                    + " annotation sets: " + (errors == 0 ? "nothing is wrong." : errors + " errors."));
        }
        out.flush();
        return result.problems().stream().anyMatch(VerifyCommand::isError) ? 1 : 0;
    }

    static String line(Finding problem) {
        return Ledger.word(problem.severity()) + ": " + Printable.of(problem.sentence());
    }

    static boolean isError(Finding problem) {
        return problem.severity() == Severity.ERROR;
    }

    private static void printJson(FolderCheck.Result result, PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("originals", result.originals());
            json.writeNumberField("bytes", result.bytes());
            json.writeNumberField("annotationSets", result.sets());
            json.writeFieldName("problems");
            FindingJson.write(json, result.problems());
            json.writeEndObject();
        }
        out.println();
    }
}
