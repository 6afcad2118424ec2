package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

  @Test
  void aBodyEndsWithTheConnection() throws IOException {
    Came came = parse("HTTP/1.1 200 OK\r\nVary: A\r\nvary:  B\r\n\r\nRené", false);

    assertThat(came.status()).isEqualTo(200);
    assertThat(came.header("VARY")).contains("A, B");
    assertThat(came.body()).isEqualTo("René");
  }

  @Test
  void chunksAreJoined() throws IOException {
    Came came =
        parse(
            "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nRen\r\n2\r\né\r\n0\r\n\r\n",
            false);

    assertThat(came.body()).isEqualTo("René");
  }

  @Test
  void aHeadHasNoBody() throws IOException {
    Came came = parse("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n", true);

    assertThat(came.status()).isEqualTo(200);
    assertThat(came.body()).isEmpty();
  }

  @Test
  void whatBreaksOffIsNoAnswer() {
    assertThatIOException().isThrownBy(() -> parse("HTTP/1.1 200 OK\r\n", false));
  }

  private static Came parse(String text, boolean headOnly) throws IOException {
    return HttpAnswer.parse(text.getBytes(StandardCharsets.UTF_8), headOnly);
  }
}
