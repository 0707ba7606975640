package dev.meshgen.authority.vault;

import dev.meshgen.testing.TestCa;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is behind {@link VaultDouble}: tokens, policies, logins and the PKI engine. */
final class VaultEngines {
  private static final Pattern RULE =
      Pattern.compile("path \"([^\"]+)\" \\{\\s*capabilities = \\[([^\\]]*)\\]\\s*\\}");

  /** Where the command-line client asks what is mounted. */
  private static final String INTERNAL = "sys/internal/ui/mounts/";

  /** Fields of {@code sign-intermediate} that meshgen or a test sends. */
  private static final Set<String> SIGN_FIELDS =
      Set.of(
          "csr",
          "common_name",
          "use_csr_values",
          "exclude_cn_from_sans",
          "max_path_length",
          "ttl",
          "not_before_duration",
          "format");

  private final Map<String, List<String>> tokens = new HashMap<>();
  private final Map<String, Map<String, Set<String>>> policies = new HashMap<>();
  private final Map<String, Pki> mounts = new HashMap<>();
  private final Map<String, VaultKv> stores = new TreeMap<>();
  private final Map<String, VaultTransit> transits = new TreeMap<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> methods = new HashMap<>();
  private final Map<String, Map<String, Object>> roles = new HashMap<>();
  private final Map<String, String> secretIds = new HashMap<>();
  private Optional<String> jwtKey = Optional.empty();
  private boolean sealed;
  private Supplier<Instant> clock = Instant::now;
  private SignerOfTests signer = TestCa::sign;

  VaultEngines(String rootToken) {
    tokens.put(rootToken, List.of("root"));
  }

  /** Signs a request; a test may put one there that does what Vault would not. */
  interface SignerOfTests {
    String sign(TestCa issuer, String requestPem, TestCa.Span valid);
  }

  void at(Supplier<Instant> other) {
    clock = other;
  }

  void signing(SignerOfTests other) {
    signer = other;
  }

  /** One request. */
  record Asked(
      String method, String path, String token, String namespace, Map<String, Object> fields) {
    String text(String name) {
      return String.valueOf(fields.getOrDefault(name, ""));
    }

    boolean writes() {
      return method.equals("POST") || method.equals("PUT");
    }
  }

  /** An error as Vault reports it. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> errors;

    Refused(int status, String... errors) {
      super(String.join("; ", errors));
      this.status = status;
      this.errors = List.of(errors);
    }

    int status() {
      return status;
    }

    List<String> errors() {
      return errors;
    }
  }

  /** A PKI engine: its issuer, what is above that, and the longest time it grants. */
  private static final class Pki {
    private Duration most;
    private Optional<TestCa> issuer = Optional.empty();
    private String name = "";
    private Optional<TestCa> pending = Optional.empty();
    private List<String> chain = List.of();

    Pki(Duration most) {
      this.most = most;
    }
  }

  Map<String, ?> answer(Asked asked) {
    if (sealed && !asked.path().equals("sys/health")) {
      throw new Refused(503, "Vault is sealed");
    }
    if (!asked.namespace().isEmpty()) {
      throw new Refused(
          404, "no handler for route \"" + asked.path() + "\". route entry not found.");
    }
    for (Map.Entry<String, String> method : methods.entrySet()) {
      if (asked.path().equals("auth/" + method.getKey() + "/login")) {
        return login(asked, method.getKey(), method.getValue());
      }
    }
    for (Map.Entry<String, Pki> mount : new TreeMap<>(mounts).descendingMap().entrySet()) {
      String rest =
          asked.path().substring(Math.min(asked.path().length(), mount.getKey().length()));
      if (asked.path().startsWith(mount.getKey() + "/") && rest.matches("/issuer/[^/]+/json")) {
        return issuer(asked, mount.getValue(), rest.split("/", -1)[2]);
      }
    }
    authorize(asked);
    return privileged(asked);
  }

