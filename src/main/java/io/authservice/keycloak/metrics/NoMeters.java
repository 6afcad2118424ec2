package io.authservice.keycloak.metrics;

import java.util.function.LongSupplier;

/** Measures nothing. */
final class NoMeters implements Meters {

  @Override
  public void count(Meter meter, long amount, String... tags) {}

  @Override
  public void time(Meter meter, long nanos, String... tags) {}

  @Override
  public void show(Meter meter, LongSupplier value, String... tags) {}

  @Override
  public void hide(Meter meter, String... tags) {}
}
