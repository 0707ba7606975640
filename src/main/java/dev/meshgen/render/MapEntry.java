package dev.meshgen.render;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A part of a template's view: an entry of a mapping whose keys are not known beforehand. */
record MapEntry(String key, String value) {

  static List<MapEntry> list(SortedMap<String, String> map) {
    List<MapEntry> entries = new ArrayList<>(map.size());
    map.forEach((key, value) -> entries.add(new MapEntry(key, value)));
    return entries;
  }
}
