package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import java.util.EnumSet;
import java.util.Set;

/** What the process tells its caller. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** The spec has problems, or {@code --check} found a difference. */
  static final int PROBLEMS = 1;

  /** The command line is invalid. */
  static final int USAGE = 2;

  /** A file, a folder, a key or another part of the surroundings is not as it must be. */
  static final int ENVIRONMENT = 3;

  /** A bug in meshgen. */
  static final int DEFECT = 70;

  /** What is about who runs the command, and where. */
  private static final Set<Code> OF_SURROUNDINGS =
      EnumSet.of(
          Code.IDENTITY_NEEDED,
          Code.ROOT_OF_STRANGERS,
          Code.SOPS_MISSING,
          Code.SOPS_TOO_OLD,
          Code.SEALING_REFUSED,
          Code.SOPS_OUTPUT,
          Code.PUBLIC_KEY_MISSING,
          Code.TRANSIT_KEY_UNUSABLE,
          Code.CONTROLLER_CERTIFICATE,
          Code.VAULT_SETTING,
          Code.VAULT_UNREACHABLE,
          Code.VAULT_UNTRUSTED,
          Code.VAULT_SEALED,
          Code.VAULT_BUSY,
          Code.VAULT_TOKEN,
          Code.VAULT_DENIED,
          Code.VAULT_LOGIN);

  private ExitCode() {}

  /** That of a command that stops because of what a report says. */
  static int of(Report report) {
    return onlySurroundingsAreWrong(report) ? ENVIRONMENT : PROBLEMS;
  }

  /**
   * Then nothing is wrong with the spec or the folder, but with who runs the command, and where.
   */
  private static boolean onlySurroundingsAreWrong(Report report) {
    return report.hasErrors()
        && report.diagnostics().stream()
            .filter(found -> found.severity() == Severity.ERROR)
            .allMatch(found -> OF_SURROUNDINGS.contains(found.code()));
  }
}
