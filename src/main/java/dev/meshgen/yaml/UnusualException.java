package dev.meshgen.yaml;

/** Says that a text is not as simple as it was hoped to be; not that anything is wrong with it. */
final class UnusualException extends Exception {
  private static final long serialVersionUID = 1L;

  private UnusualException() {
    super("unusual", null, false, false);
  }

  static void unless(boolean usual) throws UnusualException {
    if (!usual) {
      throw new UnusualException();
    }
  }
}
