package dev.meshgen.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that reads what we write: from {@code $MESHGEN_TOOLS/bin}, which {@code .ci/tools} fills, else from PATH. */
record Tool(String name, Path path) {

    /** The tool of this name; a failure, not a skipped test, when there is none. */
    static Tool named(String name) {
        String tools = System.getenv("MESHGEN_TOOLS");
        List<String> folders = new ArrayList<>();
        if (tools != null) {
            folders.add(tools + "/bin");
        }
        folders.addAll(List.of(System.getenv("PATH").split(File.pathSeparator)));
        for (String folder : folders) {
            Path candidate = Path.of(folder, name);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return new Tool(name, candidate);
            }
        }
        throw new AssertionError(name + " is neither in $MESHGEN_TOOLS/bin nor on PATH; .ci/tools builds what it can");
    }

    /** Runs the tool in a folder, with these variables on top of the environment's, and waits for it, two minutes at most. */
    Outcome run(Path folder, Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What a finished tool left. */
    record Outcome(int code, String out, String err) {
    }
}
