package dev.meshgen.issue;

import dev.meshgen.plan.SecretPlan;

/** How people get another sealed file where the one there is of no use. */
final class Remedy {
  private Remedy() {}

  /** Goes on after "restore it from Git"; empty for the root, which nothing replaces. */
  static String orAnew(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> "";
      case ISSUER, NEXT_ISSUER -> ", or import the key again with `meshgen trust import`";
      case REQUEST ->
          ", or ask with another key by `meshgen trust csr " + secret.owner() + " --again`";
      case CACERTS -> ", or issue another with `meshgen rotate " + secret.owner() + "`";
      case REMOTE, KUBECONFIG ->
          ", add it again with `meshgen credential add "
              + secret.owner()
              + "`, or remove it with `meshgen credential remove "
              + secret.owner()
              + "`";
    };
  }
}
