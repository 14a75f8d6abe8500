package org.glossa.service.upkeep;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.glossa.command.ProgressLine;
import org.glossa.service.objects.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa rebuild}: catalogue and columns of a data folder, made again from its originals. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes catalogue and columns of a data folder again from its originals. Damaged originals, and columns without an original,"
                    + " are moved to DIR/set-aside and named; nothing is deleted that came in.",
            "A catalogue in PostgreSQL is named as for serve, by GLOSSA_CATALOGUE_URL and its companions.",
            "No server may run on the folder; one that was interrupted must be run again before a server starts."
                    + " Exit code 0: all is there again; 1: something is lost, and named; 2: it cannot be done."
        })
public final class RebuildCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A data folder, as serve --data names it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @ArgGroup
    private @Nullable Part part;

    /** One of them, or neither for both. */
    static final class Part {
        @Option(
                names = "--catalogue",
                description = "Only the catalogue; columns that are whole stay, others are built by the next server.")
        private boolean catalogue;

        @Option(names = "--columns", description = "Only the columns, of the instances that the catalogue lists.")
        private boolean columns;
    }

    @Override
    public Integer call() throws IOException {
        Rebuild.Result result;
        try (DataFolder held = DataFolder.lockExisting(folder);
                ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), spec.name())) {
            result = run(new Rebuild(held, progress::show));
        }
        PrintWriter out = spec.commandLine().getOut();
        result.problems().forEach(problem -> out.println(VerifyCommand.line(problem)));
        out.println(
                result.instances() + " instances in the catalogue, columns of " + result.sets() + " annotation sets.");
        out.flush();
        return result.problems().stream().anyMatch(VerifyCommand::isError) ? 1 : 0;
    }

    private Rebuild.Result run(Rebuild rebuild) throws IOException {
        if (part != null && part.catalogue) {
            return rebuild.catalogue();
        }
        return part != null && part.columns ? rebuild.columns() : rebuild.everything();
    }
}
