package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.keycloak.models.utils.Base32;

/**
 * Devices of django-otp. Static tokens name their device alone and are gathered, each user's codes
 * together.
 */
final class DjangoOtp {

  private static final Pattern HEXADECIMAL = Pattern.compile("([0-9a-fA-F]{2})+");

  /** Characters of all tokens together; what is held in memory must have a bound. */
  private static final long MOST_HELD = 64L << 20;

  private static final int MOST_TOKENS = 100;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_STEP = Short.MAX_VALUE;

  private final Factors factors;
  private final Findings findings;
  private final BelongingCounts counts;
  private final int window;
  private final Map<Long, UserId> owners = new TreeMap<>();
  private final Set<Long> unconfirmed = new HashSet<>();
  private final Map<Long, Tokens> tokens = new HashMap<>();
  private long held;

  /**
   * Has seen no device yet.
   *
   * @param window how many steps Keycloak lets a device's clock be off
   */
  DjangoOtp(Factors factors, Findings findings, BelongingCounts counts, int window) {
    this.factors = factors;
    this.findings = findings;
    this.counts = counts;
    this.window = window;
  }

  /** The first of a device's tokens, and the codes of them all, one a line. */
  private record Tokens(String rowId, String codes, int count) {

    Tokens and(String code) {
      return new Tokens(rowId, codes + "\n" + code, count + 1);
    }
  }

  /** A user's codes, one a line, by the first device that has any. */
  private record Codes(long device, String lines) {

    Codes and(Codes more) {
      return new Codes(device, lines + "\n" + more.lines);
    }
  }

  /** Empty for a device that was never confirmed. */
  Optional<Moved> totp(UserId userId, Belonging row) {
    Columns columns = new Columns(row);
    if (!columns.flag("confirmed")) {
      counts.unconfirmed();
      return Optional.empty();
    }
    String key = columns.text("key", LONGEST_KEY);
    if (!HEXADECIMAL.matcher(key).matches()) {
      throw new BadRowException(Problem.UNREADABLE, "key is not hexadecimal");
    }
    long step = columns.number("step");
    if (step < 1 || step > LONGEST_STEP) {
      throw new BadRowException(Problem.UNREADABLE, "step is no number of seconds");
    }
    long digits = columns.number("digits");
    if (digits != 6 && digits != 8) {
      throw new BadRowException(
          Problem.UNSUPPORTED_FACTOR, "Its codes have neither 6 nor 8 digits");
    }
    if (columns.number("t0") != 0) {
      throw new BadRowException(
          Problem.UNSUPPORTED_FACTOR, "t0 is not 0: Keycloak counts from 1970 for everybody");
    }
    noteDrift(columns.number("drift"), row);
    return Optional.of(
        factors.totp(
            userId,
            row,
            row.text("name"),
            Base32.encode(HexFormat.of().parseHex(key)),
            (int) digits,
            (int) step));
  }

  private void noteDrift(long drift, Belonging row) {
    if (Math.abs(drift) > window) {
      findings.add(
          Problem.CLOCK_DRIFT,
          row.table().model(),
          row.id(),
          "",
          "The device's clock is "
              + drift
              + " steps off, and Keycloak accepts "
              + window
              + ": its codes will be refused");
    }
  }

  void device(UserId userId, Belonging row) {
    long id = deviceId(row.id());
    if (new Columns(row).flag("confirmed")) {
      owners.putIfAbsent(id, userId);
    } else {
      counts.unconfirmed();
      unconfirmed.add(id);
    }
  }

  private static long deviceId(String id) {
    if (!id.matches("-?[0-9]{1,18}")) {
      throw new BadRowException(Problem.BAD_ID, "The device's id is not a whole number");
    }
    return Long.parseLong(id);
  }

  void token(Belonging row) {
    OptionalLong device = row.owner().map(ForeignKey::id).orElse(OptionalLong.empty());
    if (device.isEmpty()) {
      throw new BadRowException(Problem.UNREADABLE, "device is not a whole number");
    }
    String code = Factors.code(row.text("token"));
    held += code.length();
    if (held > MOST_HELD) {
      throw new ImportFailedException(
          "The static tokens hold more than " + MOST_HELD + " characters");
    }
    Tokens known = tokens.get(device.getAsLong());
    if (known == null) {
      tokens.put(device.getAsLong(), new Tokens(row.id(), code, 1));
    } else if (known.count() == MOST_TOKENS) {
      throw new BadRowException(
          Problem.TOO_LONG, "The device has more than " + MOST_TOKENS + " tokens");
    } else {
      tokens.put(device.getAsLong(), known.and(code));
    }
  }

  /** Hands over the codes of every user; those of a device are numbered in the tokens' order. */
  void codes(String deviceModel, String tokenModel, Consumer<Moved> consumer) {
    Map<UserId, Codes> byUser = new TreeMap<>();
    owners.forEach(
        (device, user) -> {
          Tokens theirs = tokens.get(device);
          if (theirs != null) {
            byUser.merge(user, new Codes(device, theirs.codes()), Codes::and);
          }
        });
    byUser.forEach(
        (user, theirs) ->
            consumer.accept(
                factors.codes(
                    user,
                    deviceModel,
                    Long.toString(theirs.device()),
                    List.of(theirs.lines().split("\n", -1)))));
    tokens.forEach(
        (device, lost) -> {
          if (!owners.containsKey(device) && !unconfirmed.contains(device)) {
            counts.of(Sort.RECOVERY_CODES).refuse();
            findings.add(
                Problem.MISSING_REFERENCE,
                tokenModel,
                lost.rowId(),
                "",
                "There is no device " + device + " of a user who is moved");
          }
        });
  }
}
