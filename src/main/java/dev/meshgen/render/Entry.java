package dev.meshgen.render;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A part of a template's view: an entry of a mapping whose keys are not known beforehand. */
record Entry(String key, String value) {

  static List<Entry> list(SortedMap<String, String> map) {
    List<Entry> entries = new ArrayList<>(map.size());
    map.forEach((key, value) -> entries.add(new Entry(key, value)));
    return entries;
  }
}
