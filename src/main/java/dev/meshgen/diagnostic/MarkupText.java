package dev.meshgen.diagnostic;

/** What people wrote, in HTML and XML: nothing in it ends what it is in, or begins a tag. */
public final class MarkupText {
  private MarkupText() {}

  /** Between tags. */
  public static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** In an attribute in double quotes, too. */
  public static String attribute(String text) {
    return text(text).replace("\"", "&quot;");
  }
}
