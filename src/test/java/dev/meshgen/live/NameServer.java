package dev.meshgen.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The name server of a cluster. It knows the cluster's own Services and the names outside of all
 * clusters: a name that exists only in another cluster is unknown, unless the mesh resolves it.
 */
final class NameServer {
  private static final int HEADER = 12;
  private static final int NO_SUCH_NAME = 3;
  private static final int ADDRESS = 1;
  private static final String DOMAIN = ".svc.cluster.local";

  private final DatagramSocket socket;
  private final Informer services;
  private final Wan wan;

  private NameServer(DatagramSocket socket, Informer services, Wan wan) {
    this.socket = socket;
    this.services = services;
    this.wan = wan;
  }

  /** Listens where the harness is; gives {@code address:port}. */
  static String start(String cluster, Informer services, Wan wan) {
    try {
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Wan.HARNESS, 0));
      NameServer server = new NameServer(socket, services, wan);
      Thread thread = new Thread(server::serve, "name server " + cluster);
      thread.setDaemon(true);
      thread.start();
      return Wan.HARNESS + ":" + socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve() {
    while (true) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        byte[] answer = answer(packet.getData(), packet.getLength());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException | RuntimeException e) {
        System.err.println("name server: " + e);
      }
    }
  }

  private byte[] answer(byte[] query, int length) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    while (at < length && query[at] != 0) {
      name.append(name.isEmpty() ? "" : ".");
      name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
      at += query[at] + 1;
    }
    int end = at + 5;
    int type = query[at + 2];
    Optional<String> address = find(name.toString().toLowerCase(Locale.ROOT));
    boolean found = address.isPresent() && type == ADDRESS;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    out.write(0x81);
    out.write(0x80 | (address.isPresent() ? 0 : NO_SUCH_NAME));
    out.write(new byte[] {0, 1, 0, (byte) (found ? 1 : 0), 0, 0, 0, 0});
    out.write(query, HEADER, end - HEADER);
    if (found) {
      // The name above, an address, for 5 seconds.
      out.write(new byte[] {(byte) 0xc0, HEADER, 0, ADDRESS, 0, 1, 0, 0, 0, 5, 0, 4});
      out.write(InetAddress.getByName(address.get()).getAddress());
    }
    return out.toByteArray();
  }

  private Optional<String> find(String name) {
    if (!name.endsWith(DOMAIN)) {
      return wan.find(name);
    }
    String[] labels = name.substring(0, name.length() - DOMAIN.length()).split("\\.");
    return labels.length != 2
        ? Optional.empty()
        : services
            .find(labels[1], labels[0])
            .map(service -> service.path("spec").path("clusterIP"))
            .map(JsonNode::asString)
            .filter(address -> !address.equals("None"));
  }
}
