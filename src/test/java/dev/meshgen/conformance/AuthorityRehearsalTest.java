package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ways from one authority to another with another root: whatever of them is taken in whatever
 * order, by whatever the spec names, each workload of each cluster is accepted in every other one.
 */
@Tag("conformance")
class AuthorityRehearsalTest {
  private final Instant start = Instant.now();
  private final ForeignCa first = ceremony("First Root");
  private final ForeignCa second = ceremony("Second Root");

  private static final Pattern NEXT = Pattern.compile("Next: meshgen (.+)");

  @TempDir Path folder;

  private Rehearsal mesh;
  private TestVault vault;

  @AfterEach
  void stop() {
    vault.close();
  }

  private ForeignCa ceremony(String name) {
    return ForeignCa.of("O=Company,CN=" + name, ForeignCa.ec("secp384r1"), start).selfSigned();
  }

  /** Before and after; the new root comes with a certificate, and its key is never here. */
  private String authority(String kind, int number) {
    return switch (kind) {
      case "vault" ->
          "vault: {address: \"" + vault.admin().address() + "\", mount: pki-" + number + "}";
      default -> kind + ": {}";
    };
  }

  private String certificate(String kind) {
    return kind.equals("vault")
        ? vault.admin().read("pki-2/issuer/default/json").text("data", "certificate").strip() + "\n"
        : second.pem();
  }

  private void start(String before) {
    vault = TestVault.at(() -> mesh == null ? start : mesh.now());
    vault.admin().rootMount("pki-1", "Vault Root 1");
    vault.admin().rootMount("pki-2", "Vault Root 2");
    mesh = new Rehearsal(folder, authority(before, 1));
    mesh.workspace().with("VAULT_TOKEN", vault.token());
    if (before.equals("csr")) {
      mesh.accepted("trust", "csr");
      assertThat(answer(first, Set.copyOf(Rehearsal.CLUSTERS)).code()).isZero();
    } else {
      mesh.accepted("render");
    }
    mesh.startWorkloads();
  }

  /** Has a root sign the open requests of some clusters, and imports what comes back. */
  private Workspace.Run answer(ForeignCa root, Set<String> clusters) {
    List<String> command = new ArrayList<>(List.of("trust", "import", "signer.pem"));
    mesh.workspace().write("signer.pem", root.pem());
    for (String cluster : clusters) {
      String path = "rendered/clusters/" + cluster + "/request/cacerts.csr.pem";
      if (mesh.workspace().exists(path)) {
        String answer =
            ForeignCa.answering(mesh.workspace().read(path), mesh.now())
                .pathLength(0)
                .named("spiffe://retail.example")
                .valid(
                    mesh.now().minus(Duration.ofMinutes(10)), mesh.now().plus(Duration.ofDays(365)))
                .issuedBy(root)
                .pem();
        mesh.workspace().write(cluster + ".answer.pem", answer);
        command.add(cluster + ".answer.pem");
      }
    }
    return mesh.workspace().run(command.toArray(new String[0]));
  }

  private void go(String before, String after) {
    mesh.workspace().write("second.pem", certificate(after));
    mesh.takes("distribute", "west", "--certificate=second.pem");
    mesh.takes("distribute");
    mesh.authority(authority(after, 2));
    mesh.accepted("render");
    mesh.refuses("MG1072", "sign", "east");
    sign(after, "east", "--confirm-applied");
    mesh.refuses("MG1073", "retire", "--confirm-applied");
    assertThat(mesh.someoneRefuses(Map.of("west", oldOnly("west")))).isTrue();
    back(before);
    mesh.authority(authority(after, 2));
    sign(after);
    mesh.refuses("MG1074", "retire", "--confirm-applied");
    mesh.later(Duration.ofHours(25));
    mesh.startWorkloads();
    mesh.takes("retire", "north", "--confirm-applied");
    mesh.takes("retire");
    assertThat(mesh.workspace().read("rendered/trust/meshgen.lock")).doesNotContain("rotation");
    assertThat(mesh.workspace().exists("rendered/trust/root-ca.sops.yaml")).isFalse();
    mesh.accepted("render", "--check", "--frozen");
  }