  private void authorize(Asked asked) {
    if (asked.token().isEmpty()) {
      throw new Refused(403, "permission denied");
    }
    List<String> held = tokens.get(asked.token());
    if (held == null) {
      throw new Refused(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
    }
    String capability = capability(asked);
    boolean allowed =
        held.contains("root")
            || held.contains("default") && asked.path().equals("auth/token/revoke-self")
            || held.stream()
                .map(policy -> policies.getOrDefault(policy, Map.of()))
                .anyMatch(policy -> granted(policy, asked.path()).contains(capability))
            || asked.path().startsWith(INTERNAL) && mayTouch(held, asked.path());
    if (!allowed) {
      throw new Refused(403, "1 error occurred:\n\t* permission denied\n\n");
    }
  }

  private String capability(Asked asked) {
    if (asked.writes()) {
      Optional<String> engine = transit(asked.path());
      if (engine.isPresent()) {
        return transits.get(engine.get()).creates(asked, asked.path()) ? "create" : "update";
      }
      return store(asked.path()).isPresent()
              && stores
                  .get(store(asked.path()).get())
                  .creates(asked, asked.path().substring(store(asked.path()).get().length() + 1))
          ? "create"
          : "update";
    }
    return switch (asked.method()) {
      case "GET" -> "read";
      case "LIST" -> "list";
      case "DELETE" -> "delete";
      default -> "none";
    };
  }

  /** The mount of a KV engine that a path is below. */
  private Optional<String> store(String path) {
    return stores.keySet().stream().filter(mount -> path.startsWith(mount + "/")).findFirst();
  }

  /** The mount of a transit engine that a path is below. */
  private Optional<String> transit(String path) {
    return transits.keySet().stream().filter(mount -> path.startsWith(mount + "/")).findFirst();
  }

  /** Of the rule that fits best: an exact path before any pattern, of two the longer one. */
  private static Set<String> granted(Map<String, Set<String>> policy, String path) {
    if (policy.containsKey(path)) {
      return policy.get(path);
    }
    return policy.keySet().stream()
        .filter(pattern -> path.matches(regex(pattern)))
        .max(java.util.Comparator.comparingInt(String::length))
        .map(policy::get)
        .orElse(Set.of());
  }

  private static String regex(String pattern) {
    boolean open = pattern.endsWith("*");
    String fixed = open ? pattern.substring(0, pattern.length() - 1) : pattern;
    return Arrays.stream(fixed.split("/", -1))
            .map(each -> each.equals("+") ? "[^/]+" : Pattern.quote(each))
            .collect(java.util.stream.Collectors.joining("/"))
        + (open ? ".*" : "");
  }

  private boolean mayTouch(List<String> held, String path) {
    String mount = path.substring(INTERNAL.length()) + "/";
    return held.stream()
        .flatMap(policy -> policies.getOrDefault(policy, Map.of()).keySet().stream())
        .anyMatch(each -> each.startsWith(mount));
  }

  private Map<String, ?> privileged(Asked asked) {
    String path = asked.path();
    if (path.startsWith(INTERNAL)) {
      String mount = path.substring(INTERNAL.length());
      if (stores.containsKey(mount)) {
        return Map.of(
            "data", Map.of("type", "kv", "options", Map.of("version", versions.get(mount))));
      }
      if (mounts.containsKey(mount)) {
        return Map.of("data", Map.of("type", "pki"));
      }
      throw new Refused(403, "preflight capability check failed");
    }
    if (store(path).isPresent()) {
      String mount = store(path).get();
      return stores.get(mount).answer(asked, path.substring(mount.length() + 1));
    }
    if (transit(path).isPresent()) {
      return transits.get(transit(path).get()).answer(asked, path);
    }
    if (path.startsWith("sys/mounts/") && asked.writes() && asked.text("type").equals("transit")) {
      transits.put(path.substring("sys/mounts/".length()), new VaultTransit());
      return Map.of();
    }
    if (path.startsWith("sys/mounts/") && asked.writes() && asked.text("type").equals("kv")) {
      String mount = path.substring("sys/mounts/".length());
      Map<?, ?> options = (Map<?, ?>) asked.fields().getOrDefault("options", Map.of());
      stores.put(mount, new VaultKv());
      versions.put(
          mount, options.containsKey("version") ? String.valueOf(options.get("version")) : "1");
      return Map.of();
    }
    if (path.matches("sys/mounts/.*/tune") && asked.writes()) {
      String mount = path.substring("sys/mounts/".length(), path.length() - "/tune".length());
      mounts.get(mount).most = duration(asked.text("max_lease_ttl"));
      return Map.of();
    }
    if (path.startsWith("sys/mounts/") && asked.writes()) {
      if (!asked.text("type").equals("pki")) {
        throw new Refused(400, "plugin not found in the catalog: " + asked.text("type"));
      }
      Map<?, ?> config = (Map<?, ?>) asked.fields().getOrDefault("config", Map.of());
      Object most = config.get("max_lease_ttl");
      mounts.put(
          path.substring("sys/mounts/".length()), new Pki(duration(most == null ? "768h" : most)));
      return Map.of();
    }
    if (path.startsWith("sys/auth/") && asked.writes()) {
      methods.put(path.substring("sys/auth/".length()), asked.text("type"));
      return Map.of();
    }
    if (path.startsWith("sys/policies/acl/") && asked.writes()) {
      policies.put(path.substring("sys/policies/acl/".length()), rules(asked.text("policy")));
      return Map.of();
    }
    if (path.equals("sys/seal") && asked.writes()) {
      sealed = true;
      return Map.of();
    }
    if (path.startsWith("auth/")) {
      return auth(asked);
    }
    for (Map.Entry<String, Pki> mount : new TreeMap<>(mounts).descendingMap().entrySet()) {
      if (path.startsWith(mount.getKey() + "/")) {
        return pki(asked, mount.getValue(), path.substring(mount.getKey().length() + 1));
      }
    }
    throw new Refused(404, "no handler for route \"" + path + "\". route entry not found.");
  }

  private static Map<String, Set<String>> rules(String hcl) {
    Map<String, Set<String>> rules = new HashMap<>();
    Matcher rule = RULE.matcher(hcl);
    while (rule.find()) {
      rules.put(rule.group(1), Set.of(rule.group(2).replaceAll("[\"\\s]", "").split(",", -1)));
    }
    String rest = rule.replaceAll("").replaceAll("(?m)^\\s*#.*$", "").strip();
    if (rules.isEmpty() || !rest.isEmpty()) {
      throw new Refused(400, "failed to parse policy: " + rest);
    }
    return rules;
  }

  private static Duration duration(Object text) {
    String value = String.valueOf(text);
    long number = Long.parseLong(value.replaceAll("[hms]$", ""));
    return value.endsWith("h")
        ? Duration.ofHours(number)
        : value.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  private Map<String, ?> auth(Asked asked) {
    String[] parts = asked.path().split("/", -1);
    if (asked.path().equals("auth/token/create")) {
      return issued(
          ((List<?>) asked.fields().get("policies")).stream().map(String::valueOf).toList());
    }
    if (asked.path().equals("auth/token/revoke-self")) {
      tokens.remove(asked.token());
      return Map.of();
    }
    if (asked.path().equals("auth/token/revoke")) {
      tokens.remove(asked.text("token"));
      return Map.of();
    }
    if (parts.length == 3 && parts[2].equals("config")) {
      jwtKey =
          Optional.of(
              String.valueOf(((List<?>) asked.fields().get("jwt_validation_pubkeys")).get(0)));
      return Map.of();
    }
    if (parts.length == 4 && parts[2].equals("role")) {
      Map<String, Object> role = new LinkedHashMap<>(asked.fields());
      role.put("role_id", UUID.randomUUID().toString());
      roles.put(parts[1] + "/" + parts[3], role);
      return Map.of();
    }
    if (parts.length == 5 && parts[4].equals("role-id")) {
      return Map.of("data", Map.of("role_id", roles.get(parts[1] + "/" + parts[3]).get("role_id")));
    }
    if (parts.length == 5 && parts[4].equals("secret-id")) {
      String id = UUID.randomUUID().toString();
      secretIds.put(id, parts[1] + "/" + parts[3]);
      return Map.of("data", Map.of("secret_id", id));
    }
    throw new Refused(404, "unsupported path");
  }

  private Map<String, ?> issued(List<String> held) {
    String token = "hvs." + UUID.randomUUID().toString().replace("-", "");
    tokens.put(token, held);
    return Map.of("auth", Map.of("client_token", token, "token_type", "service"));
  }

  private Map<String, ?> login(Asked asked, String mount, String type) {
    if (type.equals("approle")) {
      String role = secretIds.getOrDefault(asked.text("secret_id"), "");
      if (role.isEmpty() || !asked.text("role_id").equals(roles.get(role).get("role_id"))) {
        throw new Refused(400, "invalid role or secret ID");
      }
      return issued(policiesOf(roles.get(role)));
    }
    Map<String, Object> role = roles.get(mount + "/" + asked.text("role"));
    if (role == null) {
      throw new Refused(400, "role \"" + asked.text("role") + "\" could not be found");
    }
    if (type.equals("kubernetes")) {
      // Whose API server says that it is a token of this ServiceAccount.
      if (!asked.text("jwt").equals(role.get("reviewed_jwt"))) {
        throw new Refused(403, "permission denied");
      }
      return issued(policiesOf(role));
    }
    if (!isSigned(asked.text("jwt"))) {
      throw new Refused(
          400,
          "error validating token: error verifying token: no known key successfully validated"
              + " the token signature");
    }
    return issued(policiesOf(role));
  }

  private static List<String> policiesOf(Map<String, Object> role) {
    List<String> held = new ArrayList<>(List.of("default"));
    ((List<?>) role.get("token_policies")).forEach(each -> held.add(String.valueOf(each)));
    return held;
  }

  private boolean isSigned(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    try {
      byte[] der =
          Base64.getMimeDecoder().decode(jwtKey.orElseThrow().replaceAll("-----[A-Z ]+-----", ""));
      Signature verify = Signature.getInstance("SHA256withRSA");
      verify.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
      verify.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return parts.length == 3 && verify.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Map<String, ?> issuer(Asked asked, Pki pki, String reference) {
    if (!asked.method().equals("GET")) {
      throw new Refused(405, "unsupported operation");
    }
    TestCa issuer = known(pki, reference);
    return Map.of("data", Map.of("certificate", issuer.pem(), "ca_chain", pki.chain));
  }

  private static TestCa known(Pki pki, String reference) {
    if (pki.issuer.isEmpty() || !Set.of("default", pki.name).contains(reference)) {
      throw new Refused(
          500,
          "1 error occurred:\n\t* unable to find PKI issuer for reference: " + reference + "\n\n");
    }
    return pki.issuer.get();
  }

  private Map<String, ?> pki(Asked asked, Pki pki, String path) {
    if (!asked.writes()) {
      throw new Refused(405, "unsupported operation");
    }
    switch (path) {
      case "root/generate/internal":
        pki.issuer = Optional.of(TestCa.root(asked.text("common_name"), valid(pki, asked)));
        pki.name = asked.text("issuer_name");
        pki.chain = List.of(pki.issuer.get().pem());
        return Map.of("data", Map.of("certificate", pki.issuer.get().pem()));
      case "intermediate/generate/internal":
        pki.pending = Optional.of(TestCa.requesting(asked.text("common_name")));
        return Map.of("data", Map.of("csr", pki.pending.get().pem()));
      case "intermediate/set-signed":
        List<String> all =
            Arrays.stream(asked.text("certificate").split("(?<=-----END CERTIFICATE-----)\\s*", -1))
                .filter(each -> !each.isBlank())
                .toList();
        pki.issuer = Optional.of(pki.pending.orElseThrow().answered(all.get(0)));
        pki.chain = all;
        return Map.of("data", Map.of("imported_issuers", List.of(UUID.randomUUID().toString())));
      case "issuers/import/bundle":
        pki.issuer = Optional.of(TestCa.ofBundle(asked.text("pem_bundle")));
        pki.chain = List.of(pki.issuer.get().pem());
        if (!TestCa.hasKeyIdentifier(asked.text("pem_bundle"))) {
          throw new Refused(
              500,
              "Rebuilding the CRL failed: x509: issuer certificate doesn't contain a subject key"
                  + " identifier");
        }
        return Map.of("data", Map.of("imported_keys", List.of(UUID.randomUUID().toString())));
      default:
        return sign(asked, pki, path);
    }
  }

  private Map<String, ?> sign(Asked asked, Pki pki, String path) {
    boolean root = path.equals("root/sign-intermediate");
    if (!root && !path.matches("issuer/[^/]+/sign-intermediate")) {
      throw new Refused(404, "unsupported path");
    }
    TestCa issuer = known(pki, root ? "default" : path.split("/", -1)[1]);
    for (String field : asked.fields().keySet()) {
      if (!SIGN_FIELDS.contains(field)) {
        throw new Refused(400, "nothing here reads " + field);
      }
    }
    if (!Set.of("pem", "").contains(asked.text("format"))) {
      throw new Refused(
          400, "The \"format\" path parameter must be \"pem\", \"der\" or \"pem_bundle\"");
    }
    String csr = asked.text("csr");
    if (!csr.startsWith("-----BEGIN CERTIFICATE REQUEST-----")) {
      throw new Refused(400, "csr contains no data");
    }
    String signed = signer.sign(issuer, csr, valid(pki, asked));
    return Map.of(
        "data", Map.of("certificate", signed, "issuing_ca", issuer.pem(), "ca_chain", pki.chain));
  }

  private TestCa.Span valid(Pki pki, Asked asked) {
    Duration wanted = duration(asked.fields().getOrDefault("ttl", "768h"));
    Duration granted = wanted.compareTo(pki.most) > 0 ? pki.most : wanted;
    Object before = asked.fields().getOrDefault("not_before_duration", "30s");
    Instant now = clock.get();
    Instant end = now.plus(granted);
    Instant last = pki.issuer.map(TestCa::notAfter).orElse(end);
    return new TestCa.Span(
        now.minus(duration(before instanceof BigDecimal number ? number + "s" : before)),
        end.isAfter(last) ? last : end);
  }
}
