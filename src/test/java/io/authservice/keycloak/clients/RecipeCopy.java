package io.authservice.keycloak.clients;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the pages about clients print, and the programs that try it, with the addresses of a test in
 * place of those that are printed.
 */
final class RecipeCopy {
  private static final String SERVICE = "https://auth.example.com";
  private static final String SHOP = "https://shop.example.com";

  private final Path directory;
  private final String service;
  private final String shop;

  /**
   * @param directory a new one
   * @param service the server's address, without a slash at the end
   * @param shop the address of the shop that is its client, likewise
   */
  RecipeCopy(Path directory, String service, String shop) {
    this.directory = directory;
    this.service = service;
    this.shop = shop;
    for (String part : List.of("", "recipes", "browser")) {
      copy(part);
    }
    try {
      Files.createSymbolicLink(
          directory.resolve("node_modules"), LibraryScript.SOURCES.resolve("node_modules"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** A client as a page prints it, for the Admin API. */
  Map<String, Object> client(String name) {
    try {
      return new ObjectMapper()
          .readValue(file("recipes/" + name + ".json").toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(String part) {
    try (Stream<Path> files = Files.list(LibraryScript.SOURCES.resolve(part))) {
      Path target = Files.createDirectories(directory.resolve(part));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(
            target.resolve(file.getFileName().toString()),
            Files.readString(file).replace(SERVICE, service).replace(SHOP, shop));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