  private String oldOnly(String cluster) {
    try {
      return mesh.without(cluster, 1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void sign(String kind, String... words) {
    List<String> all = new ArrayList<>(List.of("sign"));
    all.addAll(List.of(words));
    mesh.takes(all.toArray(new String[0]));
    if (kind.equals("csr")) {
      for (String cluster : Rehearsal.CLUSTERS) {
        if (mesh.workspace().exists("rendered/clusters/" + cluster + "/request/cacerts.csr.pem")) {
          assertThat(answer(second, Set.of(cluster)).code()).isZero();
          mesh.startWorkloads();
          mesh.requireThatAllAccept("the answer for " + cluster);
        }
      }
    }
  }

  /** East goes back to what signed it before, as the spec then says. */
  private void back(String before) {
    mesh.authority(authority(before, 1));
    mesh.takes("sign", "east", "--back");
    if (before.equals("csr")) {
      assertThat(answer(first, Set.of("east")).code()).isZero();
      mesh.startWorkloads();
      mesh.requireThatAllAccept("the answer of the old root");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "generated, vault",
    "generated, csr",
    "vault, vault",
    "csr, csr",
    "csr, vault",
    "vault, csr"
  })
  void goesThroughAllPhases(String before, String after) {
    start(before);
    go(before, after);
  }

  /** Steps, answers and specs in any order: what is taken keeps the mesh whole. */
  @ParameterizedTest
  @CsvSource({"generated, vault", "generated, csr", "vault, vault", "csr, csr", "csr, vault"})
  void whateverIsTakenInWhateverOrderIsAccepted(String before, String after) {
    start(before);
    mesh.workspace().write("second.pem", certificate(after));
    Random random = new Random(20260115L + before.length() * 31L + after.length());
    Set<String> phases = new TreeSet<>();
    int taken = 0;
    for (int i = 0; i < 50 && !isOver(); i++) {
      Optional<Workspace.Run> run =
          random.nextInt(5) > 1 ? advance(random, before, after) : act(random, before, after);
      if (run.filter(each -> each.code() == 0).isPresent()) {
        taken++;
        mesh.startWorkloads();
        mesh.requireThatAllAccept("step " + i);
        phases.add(mesh.phases());
      } else {
        run.ifPresent(each -> assertThat(each.err()).contains("error[MG"));
      }
    }
    assertThat(taken).isGreaterThan(6);
    assertThat(phases).hasSizeGreaterThan(3);
  }

  private boolean isOver() {
    return mesh.workspace().read("rendered/trust/root-cert.pem").endsWith(second())
        && !mesh.workspace().read("rendered/trust/meshgen.lock").contains("rotation:");
  }

  private String second() {
    return mesh.workspace().read("second.pem");
  }

  /** What `trust status` says comes next, for some clusters or all, by who signs then. */
  private Optional<Workspace.Run> advance(Random random, String before, String after) {
    Matcher next = NEXT.matcher(mesh.workspace().run("trust", "status").out());
    String words = next.find() ? next.group(1) : "trust rotate root distribute";
    boolean back = words.contains("--back");
    if (words.startsWith("trust import")) {
      boolean old = mesh.workspace().read("rendered/trust/meshgen.lock").contains("back: true");
      return Optional.of(answer(old ? first : second, some(random)));
    }
    boolean byOld = words.contains("distribute") || back;
    mesh.authority(authority(byOld ? before : after, byOld ? 1 : 2));
    List<String> all = new ArrayList<>(List.of(words.split(" ", -1)).subList(3, 4));
    all.add(Rehearsal.CLUSTERS.get(random.nextInt(3)));
    all.addAll(back ? List.of("--back", "--confirm-applied") : List.of("--confirm-applied"));
    if (all.contains("distribute") && !back) {
      all.add("--certificate=second.pem");
    }
    if (all.contains("retire") || back) {
      mesh.later(Duration.ofHours(25));
      mesh.startWorkloads();
    }
    return Optional.of(mesh.step(all.toArray(new String[0])));
  }

  private static Set<String> some(Random random) {
    Set<String> some = new TreeSet<>();
    Rehearsal.CLUSTERS.stream().filter(each -> random.nextInt(2) == 0).forEach(some::add);
    return some;
  }

  private Optional<Workspace.Run> act(Random random, String before, String after) {
    boolean next = random.nextInt(4) > 0;
    Set<String> some = some(random);
    switch (random.nextInt(6)) {
      case 0:
        mesh.authority(authority(next ? after : before, next ? 2 : 1));
        return Optional.empty();
      case 1:
        boolean asked =
            some.stream()
                .anyMatch(
                    each ->
                        mesh.workspace()
                            .exists("rendered/clusters/" + each + "/request/cacerts.csr.pem"));
        return asked && mesh.workspace().read("mesh.yaml").contains("csr: {}")
            ? Optional.of(answer(next ? second : first, some))
            : Optional.empty();
      case 2:
        mesh.later(Duration.ofHours(25));
        mesh.startWorkloads();
        return Optional.empty();
      default:
        List<String> words = new ArrayList<>();
        words.add(List.of("distribute", "sign", "sign", "retire").get(random.nextInt(4)));
        if (random.nextInt(3) == 0) {
          words.addAll(some);
        }
        if (random.nextInt(5) == 0) {
          words.add("--back");
        } else if (words.get(0).equals("distribute")) {
          words.add("--certificate=second.pem");
        }
        if (random.nextInt(5) > 0) {
          words.add("--confirm-applied");
        }
        return Optional.of(mesh.step(words.toArray(new String[0])));
    }
  }
}
