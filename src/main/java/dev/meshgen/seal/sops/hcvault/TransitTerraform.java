package dev.meshgen.seal.sops.hcvault;

import static dev.meshgen.seal.vault.TerraformFile.quoted;

import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.vault.PolicyNames;
import dev.meshgen.seal.vault.TerraformFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Transit engines, their keys, and the policy of who uses them. A key whose public half the spec
 * has is there already, and so is its engine.
 */
final class TransitTerraform {
  private static final String MOUNT = "vault_mount";
  private static final String KEY = "vault_transit_secret_backend_key";

  private final TerraformFile file;
  private final boolean severalServers;

  private TransitTerraform(TerraformFile file, boolean severalServers) {
    this.file = file;
    this.severalServers = severalServers;
  }

  /** The file. */
  static String text(Mesh mesh, String kind, String policy) {
    PublicKeyFiles files = mesh.recipients().keyFiles();
    List<TransitKey> made =
        mesh.recipientsOf(kind).stream()
            .filter(key -> files.of(new Recipient(kind, key)).isEmpty())
            .map(TransitKey::parse)
            .toList();
    Set<String> servers = made.stream().map(TransitKey::address).collect(Collectors.toSet());
    TerraformFile file =
        new TerraformFile("the transit keys of secrets.sops of the mesh \"" + mesh.name() + "\"");
    if (servers.size() > 1) {
      file.note("They are on several servers: apply to each server its own keys, and the policy.");
    }
    new TransitTerraform(file, servers.size() > 1).engines(made);
    file.policy("meshgen_seal", new PolicyNames(mesh.name()).own("seal"), policy);
    return file.text();
  }

  private void engines(List<TransitKey> keys) {
    Map<String, TreeSet<String>> names = new TreeMap<>();
    Map<String, TransitKey> engines = new TreeMap<>();
    for (TransitKey key : keys) {
      String engine = key.address() + TransitKey.API + key.engine();
      engines.put(engine, key);
      names.computeIfAbsent(engine, absent -> new TreeSet<>()).add(key.name());
    }
    engines.forEach((at, key) -> engine(key, names.get(at)));
  }

  private void engine(TransitKey engine, Set<String> names) {
    String resource = resource(engine);
    if (severalServers) {
      file.comment("On " + engine.address() + ".");
    }
    file.comment(
        "If the engine exists: terraform import " + MOUNT + "." + resource + " " + engine.engine());
    Map<String, String> mount = new LinkedHashMap<>();
    mount.put("path", quoted(engine.engine()));
    mount.put("type", quoted("transit"));
    file.lasting(MOUNT, resource, mount);
    for (String name : names) {
      String ofKey = resource + "_" + identifier(name);
      file.comment(
          "If the key exists: terraform import "
              + KEY
              + "."
              + ofKey
              + " "
              + engine.engine()
              + TransitKey.KEYS
              + name);
      Map<String, String> key = new LinkedHashMap<>();
      key.put("backend", MOUNT + "." + resource + ".path");
      key.put("name", quoted(name));
      key.put("type", quoted("aes256-gcm96"));
      file.lasting(KEY, ofKey, key);
    }
  }

  private String resource(TransitKey engine) {
    return "meshgen_"
        + (severalServers
            ? identifier(engine.address().substring(engine.address().indexOf("//") + 2)) + "_"
            : "")
        + identifier(engine.engine());
  }

  /** The same for no two names: what Terraform does not take, and the underscore, is in hex. */
  private static String identifier(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean plain = (each < 0x80 && Character.isLetterOrDigit(each)) || each == '-';
      text.append(plain ? String.valueOf(each) : String.format(Locale.ROOT, "_%02x", (int) each));
    }
    return text.toString();
  }
}
