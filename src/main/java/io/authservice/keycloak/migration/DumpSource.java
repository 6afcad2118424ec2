package io.authservice.keycloak.migration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code manage.py dumpdata} writes: a JSON array of objects or, with {@code --format
 * jsonl}, one object a line, or several such files joined; plain or compressed by gzip. One object
 * is in memory at a time.
 */
final class DumpSource implements MigrationSource {

  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final DumpFile file;
  private final DumpRows rows;

  DumpSource(DumpFile file, Set<String> userModels) {
    this.file = file;
    this.rows = new DumpRows(userModels);
  }

  @Override
  public void read(Consumer<SourceRow> consumer) {
    try (InputStream bytes = uncompressed(file.open());
        JsonParser parser = JSON.createParser(bytes)) {
      read(parser, consumer);
    } catch (JsonProcessingException malformed) {
      throw noDump(malformed.getLocation());
    } catch (ZipException malformed) {
      throw new ImportFailedException("The file is compressed, but not by gzip");
    } catch (IOException broken) {
      throw new ImportFailedException("The file cannot be read to its end");
    }
  }

  /** To the end of the file, not of the first array: dumps may have been joined. */
  private void read(JsonParser parser, Consumer<SourceRow> consumer) throws IOException {
    boolean inArray = false;
    for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        consumer.accept(rows.row(parser.<ObjectNode>readValueAsTree()));
      } else if (next == (inArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
        inArray = !inArray;
      } else {
        throw noDump(parser.currentTokenLocation());
      }
    }
  }

  private static ImportFailedException noDump(@Nullable JsonLocation location) {
    return new ImportFailedException("The file is no dump of Django's: " + place(location));
  }

  /** What stands there may be a password; where it stands is enough. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? "it is not valid JSON"
        : "no valid JSON object at line "
            + location.getLineNr()
            + ", column "
            + location.getColumnNr();
  }

  private static InputStream uncompressed(InputStream bytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  @Override
  public void close() {
    file.close();
  }
}
