package dev.meshgen.output;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.tree.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What one run is about to do, on disk before it does anything: a table of kind, role, hash before,
 * hash after, length and path per file, then the new bytes of sealed files and locks, then a
 * checksum of all that.
 *
 * <p>It has hashes and bytes only for sealed files and locks: they cannot be computed again. All
 * bytes are those of the tree, so a journal holds no secret in the clear either.
 *
 * @param changes in the order they are applied; the number of a change names its temporary file
 */
record Journal(List<Change> changes) {
  private static final String MAGIC = "meshgen journal 1";
  private static final int CHECKSUM = 8;
  private static final String NO_HASH = "-";
  private static final byte[] NONE = {};

  Journal {
    changes = List.copyOf(changes);
  }

  /** Sealed files, locks, the rest, removals; by path within each. */
  static Journal of(Changes changes) {
    List<Change> ordered = new ArrayList<>(changes.changes().size());
    for (Role role : Role.values()) {
      for (Change change : changes.changes()) {
        if (change.writes() && change.role() == role) {
          ordered.add(change);
        }
      }
    }
    ordered.addAll(changes.removed());
    return new Journal(ordered);
  }

  /** Whether the journal carries the content of a change, so that it can be repeated. */
  static boolean carries(Change change) {
    return change.role() != Role.PLAIN;
  }

  /** SHA-256 of what the change leaves behind; empty for a removal. */
  static String after(Change change) {
    return change.writes() ? Sha256.hex(change.bytes()) : "";
  }

  byte[] print() {
    StringBuilder table = new StringBuilder(changes.size() * 64);
    table.append(MAGIC).append(' ').append(changes.size()).append('\n');
    int length = 0;
    for (Change change : changes) {
      boolean carried = carries(change);
      table.append(change.kind()).append(' ').append(change.role()).append(' ');
      table.append(field(change.before())).append(' ');
      table.append(field(carried ? after(change) : "")).append(' ');
      table.append(carried ? change.bytes().length : 0).append(' ');
      table.append(change.path()).append('\n');
      length += carried ? change.bytes().length : 0;
    }
    byte[] head = table.toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(head.length + CHECKSUM, length));
    out.put(head);
    for (Change change : changes) {
      if (carries(change)) {
        out.put(change.bytes());
      }
    }
    out.put(checksum(out.array(), out.position()).getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }

  /** Against accidents, not against people: they could as well edit the tree. */
  private static String checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static String field(String hash) {
    return hash.isEmpty() ? NO_HASH : hash;
  }

  /**
   * Reads a journal back.
   *
   * @throws IllegalArgumentException if it is not exactly what {@link #print} writes
   */
  static Journal parse(byte[] bytes) {
    int end = bytes.length - CHECKSUM;
    if (end < 0 || !ascii(bytes, end, bytes.length).equals(checksum(bytes, end))) {
      throw new IllegalArgumentException("its checksum does not match");
    }
    return new Reader(bytes, end).journal();
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private static final class Reader {
    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    Journal journal() {
      String first = line();
      if (!first.startsWith(MAGIC + " ")) {
        throw new IllegalArgumentException("another version of meshgen wrote it");
      }
      int count = Integer.parseInt(first.substring(MAGIC.length() + 1));
      List<String[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(line().split(" ", 6));
      }
      List<Change> changes = new ArrayList<>(count);
      for (String[] row : rows) {
        changes.add(change(row));
      }
      return new Journal(changes);
    }

    private Change change(String[] row) {
      String path = row[5];
      int length = Integer.parseInt(row[4]);
      byte[] content = length == 0 ? NONE : Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      String before = row[2].equals(NO_HASH) ? "" : row[2];
      return new Change(Change.Kind.valueOf(row[0]), path, Role.valueOf(row[1]), content, before);
    }

    private String line() {
      int from = at;
      while (at < end && bytes[at] != '\n') {
        at++;
      }
      return ascii(bytes, from, at++);
    }
  }
}
