package dev.meshgen.rules;

import java.util.Collection;
import java.util.Iterator;

/** Lists of names in messages. */
public final class NameList {
  private static final int SHOWN = 5;

  private NameList() {}

  /** All of a few, the first of many: a mesh of a thousand clusters must not fill the screen. */
  public static String some(Collection<?> words) {
    StringBuilder text = new StringBuilder();
    Iterator<?> each = words.iterator();
    for (int i = 0; i < SHOWN && each.hasNext(); i++) {
      text.append(i == 0 ? "\"" : ", \"").append(each.next()).append('"');
    }
    if (words.size() > SHOWN) {
      text.append(" and ").append(words.size() - SHOWN).append(" more");
    }
    return text.toString();
  }
}
