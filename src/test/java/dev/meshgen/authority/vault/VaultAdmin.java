package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.yaml.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Whoever runs a Vault, with its root token: sets up what a test needs. */
public final class VaultAdmin {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String token;

  public VaultAdmin(String address, String token) {
    this.address = address;
    this.token = token;
  }

  public String address() {
    return address;
  }

  /** What came back. */
  public record Reply(int status, String body) {
    /** A member of {@code data}, or of {@code auth}. */
    public String text(String section, String name) {
      Object found =
          JsonObject.parse(body.getBytes(StandardCharsets.UTF_8))
              .map(json -> ((Map<?, ?>) json.get(section)).get(name))
              .orElseThrow();
      return String.valueOf(found);
    }
  }

  /** Sends what has to succeed. */
  public Reply must(String path, Map<String, ?> body) {
    Reply reply = send(token, "POST", path, body);
    assertThat(reply.status()).as("%s: %s", path, reply.body()).isIn(200, 204);
    return reply;
  }

  public Reply read(String path) {
    return send(token, "GET", path, Map.of());
  }

  public Reply list(String path) {
    return send(token, "LIST", path, Map.of());
  }

  /** A KV engine. */
  public void kvMount(String mount, int version) {
    must(
        "sys/mounts/" + mount,
        Map.of("type", "kv", "options", Map.of("version", String.valueOf(version))));
  }

  /** Sends with a token, or without. */
  public Reply send(String as, String method, String path, Map<String, ?> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
            .timeout(Duration.ofSeconds(30))
            .setHeader("X-Vault-Request", "true");
    if (!as.isEmpty()) {
      request.setHeader("X-Vault-Token", as);
    }
    request.method(
        method,
        method.equals("GET") || method.equals("LIST")
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A mount with a root that signs. */
  public void rootMount(String mount, String commonName) {
    must("sys/mounts/" + mount, Map.of("type", "pki", "config", Map.of("max_lease_ttl", "87600h")));
    must(
        mount + "/root/generate/internal",
        Map.of(
            "common_name",
            commonName,
            "ttl",
            "87600h",
            "key_type",
            "ec",
            "key_bits",
            384,
            "issuer_name",
            "root"));
  }

  /** A mount with an authority below the root of another. */
  public void issuingMount(String mount, String above) {
    must("sys/mounts/" + mount, Map.of("type", "pki", "config", Map.of("max_lease_ttl", "43800h")));
    Reply asked =
        must(
            mount + "/intermediate/generate/internal",
            Map.of("common_name", "Mesh Issuing CA", "key_type", "ec", "key_bits", 256));
    Reply signed =
        must(
            above + "/root/sign-intermediate",
            Map.of(
                "csr",
                asked.text("data", "csr"),
                "common_name",
                "Mesh Issuing CA",
                "ttl",
                "43800h",
                "format",
                "pem"));
    String root = read(above + "/issuer/default/json").text("data", "certificate");
    must(
        mount + "/intermediate/set-signed",
        Map.of("certificate", signed.text("data", "certificate") + "\n" + root));
  }

  public void policy(String name, String hcl) {
    must("sys/policies/acl/" + name, Map.of("policy", hcl));
  }

  /** A token with these policies and no others. */
  public String token(String policy) {
    return must(
            "auth/token/create",
            Map.of("policies", new String[] {policy}, "no_default_policy", true, "ttl", "30m"))
        .text("auth", "client_token");
  }
}
