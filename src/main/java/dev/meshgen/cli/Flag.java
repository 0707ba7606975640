package dev.meshgen.cli;

import picocli.CommandLine.Model.OptionSpec;

/** An option that takes no value, once the command line has been parsed. */
record Flag(OptionSpec spec) {
  boolean isSet() {
    return Boolean.TRUE.equals(spec.getValue());
  }
}
