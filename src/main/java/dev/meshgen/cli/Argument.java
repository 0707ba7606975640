package dev.meshgen.cli;

import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/** A word of the command line that carries a value, once it has been parsed. */
record Argument<T>(ArgSpec spec) {

  /** Empty if it was not given. */
  Optional<T> get() {
    return Optional.ofNullable(spec.<T>getValue());
  }

  /** The value of one that has to be given. */
  T value() {
    return get().orElseThrow();
  }
}
