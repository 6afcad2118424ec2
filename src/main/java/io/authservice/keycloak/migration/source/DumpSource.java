package io.authservice.keycloak.migration.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.authservice.keycloak.account.extra.ExtraOutline;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code manage.py dumpdata} writes: a JSON array of objects or, with {@code --format
 * jsonl}, one object a line, or several such files joined; plain or compressed by gzip. One object
 * is in memory at a time.
 */
public final class DumpSource implements MigrationSource {

  /**
   * Names are not kept for good: a file may have any number of different ones. A text that is
   * longer than a row may be is not read to its end.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(DumpReader.MOST_CHARACTERS)
                  .maxNameLength(1000)
                  .maxNestingDepth(100)
                  .build())
          .build();

  private static final String EXPECTED =
      "Expected is what manage.py dumpdata writes: objects with model, pk and fields";

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /** Bytes that any file may unpack to. */
  private static final long ALWAYS_UNPACKED = 1L << 30;

  /** How many times its own size a larger one may: several times what dumps are packed by. */
  private static final long MOST_UNPACKED = 100;

  private final DumpFile file;
  private final DumpRows rows;
  private final DumpModel model;
  private boolean gathered;

  /**
   * Nothing is read yet.
   *
   * @param userModels Django's names of the user model, lower case
   * @param tokens whether tokens are of any concern
   * @param userModel how the model differs from {@code AbstractUser}; blank where it does not
   * @throws io.authservice.keycloak.persistence.failure.DatabaseRefusedException with the line of
   *     the model that is not understood
   */
  public DumpSource(DumpFile file, Set<String> userModels, boolean tokens, String userModel) {
    this.file = file;
    this.model = new DumpModel(userModel, userModels);
    this.rows = new DumpRows(userModels, tokens, model);
  }

  @Override
  public void read(Consumer<SourceRow> consumer, Runnable pulse) {
    gather(pulse);
    read(
        parser -> new DumpReader(parser, rows::isKnown, rows::isRead),
        object -> {
          SourceRow row = rows.row(object);
          if (!isGathered(row)) {
            consumer.accept(row);
          }
        },
        pulse);
  }

  private void gather(Runnable pulse) {
    if (model.tables().areAsked() && !gathered) {
      read(
          parser -> new DumpReader(parser, model.tables()::isAsked, model.tables()::isRead),
          model.tables()::take,
          pulse);
    }
    gathered = true;
  }

  /** What the users were given of is not of no concern. */
  private boolean isGathered(SourceRow row) {
    return row instanceof SourceRow.Foreign other
        && model.tables().isAsked(other.model())
        && !DumpBelongings.isKnown(other.model());
  }

  @Override
  public ExtraOutline outline() {
    return model.outline();
  }

  @Override
  public Set<String> absentTables() {
    return model.tables().absent();
  }

  @Override
  public void readExtras(Consumer<UserExtras> extras, Runnable pulse) {
    read(
        row -> {
          if (row instanceof SourceRow.User user && user.numbered()) {
            extras.accept(
                new UserExtras(user.account().id(), Optional.of(user.account()), user.extras()));
          }
        },
        pulse);
  }

  @Override
  public void readBelongings(Consumer<Belonging> consumer, Runnable pulse) {
    read(
        parser -> new DumpReader(parser, DumpBelongings::isKnown, DumpBelongings::isRead),
        object -> DumpBelongings.row(object).ifPresent(consumer),
        pulse);
  }

  private void read(
      Function<JsonParser, DumpReader> reading,
      Consumer<DumpReader.Dumped> consumer,
      Runnable pulse) {
    try (InputStream bytes = uncompressed(file.open(), pulse);
        JsonParser parser = JSON.createParser(bytes)) {
      read(parser, reading.apply(parser), consumer);
    } catch (StreamConstraintsException excessive) {
      throw new ImportFailedException(
          "The file is no dump of Django's: a text, name or number is too long, or lists too deep, at "
              + position(excessive.getLocation()));
    } catch (JsonProcessingException malformed) {
      throw unreadable(malformed);
    } catch (ZipException malformed) {
      throw new ImportFailedException("The file is compressed, but not by gzip");
    } catch (IOException broken) {
      throw new ImportFailedException("The file cannot be read to its end");
    }
  }

  /** To the end of the file, not of the first array: dumps may have been joined. */
  private static void read(
      JsonParser parser, DumpReader reader, Consumer<DumpReader.Dumped> consumer)
      throws IOException {
    boolean inArray = false;
    for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        JsonLocation place = parser.currentTokenLocation();
        DumpReader.Dumped object = reader.read();
        if (!object.object().has("model")) {
          throw new ImportFailedException(
              "The file is no dump of Django's: the object at "
                  + position(place)
                  + " names no model. "
                  + EXPECTED);
        }
        consumer.accept(object);
      } else if (next == (inArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
        inArray = !inArray;
      } else {
        throw noDump(parser.currentTokenLocation());
      }
    }
  }

  private static ImportFailedException noDump(@Nullable JsonLocation location) {
    return new ImportFailedException(
        "The file is no dump of Django's: " + place(location) + ". " + EXPECTED);
  }

  /** By how the file begins, where that tells more than where JSON ends. */
  private ImportFailedException unreadable(JsonProcessingException malformed) {
    Optional<String> kind = file.otherKind();
    if (kind.isPresent()) {
      return new ImportFailedException(
          "The file is no dump of Django's, but " + kind.get() + ". " + EXPECTED);
    }
    // Jackson has no exception of its own for bytes that are no text.
    return String.valueOf(malformed.getOriginalMessage()).startsWith("Invalid UTF-8")
        ? new ImportFailedException(
            "The file is not in UTF-8, at "
                + (malformed.getLocation() == null
                    ? "an unknown place"
                    : position(malformed.getLocation()))
                + ": write the dump with PYTHONUTF8=1, or convert it by iconv")
        : noDump(malformed.getLocation());
  }

  /** What stands there may be a password; where it stands is enough. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? "it is not valid JSON"
        : "no valid JSON object at " + position(location);
  }

  private static String position(@Nullable JsonLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private InputStream uncompressed(InputStream bytes, Runnable pulse) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
    buffered.reset();
    return gzip
        ? new UnpackedStream(
            new GZIPInputStream(buffered, 1 << 16),
            ALWAYS_UNPACKED + file.size() * MOST_UNPACKED,
            pulse)
        : new UnpackedStream(buffered, Long.MAX_VALUE, pulse);
  }

  @Override
  public void close() {
    file.close();
  }
}
