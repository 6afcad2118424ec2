package io.authservice.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/** Whoever adds a change set decides whether old nodes can go on beside it. */
class OwnSchemaTest {

  private static final Set<String> NAMING =
      Set.of(
          "tableName",
          "baseTableName",
          "indexName",
          "constraintName",
          "uniqueConstraintName",
          "foreignKeyName",
          "primaryKeyName",
          "references");
  private static final Pattern SQL_NAME = Pattern.compile("(?:INDEX|ON|TABLE|UPDATE) (\\S+)");

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

  /** Or two realms would share it, or the second could not have it. */
  @Test
  void everyNameHasThePrefixUnlessAllRealmsShareIt() throws Exception {
    for (Element changeSet : changeSets()) {
      boolean shared = changeSet.getAttribute("contextFilter").equals("server");
      assertThat(names(changeSet))
          .as("names in the change set %s", changeSet.getAttribute("id"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(name.startsWith("${prefix}")).isNotEqualTo(shared));
    }
  }

  private static List<String> names(Element changeSet) {
    List<String> names = new ArrayList<>();
    NodeList all = changeSet.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      NamedNodeMap attributes = all.item(i).getAttributes();
      for (int j = 0; j < attributes.getLength(); j++) {
        if (NAMING.contains(attributes.item(j).getNodeName())) {
          names.add(attributes.item(j).getNodeValue());
        }
      }
      if (all.item(i).getNodeName().equals("sql")) {
        SQL_NAME
            .matcher(all.item(i).getTextContent())
            .results()
            .forEach(n -> names.add(n.group(1)));
      }
    }
    return names;
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
