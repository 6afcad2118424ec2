package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates that sign themselves, of a server at {@code localhost} and of clients whom it
 * trusts, made by the JDK's keytool.
 */
public final class ClientCertificates {

  private static final String PASSWORD = "changeit";
  private static final String SERVER = "server";

  private final Path directory;
  private final int port = Ports.free();

  private ClientCertificates(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes them, in a directory that is removed by {@code clean}.
   *
   * @param clients their names
   */
  public static ClientCertificates of(String... clients) {
    try {
      Path work = Files.createDirectories(ProjectFiles.ofTheBuild().work());
      ClientCertificates made =
          new ClientCertificates(Files.createTempDirectory(work, "certificates"));
      made.make(SERVER);
      KeyStore trusted = made.trusted(SERVER);
      for (String client : clients) {
        made.make(client);
        trusted.setCertificateEntry(client, made.keys(client).getCertificate(client));
      }
      try (OutputStream file = Files.newOutputStream(made.directory.resolve("trusted.p12"))) {
        trusted.store(file, PASSWORD.toCharArray());
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code kc.sh start} is told, to serve HTTPS to them; health checks stay in the clear. */
  public List<String> options() {
    return List.of(
        "--https-port=" + port,
        "--http-management-scheme=http",
        "--https-key-store-file=" + store(SERVER),
        "--https-key-store-password=" + PASSWORD,
        "--https-trust-store-file=" + directory.resolve("trusted.p12").toAbsolutePath(),
        "--https-trust-store-password=" + PASSWORD);
  }

  /** Where it serves HTTPS, without a slash at the end. */
  public String baseUrl() {
    return "https://localhost:" + port;
  }

  /** One who trusts the server, and shows it a certificate if asked. */
  public HttpClient client(Optional<String> name) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted(SERVER));
      KeyManager[] keys = {};
      if (name.isPresent()) {
        KeyManagerFactory own =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys(name.get()), PASSWORD.toCharArray());
        keys = own.getKeyManagers();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path store(String name) {
    return directory.resolve(name + ".p12").toAbsolutePath();
  }

  private KeyStore keys(String name) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store(name))) {
      keys.load(file, PASSWORD.toCharArray());
    }
    return keys;
  }

  private KeyStore trusted(String name) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, keys(name).getCertificate(name));
    return trusted;
  }

  private void make(String name) throws IOException {
    Path log = directory.resolve(name + ".log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store(name).toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (keytool.waitFor() != 0) {
        throw new ServerException("keytool made no keys:\n" + LogTail.of(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while keys were made", e);
    }
  }
}
