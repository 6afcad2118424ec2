package io.authservice.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whoever adds a change set decides whether old nodes can go on beside it. */
class OwnSchemaTest {

  @Test
  void everyChangeSetSaysWhetherOldNodesMayGoOnBesideIt() throws Exception {
    for (Element changeSet : changeSets()) {
      assertThat(changeSet.getAttribute("labels"))
          .as(
              "labels of the change set %s: %s if nodes from before it may go on, %s if not;"
                  + " see docs/development/recipes.md",
              changeSet.getAttribute("id"), OwnSchema.BESIDE_OLD_NODES, OwnSchema.ENDS_OLD_NODES)
          .isIn(OwnSchema.BESIDE_OLD_NODES, OwnSchema.ENDS_OLD_NODES);
    }
  }

  @Test
  void theLastThatEndsOldNodesCounts() throws XMLStreamException {
    assertThat(
            last(
                "<c><changeSet id='1' labels='ends-old-nodes'/>"
                    + "<changeSet id='2' labels='ends-old-nodes'/>"
                    + "<changeSet id='3' labels='beside-old-nodes'/></c>"))
        .isEqualTo("2");
    assertThatIllegalStateException()
        .isThrownBy(() -> last("<c><changeSet id='3' labels='beside-old-nodes'/></c>"));
    assertThat(OwnSchema.lastThatEndsOldNodes()).isEqualTo("1.5.0-issued-tokens");
  }

  private static String last(String changelog) throws XMLStreamException {
    return OwnSchema.lastThatEndsOldNodes(
        new ByteArrayInputStream(changelog.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> changeSets() throws Exception {
    try (InputStream stream =
        OwnSchema.class.getClassLoader().getResourceAsStream(OwnSchema.CHANGELOG)) {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(stream)
              .getElementsByTagName("changeSet");
      List<Element> changeSets = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        changeSets.add((Element) found.item(i));
      }
      assertThat(changeSets).isNotEmpty();
      return changeSets;
    }
  }
}
