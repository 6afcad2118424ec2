package io.authservice.keycloak.theme;

/** How a person's browser shows pages. */
public enum Look {
  DESKTOP_LIGHT(1280, 900, "light"),
  DESKTOP_DARK(1280, 900, "dark"),
  PHONE_LIGHT(360, 740, "light"),
  PHONE_DARK(360, 740, "dark"),
  /** So tall that the bar of buttons, which stays at the bottom, hides no field. */
  CONSOLE_LIGHT(1280, 1800, "light"),
  CONSOLE_DARK(1280, 1800, "dark");

  /** CSS pixels. */
  private final int width;

  private final int height;
  private final String colorScheme;

  Look(int width, int height, String colorScheme) {
    this.width = width;
    this.height = height;
    this.colorScheme = colorScheme;
  }

  public int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A value of CSS's {@code prefers-color-scheme}. */
  String colorScheme() {
    return colorScheme;
  }
}
