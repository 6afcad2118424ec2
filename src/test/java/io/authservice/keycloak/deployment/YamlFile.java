package io.authservice.keycloak.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file in YAML, with what it refers to in its place. No key may stand there twice. */
record YamlFile(Path file) {

  YamlFile(String file) {
    this(Path.of(file));
  }

  /** The only document in it. */
  Node document() {
    List<Node> all = documents();
    if (all.size() != 1) {
      throw new IllegalStateException(file + " holds " + all.size() + " documents");
    }
    return all.get(0);
  }

  List<Node> documents() {
    return parse(text());
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a string holds that is itself in YAML. */
  static List<Node> parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(text);
    return StreamSupport.stream(documents.spliterator(), false).map(Node::new).toList();
  }

  /** A part of the file. */
  record Node(Object value) {

    /**
     * The part below names, one below the other.
     *
     * @throws IllegalArgumentException where there is none
     */
    Node at(String... path) {
      Object found = value;
      for (String name : path) {
        if (!(found instanceof Map<?, ?> map) || map.get(name) == null) {
          throw new IllegalArgumentException("nothing at " + List.of(path));
        }
        found = map.get(name);
      }
      return new Node(found);
    }

    boolean has(String name) {
      return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map() {
      return (Map<String, Object>) value;
    }

    List<Node> list() {
      return ((List<?>) value).stream().map(Node::new).toList();
    }

    List<String> names() {
      return List.copyOf(map().keySet());
    }

    String text() {
      return String.valueOf(value);
    }
  }
}
