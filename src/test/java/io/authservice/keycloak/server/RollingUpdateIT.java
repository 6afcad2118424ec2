package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the page about upgrades says of {@code kc.sh update-compatibility}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingUpdateIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "auth-service";

  private static final int ROLLING = 0;
  private static final int RECREATE = 3;

  private Path directory;
  private ServerHome home;
  private ServerHome bare;
  private Path metadata;

  private record Said(int status, String text) {}

  @BeforeAll
  void writeTheMetadata(@TempDir Path given) throws Exception {
    directory = given;
    ProjectFiles files = ProjectFiles.ofTheBuild();
    home = ServerHome.prepare(files.work().resolve("h2"), ServerContents.of(files).withMetrics());
    bare = ServerHome.prepare(files.work().resolve("h2-bare"), bare(files));
    metadata = directory.resolve("metadata.json");
    assertThat(run(home, "metadata", metadata).status()).isZero();
  }

  @Test
  void theSameRollsOn() throws Exception {
    assertThat(read().get(ID).get("tables").textValue()).isNotEmpty();
    assertThat(read().get(ID).get("shared").textValue()).isNotEmpty();

    Said said = run(home, "check", metadata);

    assertThat(said.status()).as(said.text()).isEqualTo(ROLLING);
    assertThat(said.text()).contains("[OK] Rolling Update is available.");
  }

  @Test
  void tablesThatOldNodesCannotBearStopIt() throws Exception {
    ObjectNode before = read();
    String now = before.get(ID).get("tables").textValue();
    ((ObjectNode) before.get(ID)).put("tables", "1.0.0-users");

    Said said = run(home, "check", written("tables", before));

    assertThat(said.status()).as(said.text()).isEqualTo(RECREATE);
    assertThat(said.text())
        .contains(
            "[auth-service] Rolling Update is not available. 'auth-service.tables' is"
                + " incompatible: 1.0.0-users -> "
                + now);
  }

  @Test
  void anotherFormOfWhatIsSharedStopsIt() throws Exception {
    ObjectNode before = read();
    ((ObjectNode) before.get(ID)).put("shared", "0");

    Said said = run(home, "check", written("shared", before));

    assertThat(said.status()).as(said.text()).isEqualTo(RECREATE);
    assertThat(said.text()).contains("'auth-service.shared' is incompatible: 0 -> ");
  }

  @Test
  void aServerWithoutTheExtensionIsNoNeighbourOfOneThatHasIt() throws Exception {
    Path before = directory.resolve("bare.json");
    assertThat(run(bare, "metadata", before).status()).isZero();

    Said added = run(home, "check", before);
    Said removed = run(bare, "check", metadata);

    assertThat(added.status()).as(added.text()).isEqualTo(RECREATE);
    assertThat(added.text()).contains("'auth-service.tables' is incompatible: null -> ");
    assertThat(removed.status()).as(removed.text()).isEqualTo(RECREATE);
    assertThat(removed.text()).contains("[auth-service] Provider not found.");
  }

  private static ServerContents bare(ProjectFiles files) {
    return new ServerContents(
            files.serverVersion(),
            files.distribution(),
            List.of(),
            Optional.empty(),
            files.realm(),
            ServerContents.H2_OPTIONS)
        .withMetrics();
  }

  private ObjectNode read() throws IOException {
    return (ObjectNode) JSON.readTree(metadata.toFile());
  }

  private Path written(String name, ObjectNode content) throws IOException {
    Path file = directory.resolve(name + ".json");
    JSON.writeValue(file.toFile(), content);
    return file;
  }

  private Said run(ServerHome server, String command, Path file) throws Exception {
    Path log = Files.createTempFile(directory, command, ".log");
    int status =
        server
            .script()
            .run(List.of("update-compatibility", command, "--optimized", "--file=" + file), log);
    return new Said(status, Files.readString(log));
  }
}
