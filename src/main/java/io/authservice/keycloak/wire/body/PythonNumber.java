package io.authservice.keycloak.wire.body;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * JSON's numbers with a fraction or an exponent as Python's {@code str()} prints the float it makes
 * of them: who once sent a number for a password logs in with that text.
 */
final class PythonNumber {

  private static final int MAX_PRECISION = 17;

  private PythonNumber() {}

  /** The shortest decimal that reads back as the same double, in Python's notation. */
  static String repr(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String sign = Math.copySign(1.0, value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    return sign
        + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : plain(shortest));
  }

  /** Of the decimals of the least length that read back as the value, the nearest. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = 1; precision < MAX_PRECISION; precision++) {
      // Below a power of two doubles lie closer, so the nearest may fail where the next above fits.
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
        BigDecimal rounded = exact.round(new MathContext(precision, mode));
        if (rounded.doubleValue() == value) {
          return rounded.stripTrailingZeros();
        }
      }
    }
    return exact.round(new MathContext(MAX_PRECISION, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String plain(BigDecimal value) {
    String plain = value.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String scientific(String digits, int exponent) {
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    return digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" + power : power);
  }
}
