package dev.meshgen.cli;

import dev.meshgen.testing.AccountToken;
import java.time.Duration;
import java.util.Locale;

/**
 * Changes of a mesh of three clusters, one or more for each topic that a report can have, made as
 * the owner of the mesh makes them: the spec is edited, or a command is run, and the tree rendered.
 */
enum ReportedChange {
  TRUST {
    @Override
    void make(TestMesh mesh) {
      run(mesh, "trust", "rotate", "root", "distribute", "--trust-recipients");
    }
  },
  /** The second phase: what the first root signed is signed again. */
  TRUST_SIGN {
    @Override
    void prepare(TestMesh mesh) {
      TRUST.make(mesh);
      mesh.workspace().at(Workspace.NOW.plus(Duration.ofHours(25)));
    }

    @Override
    void make(TestMesh mesh) {
      run(mesh, "trust", "rotate", "root", "sign", "--confirm-applied");
    }
  },
  TRUST_DOMAIN {
    @Override
    void make(TestMesh mesh) {
      edit(mesh, "trustDomain: retail.example", "trustDomain: shop.example");
    }
  },
  RECIPIENTS {
    @Override
    void make(TestMesh mesh) {
      String other = mesh.workspace().identity("keys/other.agekey");
      String clusters = mesh.clustersRecipient();
      edit(mesh, "- " + clusters, "- " + clusters + "\n        - " + other);
    }
  },
  EXPOSURE {
    @Override
    void make(TestMesh mesh) {
      north(mesh, "eastWest: {exposure: internet, sourceRanges: [203.0.113.0/24]}");
    }
  },
  SECURITY {
    @Override
    void make(TestMesh mesh) {
      everywhere(mesh, "security: {mtls: permissive}");
    }
  },
  /** The cluster that others discover is drained. */
  DISCOVERY {
    @Override
    void prepare(TestMesh mesh) {
      String token = AccountToken.lasting().secret();
      succeeds(mesh.workspace().runWith(token, "credential", "add", "north", "--from-file=-"));
    }

    @Override
    void make(TestMesh mesh) {
      north(mesh, "state: draining");
    }
  },
  DISCOVERY_ENDS {
    @Override
    void make(TestMesh mesh) {
      north(mesh, "state: detached");
    }
  },
  VERSIONS {
    @Override
    void make(TestMesh mesh) {
      edit(mesh, "version: \"1.30.5\"", "version: \"1.31.1\"");
    }
  },
  VERSIONS_FLUX {
    @Override
    void prepare(TestMesh mesh) {
      flux(mesh);
    }

    @Override
    void make(TestMesh mesh) {
      VERSIONS.make(mesh);
    }
  },
  RESTARTS {
    @Override
    void make(TestMesh mesh) {
      String more = "{resources: {requests: {cpu: \"1\"}}}";
      everywhere(
          mesh,
          "clusterDefaults: {values: {istiod: %s, eastwestgateway: %s}}".formatted(more, more));
    }
  },
  IMMUTABLE {
    @Override
    void make(TestMesh mesh) {
      north(mesh, "values: {eastwestgateway: {service: {ipFamilyPolicy: PreferDualStack}}}");
    }
  },
  DELETION {
    @Override
    void prepare(TestMesh mesh) {
      north(mesh, "state: detached");
    }

    @Override
    void make(TestMesh mesh) {
      String spec = mesh.workspace().read("mesh.yaml");
      mesh.workspace().write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---\n")));
      mesh.render();
    }
  },
  DELETION_FLUX {
    @Override
    void prepare(TestMesh mesh) {
      flux(mesh);
      DELETION.prepare(mesh);
    }

    @Override
    void make(TestMesh mesh) {
      DELETION.make(mesh);
    }
  },
  /** The other way round: a cluster joins. */
  DELETION_OF_NONE {
    @Override
    void make(TestMesh mesh) {
      mesh.workspace().append("mesh.yaml", TestMesh.cluster("south", "net-south"));
      mesh.render();
    }
  },
  ORDER {
    @Override
    void make(TestMesh mesh) {
      edit(mesh, ARGOCD, ARGOCD + "      revision: production\n");
    }
  },
  UPKEEP {
    @Override
    void make(TestMesh mesh) {
      String labels = "  istio:\n    namespaceMetadata: {labels: {cost-centre: platform}}\n";
      edit(mesh, "  istio:\n", labels);
    }
  },
  /** Of which no rule knows anything. */
  OTHER {
    @Override
    void make(TestMesh mesh) {
      everywhere(mesh, "clusterDefaults: {values: {istiod: {global: {priorityClassName: high}}}}");
    }
  };

  private static final String ARGOCD =
      "    argocd:\n      repoURL: https://git.example/platform.git\n";
  private static final String FLUX =
      "    flux:\n      sourceRef: {name: flux-system}\n      path: rendered\n";

  /** What a report of it is about, among other things. */
  String topic() {
    return name().toLowerCase(Locale.ROOT).split("_")[0];
  }

  /** Brings the mesh into the state in which it can be made. */
  void prepare(TestMesh mesh) {}

  /** Makes it, in the spec and in the tree. */
  abstract void make(TestMesh mesh);

  private static void north(TestMesh mesh, String field) {
    edit(mesh, "  network: net-north\n", "  network: net-north\n  " + field + "\n");
  }

  private static void everywhere(TestMesh mesh, String field) {
    edit(mesh, "  istio:\n", "  " + field + "\n  istio:\n");
  }

  private static void flux(TestMesh mesh) {
    edit(mesh, ARGOCD, FLUX);
  }

  private static void edit(TestMesh mesh, String old, String now) {
    mesh.workspace().replace("mesh.yaml", old, now);
    mesh.render();
  }

  private static void run(TestMesh mesh, String... command) {
    succeeds(mesh.workspace().run(command));
  }

  private static void succeeds(Workspace.Run run) {
    if (run.code() != ExitCode.OK) {
      throw new AssertionError(run.err());
    }
  }
}
