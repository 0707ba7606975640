package dev.meshgen.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the process starts and ends. */
@Command(name = "meshgen", description = "Compiles a mesh spec into the Git tree of one Istio service mesh.",
        mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"meshgen " + (version == null ? "(not packaged)" : version)};
        }
    }
}
