package dev.meshgen.authority;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/** The stage that judges what a mesh says of its authority. */
public final class CheckAuthority {
  private static final List<Rule> FOR_ALL =
      List.of(new SettingsInUse(), new SecretsInUse(), new StoreSupported(), new StoreReachable());

  private CheckAuthority() {}

  /** Adds to {@code report} what its authority cannot do, and what it does not look at. */
  public static void check(RuleContext context, Report report) {
    Mesh mesh = context.topology().mesh();
    FOR_ALL.forEach(rule -> rule.check(mesh, context, report));
    for (Rule rule : Authorities.of(mesh).rules()) {
      rule.check(mesh, context, report);
    }
  }
}
