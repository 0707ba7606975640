package dev.meshgen.cli;

import dev.meshgen.scan.SecretText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** The trace of a defect: where it was is shown whole, and what it says without secrets. */
final class CrashReport {
  private CrashReport() {}

  /** As the JVM prints it, causes included. */
  static String of(Throwable defect) {
    StringWriter trace = new StringWriter();
    Masked.of(defect, Collections.newSetFromMap(new IdentityHashMap<>()))
        .printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  /** Takes the place of another in a trace. */
  private static final class Masked extends Throwable {
    private static final long serialVersionUID = 1L;

    private final String shown;

    private Masked(Throwable of, Throwable cause) {
      super(null, cause, true, true);
      String name = of.getClass().getName();
      shown =
          Optional.ofNullable(of.getLocalizedMessage())
              .map(message -> name + ": " + SecretText.masked(message))
              .orElse(name);
      setStackTrace(of.getStackTrace());
    }

    static Masked of(Throwable defect, Set<Throwable> seen) {
      seen.add(defect);
      Throwable cause = defect.getCause();
      Masked masked =
          new Masked(defect, cause == null || seen.contains(cause) ? null : of(cause, seen));
      for (Throwable each : defect.getSuppressed()) {
        if (!seen.contains(each)) {
          masked.addSuppressed(of(each, seen));
        }
      }
      return masked;
    }

    /** With the name of the other, which getMessage() could not replace. */
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
      return shown;
    }
  }
}
