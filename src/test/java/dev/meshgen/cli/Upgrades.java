package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.util.Arrays;

/** Specs that are upgraded, and the way through a plan as people go it. */
final class Upgrades {
  static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {%s}   # stays
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {flux: {sourceRef: {name: platform}}}
      """;

  static final String RINGS =
      cluster("east", "ring: canary", "") + cluster("west", "ring: stable", "");

  private Upgrades() {}

  static String cluster(String name, String labels, String spec) {
    return "---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: %s, labels: {%s}}\nspec: {%s}\n"
        .formatted(name, labels, spec);
  }

  static Run plan(Workspace workspace, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "upgrade";
    arguments[1] = "plan";
    arguments[2] = "--to=" + more[0];
    System.arraycopy(more, 1, arguments, 3, more.length - 1);
    return workspace.run(Arrays.copyOf(arguments, 2 + more.length));
  }

  /** Every step by itself; what is left of the plan is one less each time. */
  static int walk(Workspace workspace, String to) {
    int made = 0;
    while (made < 50) {
      Run left = plan(workspace, to);
      assertThat(left.code()).as(left.err()).isZero();
      if (left.out().contains("every cluster runs it")) {
        return made;
      }
      Run write = plan(workspace, to, "--write=1");
      assertThat(write.code()).as(write.err()).isZero();
      Run valid = workspace.run("validate");
      assertThat(valid.code()).as(valid.err()).isZero();
      made++;
    }
    throw new AssertionError("no end");
  }
}
