package dev.meshgen.output;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TemporaryName;
import dev.meshgen.tree.TreePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What one run is about to do, on disk before it does anything: a table of kind, role, hash before,
 * length and path per file, below a line that says where it was written, then the new bytes of
 * sealed files and locks, then a checksum of all that.
 *
 * <p>It has hashes and bytes only for sealed files and locks: they cannot be computed again. All
 * bytes are those of the tree, so a journal holds no secret in the clear either.
 *
 * <p>A file with this form may as well come from somebody else, through Git. So its origin is
 * checked before it is obeyed, and no path in it is one that a tree cannot hold.
 *
 * @param changes in the order they are applied; the number of a change names its temporary file
 */
record Journal(List<Change> changes) {
  private static final String MAGIC = "meshgen journal 3";
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

  /** A journal as it was read, and where it says that it was written. */
  record Read(Journal journal, JournalOrigin origin) {}

  byte[] print(JournalOrigin origin) {
    StringBuilder table = new StringBuilder(changes.size() * 64);
    table.append(MAGIC).append(' ').append(changes.size()).append(' ');
    table.append(origin.folder()).append(' ').append(origin.time()).append('\n');
    int length = 0;
    for (Change change : changes) {
      boolean carried = carries(change);
      table.append(change.kind()).append(' ').append(change.role()).append(' ');
      table.append(field(change.before())).append(' ');
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
    return sealed(out.array(), out.position());
  }

  /** Puts the checksum of the first bytes behind them. */
  static byte[] sealed(byte[] bytes, int length) {
    byte[] sum = checksum(bytes, length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(sum, 0, bytes, length, CHECKSUM);
    return bytes;
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
  static Read parse(byte[] bytes) {
    int end = bytes.length - CHECKSUM;
    if (end < 0 || !ascii(bytes, end, bytes.length).equals(checksum(bytes, end))) {
      throw new IllegalArgumentException("its checksum does not match");
    }
    return new Reader(bytes, end).read();
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

    Read read() {
      String first = line();
      String[] head = first.split(" ", -1);
      if (!first.startsWith(MAGIC + " ") || head.length != 6) {
        throw new IllegalArgumentException("another version of meshgen wrote it");
      }
      int count = Integer.parseInt(head[3]);
      List<String[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String[] row = line().split(" ", 5);
        if (row.length != 5) {
          throw new IllegalArgumentException("it is cut off");
        }
        rows.add(row);
      }
      List<Change> changes = new ArrayList<>(rows.size());
      for (String[] row : rows) {
        changes.add(change(row));
      }
      if (at != end) {
        throw new IllegalArgumentException("it holds more than it lists");
      }
      return new Read(
          new Journal(changes), new JournalOrigin(Long.parseLong(head[4]), Instant.parse(head[5])));
    }

    private Change change(String[] row) {
      Change.Kind kind = Change.Kind.valueOf(row[0]);
      Role role = Role.valueOf(row[1]);
      String path = checked(row[4], kind, role);
      int length = Integer.parseInt(row[3]);
      if (length < 0 || length > end - at) {
        throw new IllegalArgumentException("it is cut off");
      }
      byte[] content = length == 0 ? NONE : Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return new Change(kind, path, role, content, row[2].equals(NO_HASH) ? "" : row[2]);
    }

    /** A path that a tree can hold, in its role there; a leftover of a run can only be removed. */
    private static String checked(String path, Change.Kind kind, Role role) {
      String name = Layout.nameOf(path);
      boolean leftover = kind == Change.Kind.REMOVE && TemporaryName.is(name);
      String held = leftover ? Layout.folderOf(path) + "/file" : path;
      Optional<String> problem = TreePath.problem(held.startsWith("/") ? held.substring(1) : held);
      if (path.startsWith("/") || problem.isPresent() || role != Layout.role(path)) {
        throw new IllegalArgumentException("it names a file that no tree can hold");
      }
      return path;
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
