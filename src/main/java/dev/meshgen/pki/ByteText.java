package dev.meshgen.pki;

/** Looks for words in bytes that may be a private key, and so must not become a String. */
final class ByteText {
  private ByteText() {}

  static boolean contains(byte[] text, String word) {
    for (int i = 0; i <= text.length - word.length(); i++) {
      int j = 0;
      while (j < word.length() && text[i + j] == word.charAt(j)) {
        j++;
      }
      if (j == word.length()) {
        return true;
      }
    }
    return false;
  }
}
