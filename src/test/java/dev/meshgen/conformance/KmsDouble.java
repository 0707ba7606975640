package dev.meshgen.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two calls of AWS KMS that sops makes, on loopback: encrypts with a key for each ARN, bound to
 * the encryption context, and denies what it is told to deny.
 */
final class KmsDouble implements AutoCloseable {
  private static final int IV = 12;

  private final HttpServer server;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, byte[]> keys = new TreeMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile String denied = "";

  KmsDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** What the SDK of AWS has to know to come here. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_KMS",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "nothing");
  }

  /** From now on calls of this kind are denied: {@code Encrypt}, {@code Decrypt}. */
  void deny(String call) {
    denied = call;
  }

  /** The calls so far, each with its key. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
    JsonNode body = new JsonMapper().readTree(exchange.getRequestBody().readAllBytes());
    String arn = body.path("KeyId").asString("");
    calls.add(call + " " + arn);
    try {
      if (call.equals(denied)) {
        throw new GeneralSecurityException("not authorized to perform: kms:" + call);
      }
      Map<String, String> pairs = new TreeMap<>();
      body.path("EncryptionContext")
          .properties()
          .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asString()));
      String context = pairs.toString();
      String result =
          call.equals("Encrypt")
              ? "\"CiphertextBlob\":\"" + encrypt(arn, context, bytes(body, "Plaintext"))
              : "\"Plaintext\":\"" + decrypt(arn, context, bytes(body, "CiphertextBlob"));
      send(exchange, 200, "{" + result + "\",\"KeyId\":\"" + arn + "\"}");
    } catch (GeneralSecurityException e) {
      String message = "{\"__type\":\"AccessDeniedException\",\"message\":\"%s\"}";
      send(exchange, 400, message.formatted(e.getMessage()));
    }
  }

  private static byte[] bytes(JsonNode body, String field) {
    return Base64.getDecoder().decode(body.path(field).asString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    // One answer a connection: a client that closes an idle one must not lose the next answer.
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private synchronized byte[] key(String arn) {
    return keys.computeIfAbsent(
        arn,
        name -> {
          byte[] key = new byte[32];
          random.nextBytes(key);
          return key;
        });
  }

  private String encrypt(String arn, String context, byte[] text) throws GeneralSecurityException {
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, arn, iv, context).doFinal(text);
    byte[] blob = Arrays.copyOf(iv, IV + sealed.length);
    System.arraycopy(sealed, 0, blob, IV, sealed.length);
    return Base64.getEncoder().encodeToString(blob);
  }

  private String decrypt(String arn, String context, byte[] blob) throws GeneralSecurityException {
    byte[] text =
        cipher(Cipher.DECRYPT_MODE, arn, Arrays.copyOf(blob, IV), context)
            .doFinal(blob, IV, blob.length - IV);
    return Base64.getEncoder().encodeToString(text);
  }

  private Cipher cipher(int mode, String arn, byte[] iv, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key(arn), "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
