package dev.meshgen.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultException.Request;
import dev.meshgen.yaml.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Asks one server, again where that may help: it did not answer, it is busy, it elects a leader.
 * Asking twice is safe for what is asked here: a certificate that got lost on its way back is one
 * more in Vault's list. Safe for use by several threads.
 */
public final class VaultClient {
  /** Tells an agent or proxy in between that no browser was tricked into this request. */
  private static final String VAULT_REQUEST = "X-Vault-Request";

  private static final String TOKEN = "X-Vault-Token";
  private static final String NAMESPACE = "X-Vault-Namespace";

  private final VaultPlace place;
  private final VaultTransport transport;
  private final VaultTiming timing;
  private final RetryLimits patience;
  private final Optional<SecretBytes> token;

  VaultClient(
      VaultPlace place, VaultTransport transport, VaultTiming timing, RetryLimits patience) {
    this(place, transport, timing, patience, Optional.empty());
  }

  private VaultClient(
      VaultPlace place,
      VaultTransport transport,
      VaultTiming timing,
      RetryLimits patience,
      Optional<SecretBytes> token) {
    this.place = place;
    this.transport = transport;
    this.timing = timing;
    this.patience = patience;
    this.token = token;
  }

  /**
   * A client that has not sent anything yet, and has no token.
   *
   * @param variables of the environment: the way through a proxy
   * @throws VaultException if the file of authorities is of no use
   */
  public static VaultClient of(VaultPlace place, Map<String, String> variables)
      throws VaultException {
    return new VaultClient(
        place,
        new HttpTransport(
            TrustedAuthorities.context(place.authorities()), new ProxyVariables(variables)),
        VaultTiming.SYSTEM,
        RetryLimits.USUAL);
  }

  /** The same with a token, which is not closed: it is the caller's. */
  VaultClient with(SecretBytes other) {
    return new VaultClient(place, transport, timing, patience, Optional.of(other));
  }

  VaultPlace place() {
    return place;
  }

  /**
   * What is at a path.
   *
   * @param path below {@code /v1}, unescaped
   * @return the JSON object; strings, numbers, lists and mappings as Java has them
   */
  public Map<String, Object> read(String path) throws VaultException {
    return send(new Request("GET", path), Optional.empty());
  }

  /** The same; empty if nothing is there. */
  public Optional<Map<String, Object>> find(String path) throws VaultException {
    return unlessAbsent(new Request("GET", path));
  }

  /** What is below a path, as Vault lists it; empty if nothing is there. */
  public Optional<Map<String, Object>> list(String path) throws VaultException {
    return unlessAbsent(new Request("LIST", path));
  }

  private Optional<Map<String, Object>> unlessAbsent(Request request) throws VaultException {
    try {
      return Optional.of(send(request, Optional.empty()));
    } catch (VaultException e) {
      if (e.kind() == Kind.ABSENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What comes back when something is sent to a path; empty if Vault has nothing to say. */
  public Map<String, Object> write(String path, VaultBody body) throws VaultException {
    return send(new Request("POST", path), Optional.of(body));
  }

  private Map<String, Object> send(Request request, Optional<VaultBody> body)
      throws VaultException {
    Optional<byte[]> json = body.map(VaultBody::json);
    List<SecretBytes> sent = new ArrayList<>(body.map(VaultBody::secrets).orElse(List.of()));
    token.ifPresent(sent::add);
    VaultCall call = new VaultCall(request.method(), uri(request.path()), headers(json), json);
    try {
      return repeat(call, sent);
    } catch (VaultException e) {
      throw e.about(request);
    } finally {
      json.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  private URI uri(String path) {
    String escaped =
        Arrays.stream(path.split("/", -1))
            .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create(place.base() + "/v1/" + escaped);
  }

  private Map<String, String> headers(Optional<byte[]> body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(VAULT_REQUEST, "true");
    body.ifPresent(ignored -> headers.put("Content-Type", "application/json"));
    place.namespace().ifPresent(namespace -> headers.put(NAMESPACE, namespace));
    if (token.isPresent()) {
      byte[] bytes = token.get().copy();
      headers.put(TOKEN, new String(bytes, StandardCharsets.US_ASCII));
      Arrays.fill(bytes, (byte) 0);
    }
    return headers;
  }

  private Map<String, Object> repeat(VaultCall call, List<SecretBytes> sent) throws VaultException {
    Duration end = timing.now().plus(patience.total());
    for (int tries = 1; ; tries++) {
      try {
        return once(call, end, sent);
      } catch (VaultException e) {
        Duration wait = e.retryAfter().orElseGet(patienceBefore(tries));
        boolean late = timing.now().plus(wait).compareTo(end) >= 0;
        if (!e.isPassing() || tries == patience.tries() || late) {
          throw e.after(tries);
        }
        sleep(wait);
      }
    }
  }

  private java.util.function.Supplier<Duration> patienceBefore(int tries) {
    return () -> patience.before(tries, timing.spread());
  }

  private void sleep(Duration time) throws VaultException {
    try {
      timing.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw VaultException.of(Kind.UNREACHABLE, "interrupted");
    }
  }

  private Map<String, Object> once(VaultCall call, Duration end, List<SecretBytes> sent)
      throws VaultException {
    VaultReply reply = exchange(call, end);
    Optional<VaultCall> elsewhere = new Redirect(call, reply).follow();
    if (elsewhere.isPresent()) {
      reply = exchange(elsewhere.get(), end);
    }
    if (!reply.isSuccess()) {
      throw new FailedReply(reply, sent).exception();
    }
    if (reply.status() == 204) {
      return Map.of();
    }
    Optional<Map<String, Object>> answer = JsonObject.parse(reply.body());
    return answer.orElseThrow(new FailedReply(reply, sent)::notJson);
  }

  private VaultReply exchange(VaultCall call, Duration end) throws VaultException {
    Duration left = end.minus(timing.now());
    if (left.isNegative() || left.isZero()) {
      throw VaultException.of(Kind.UNREACHABLE, "no response in time");
    }
    Duration limit = left.compareTo(patience.request()) < 0 ? left : patience.request();
    try {
      return transport.send(call, limit);
    } catch (VaultTransport.TooLarge e) {
      throw VaultException.of(Kind.FOREIGN, e.getMessage());
    } catch (HttpTimeoutException e) {
      throw VaultException.of(
              Kind.UNREACHABLE, "no complete response within " + limit.toSeconds() + " s")
          .passing();
    } catch (SSLException e) {
      throw TlsWords.of(e, place.authorities().isPresent());
    } catch (IOException e) {
      throw VaultException.of(Kind.UNREACHABLE, ConnectionWords.of(e)).passing();
    }
  }
}
