package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.StoreMesh;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of a bundle, run by a shell with the command lines of sops and Vault themselves. */
@Tag("conformance")
@Tag("vault")
class BundleImportTest {
  private static final String SCRIPT = "rendered/vault-import.sh";
  private static final Pattern WORD = Pattern.compile("--imported=([0-9a-f]+)");

  @TempDir private static Path home;
  private static DevVault server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = DevVault.start(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Tool.Run imports(String token) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", String.join(File.pathSeparator, Tool.folders()));
    environment.put("VAULT_ADDR", server.admin().address());
    environment.put("VAULT_TOKEN", token);
    environment.put("SOPS_AGE_KEY_FILE", folder.resolve("keys/bundle.agekey").toString());
    return Tool.named("sh").in(folder, environment, SCRIPT);
  }

  @Test
  void putsIntoVaultWhatWasSealedWithoutIt() {
    server.admin().kvMount("bundled", 2);
    StoreMesh mesh =
        new StoreMesh(folder)
            .authority("{generated: {}}")
            .bundled("address: \"http://127.0.0.1:9\", mount: bundled, " + StoreMesh.ESO, 2);
    mesh.done("publish");
    server.admin().policy("imports", mesh.policy());
    String token = server.admin().token("imports");
    server.admin().policy("nothing", "path \"other/*\" { capabilities = [\"read\"] }");
    assertThat(imports(server.admin().token("nothing")).failed()).contains("permission denied");

    Tool.Run first = imports(token);

    Matcher word = WORD.matcher(first.succeeded() + first.err());
    assertThat(word.find()).as(first.out() + first.err()).isTrue();
    SortedMap<String, Map<?, ?>> kept =
        StoreMesh.kept(server.admin(), "bundled", "meshgen/retail/cacerts");
    assertThat(kept).hasSize(2).containsKeys(mesh.path("c10"), mesh.path("c11"));
    assertThat(kept.get(mesh.path("c10")).toString()).contains("BEGIN", "PRIVATE KEY");
    Tool.Run again = imports(token);
    assertThat(again.succeeded() + again.err()).contains("already there");
    assertThat(StoreMesh.kept(server.admin(), "bundled", "meshgen/retail/cacerts")).isEqualTo(kept);
    mesh.done("publish", "--imported", word.group(1));
    assertThat(mesh.tree()).doesNotContainKey("vault-import.sh");
  }
}
