package dev.meshgen.issue;

import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;

/** How people get another sealed file where the one there is of no use. */
final class Remedy {
  private Remedy() {}

  /** Goes on after "restore it from Git"; empty for the root, which nothing replaces. */
  static String orAnew(MeshPlan plan, SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> "";
      case ISSUER, NEXT_ISSUER -> ", or import the key again with `meshgen trust import`";
      case REQUEST ->
          ", or request a certificate for another key with `meshgen trust csr "
              + secret.owner()
              + " --again`";
      case CACERTS ->
          plan.signs() == KeyHolder.CEREMONY
              ? ", or " + another(plan, secret.owner())
              : ", or issue another with `meshgen rotate " + secret.owner() + "`";
      case BUNDLED -> orAnew(plan, plan.kept(secret));
      case REMOTE, KUBECONFIG ->
          ", add it again with `meshgen credential add "
              + secret.owner()
              + "`, or remove it with `meshgen credential remove "
              + secret.owner()
              + "`";
    };
  }

  /** How a cluster gets another intermediate, as an imperative. */
  static String another(MeshPlan plan, String cluster) {
    String command = "run `meshgen rotate " + cluster + "`";
    return plan.signs() == KeyHolder.CEREMONY ? command + ", and have its request signed" : command;
  }
}
