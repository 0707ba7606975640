package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that Kustomize builds: its objects, its sealed files, and the {@code kustomization.yaml}
 * that lists them in the order in which they were added.
 */
final class KustomizeFolder {
  private final String path;
  private final List<FileView> files = new ArrayList<>();
  private final List<String> resources = new ArrayList<>();
  private final List<String> sealed = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param path within the tree
   */
  KustomizeFolder(String path) {
    this.path = path;
  }

  /** A template's view: what Kustomize finds in a folder. */
  record KustomizationView(boolean generated, List<String> files) {}

  /** A template's view: a ksops generator. */
  record GeneratorView(String name, List<String> files) {}

  /** Adds an object, from the template of the same name below {@code templates}. */
  KustomizeFolder add(String name, String templates, Object view) {
    return add(name, templates, name, view);
  }

  /** Adds an object, from a template that several share. */
  KustomizeFolder add(String name, String templates, String template, Object view) {
    files.add(new FileView(Layout.in(path, name), templates + template, view));
    resources.add(name);
    return this;
  }

  /** Adds an object whose path is its name in this folder. */
  KustomizeFolder add(FileView object) {
    String whole = Layout.in(path, object.path());
    files.add(new FileView(whole, object.template(), object.view(), object.after()));
    resources.add(object.path());
    return this;
  }

  /** Adds another folder that Kustomize builds, by its path from this one. */
  KustomizeFolder addBase(String folder) {
    resources.add(folder);
    return this;
  }

  /** Adds an object that somebody else writes. */
  KustomizeFolder addWritten(String name) {
    resources.add(name);
    return this;
  }

  /**
   * Adds what is sealed, or what a program in the cluster makes a Secret of; somebody else writes
   * it.
   */
  KustomizeFolder addSecret(String name) {
    (Layout.isStored(name) || Layout.isForController(name) ? resources : sealed).add(name);
    return this;
  }

  /**
   * Its files.
   *
   * @param ksops whether sealed files are read through a generator, which is named after the folder
   */
  List<FileView> files(boolean ksops) {
    List<FileView> all = new ArrayList<>();
    boolean generated = ksops && !sealed.isEmpty();
    List<String> listed = new ArrayList<>(resources);
    if (!generated) {
      listed.addAll(sealed);
    }
    all.add(
        new FileView(
            Layout.in(path, Layout.KUSTOMIZATION),
            "kustomization.yaml",
            new KustomizationView(generated, listed)));
    all.addAll(files);
    if (generated) {
      all.add(
          new FileView(
              Layout.in(path, Layout.GENERATOR),
              "ksops-generator.yaml",
              new GeneratorView(name(), sealed.stream().map(file -> "./" + file).toList())));
    }
    return all;
  }

  private String name() {
    return Layout.nameOf(path);
  }
}
