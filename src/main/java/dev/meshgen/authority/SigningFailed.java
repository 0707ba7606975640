package dev.meshgen.authority;

import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;

/** Why an authority did not sign. */
public final class SigningFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;
  private final boolean lasting;

  private SigningFailed(List<Diagnostic> diagnostics, boolean lasting) {
    super(diagnostics.get(0).message());
    this.diagnostics = List.copyOf(diagnostics);
    this.lasting = lasting;
  }

  /** For one cluster; others may fare better. */
  public static SigningFailed of(List<Diagnostic> diagnostics) {
    return new SigningFailed(diagnostics, false);
  }

  /** For all clusters: asking for another would end the same. */
  public static SigningFailed lasting(Diagnostic diagnostic) {
    return new SigningFailed(List.of(diagnostic), true);
  }

  /** At least one. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Whether nothing more is to be asked in this run. */
  public boolean isLasting() {
    return lasting;
  }
}
