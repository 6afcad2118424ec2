package io.authservice.keycloak.migration.belonging;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes of rows what Keycloak keeps, or findings. Show it every row once, in order. */
public final class BelongingCheck {

  private static final int LONGEST_ADDRESS = 320;

  private final Owners owners;
  private final Providers providers;
  private final Findings findings;
  private final BelongingCounts counts;
  private final DjangoOtp djangoOtp;
  private final AllauthMfa allauthMfa;

  /**
   * Has seen no row yet.
   *
   * @param owners the users who are moved
   * @param realmId of the realm they are moved to
   * @param otpWindow how many steps that realm lets a device's clock be off
   */
  public BelongingCheck(
      Owners owners,
      Providers providers,
      String realmId,
      int otpWindow,
      Findings findings,
      BelongingCounts counts) {
    this.owners = owners;
    this.providers = providers;
    this.findings = findings;
    this.counts = counts;
    Factors factors = new Factors(realmId);
    this.djangoOtp = new DjangoOtp(factors, findings, counts, otpWindow);
    this.allauthMfa = new AllauthMfa(factors, counts);
  }

  /** What a row becomes; empty if that is nothing, or something only together with others. */
  public Optional<Moved> checked(Belonging row) {
    try {
      if (row.isTooLarge()) {
        throw new BadRowException(Problem.TOO_LONG, "The row holds more than a row may");
      }
      if (row.table() == BelongingTable.STATIC_TOKENS) {
        djangoOtp.token(row);
        return Optional.empty();
      }
      return moved(owner(row), row);
    } catch (BadRowException bad) {
      findings.add(bad.problem(), row.table().model(), row.id(), "", bad.detail());
      countLeftOut(row, bad);
      return Optional.empty();
    }
  }

  /** What the rows that were shown become together. */
  public void rest(Consumer<Moved> consumer) {
    djangoOtp.codes(
        BelongingTable.STATIC_DEVICES.model(), BelongingTable.STATIC_TOKENS.model(), consumer);
  }

  private Optional<Moved> moved(UserId userId, Belonging row) {
    return switch (row.table()) {
      case TOTP_DEVICES -> djangoOtp.totp(userId, row);
      case STATIC_DEVICES -> {
        djangoOtp.device(userId, row);
        yield Optional.empty();
      }
      case AUTHENTICATORS -> allauthMfa.factor(userId, row);
      case PASSKEYS -> throw passkey(counts);
      case SOCIAL_ACCOUNTS, SOCIAL_AUTHS -> Optional.of(providers.link(userId, row, counts));
      case EMAIL_ADDRESSES -> address(userId, row);
      case STATIC_TOKENS -> throw new IllegalArgumentException("A token names no user");
    };
  }

  /** Authenticators that hand out a user's id hand out Django's, and Keycloak compares it. */
  static BadRowException passkey(BelongingCounts counts) {
    counts.passkey();
    return new BadRowException(
        Problem.PASSKEY, "A passkey names its user by Django's id, which Keycloak refuses");
  }

  private UserId owner(Belonging row) {
    ForeignKey reference =
        row.owner()
            .orElseThrow(
                () ->
                    new BadRowException(
                        Problem.UNREADABLE, row.table().owner() + " refers to nothing"));
    return owners
        .find(reference)
        .orElseThrow(
            () ->
                new BadRowException(
                    Problem.MISSING_REFERENCE,
                    "There is no user " + reference.described() + " who is moved"));
  }

  private Optional<Moved> address(UserId userId, Belonging row) {
    Columns columns = new Columns(row);
    String email = columns.text("email", LONGEST_ADDRESS);
    if (!columns.flag("verified") || !owners.isEmail(userId, email)) {
      counts.otherAddress();
      return Optional.empty();
    }
    return Optional.of(new Moved.VerifiedEmail(userId, row.table().model(), row.id(), email));
  }

  private void countLeftOut(Belonging row, BadRowException bad) {
    if (bad.problem() == Problem.PASSKEY) {
      return;
    }
    counts
        .of(
            switch (row.table()) {
              case TOTP_DEVICES, PASSKEYS -> Sort.ONE_TIME_PASSWORDS;
              case STATIC_DEVICES, STATIC_TOKENS -> Sort.RECOVERY_CODES;
              case AUTHENTICATORS -> AllauthMfa.sort(row);
              case SOCIAL_ACCOUNTS, SOCIAL_AUTHS -> Sort.LINKS;
              case EMAIL_ADDRESSES -> Sort.VERIFIED_EMAILS;
            })
        .refuse();
  }
}
