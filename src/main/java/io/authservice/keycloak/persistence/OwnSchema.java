package io.authservice.keycloak.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The changelog of our tables in Keycloak's own database, and what its labels say. */
public final class OwnSchema {

  static final String CHANGELOG = "META-INF/auth-service-changelog.xml";

  /** Labels a change set that nodes from before it can go on beside. */
  static final String BESIDE_OLD_NODES = "beside-old-nodes";

  /** Labels a change set that nodes from before it cannot go on beside. */
  static final String ENDS_OLD_NODES = "ends-old-nodes";

  private OwnSchema() {}

  /**
   * The id of the last change set that nodes from before it cannot bear.
   *
   * @throws IllegalStateException if the changelog cannot be read, or no change set is labelled so
   */
  public static String lastThatEndsOldNodes() {
    try (InputStream stream = OwnSchema.class.getClassLoader().getResourceAsStream(CHANGELOG)) {
      if (stream == null) {
        throw new IllegalStateException(CHANGELOG + " is missing");
      }
      return lastThatEndsOldNodes(stream);
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("cannot read " + CHANGELOG, e);
    }
  }

  static String lastThatEndsOldNodes(InputStream changelog) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader reader = factory.createXMLStreamReader(changelog);
    String last = "";
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT && endsOldNodes(reader)) {
        last = reader.getAttributeValue(null, "id");
      }
    }
    if (last.isEmpty()) {
      throw new IllegalStateException("no change set has the label " + ENDS_OLD_NODES);
    }
    return last;
  }

  private static boolean endsOldNodes(XMLStreamReader reader) {
    String labels = reader.getAttributeValue(null, "labels");
    return reader.getLocalName().equals("changeSet")
        && labels != null
        && Arrays.asList(labels.split(",", -1)).contains(ENDS_OLD_NODES);
  }
}
