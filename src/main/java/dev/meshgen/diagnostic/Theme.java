package dev.meshgen.diagnostic;

import java.util.Locale;

/** What a diagnostic is about. Rules, their fixtures and the table of codes are sorted by it. */
public enum Theme {
  SYNTAX("reading YAML"),
  SCHEMA("fields and their values"),
  NAMES("names and labels"),
  CONTROL_PLANES("primaries, remotes and external control planes"),
  VERSIONS("versions, revisions and registries"),
  NETWORKS("networks and API servers"),
  GATEWAYS("east-west gateways and load balancers"),
  PLATFORMS("platforms"),
  AMBIENT("ambient"),
  LIFECYCLE("lifecycle and discovery"),
  TRUST("certificates and recipients"),
  VALUES("Helm values"),
  DELIVERY("GitOps engines and repositories"),
  TREE("committed trees and locks"),
  CREDENTIALS("credentials"),
  VAULT("Vault and OpenBao"),
  UPGRADES("upgrades");

  private final String title;

  Theme(String title) {
    this.title = title;
  }

  /** In words, for a heading. */
  public String title() {
    return title;
  }

  /** Name of the package of its rules, and of the folder of its fixtures. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
