package dev.meshgen.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** The JDK's client. Its own time limit ends with the headers, so that the whole has another. */
final class HttpTransport implements VaultTransport {
  private final HttpClient client;

  HttpTransport(Optional<SSLContext> authorities, ProxySelector proxies) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .proxy(proxies);
    authorities.ifPresent(builder::sslContext);
    client = builder.build();
  }

  @Override
  public VaultReply send(VaultCall call, Duration limit) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).timeout(limit);
    call.headers().forEach(request::setHeader);
    request.method(
        call.method(),
        call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
    CompletableFuture<HttpResponse<byte[]>> running =
        client.sendAsync(request.build(), ignored -> new LimitedBody());
    try {
      HttpResponse<byte[]> response = running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new VaultReply(response.statusCode(), firstOf(response), response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete response in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } finally {
      running.cancel(true);
    }
  }

  private static Map<String, String> firstOf(HttpResponse<?> response) {
    Map<String, String> first = new TreeMap<>();
    response.headers().map().forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }

  /** Stops reading where a body has no end. */
  private static final class LimitedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
      subscription = subscribed;
      subscribed.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (read.size() + buffer.remaining() > MOST) {
          subscription.cancel();
          whole.completeExceptionally(new TooLarge());
          return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        read.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable failed) {
      whole.completeExceptionally(failed);
    }

    @Override
    public void onComplete() {
      whole.complete(read.toByteArray());
    }
  }
}
