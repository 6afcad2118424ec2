package io.authservice.keycloak.wire.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes values as YAML that reads back as the same JSON. Thread-safe. */
public final class YamlWriter {

  private final ObjectWriter writer;

  /** Makes the one instance a server needs. */
  public YamlWriter() {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new NumbersAreNoNames())
            .build();
    this.writer = new YAMLMapper(factory).writer();
  }

  /** The value as YAML, in UTF-8. */
  public byte[] write(Object value) {
    try {
      return writer.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** A status that stands as a name would be read as a number. */
  private static final class NumbersAreNoNames extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || !Character.isLetter(name.codePointAt(0));
    }
  }
}
