package dev.meshgen.diff;

import dev.meshgen.yaml.YamlNode;

/**
 * An object of a tree.
 *
 * @param path of its file
 * @param content what is compared
 */
record TreeObject(ObjectId id, String path, YamlNode content) {}
